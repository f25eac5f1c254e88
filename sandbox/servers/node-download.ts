import { chmod, copyFile, mkdir, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Candidate } from './candidates.ts';
import { runDownload } from './download-process.ts';
import { type FetchOptions, connectMsOf } from './fetch-options.ts';
import { moveIntoCache } from './into-cache.ts';
import { isExecutable } from './on-path.ts';
import { environmentForHost } from './proxy-setting.ts';
import type { Report } from './report.ts';
import { withTemporaryFolder } from './temporary-folder.ts';

/** A library of ours that can download a server into a folder. */
export type NodeDownload = {
  readonly name: string;
  readonly key: string;
  readonly library: string;
  /** Where it downloads from: `NO_PROXY` may leave it out. */
  readonly host: string;
  /**
   * CommonJS for `node --eval`, since such a download can be neither watched nor given up inside
   * our own process. `library` and `folder` are defined; it ends when the executable is there.
   */
  readonly script: string;
  /** Picks the executable among the files of the folder. */
  readonly isServer: (file: string) => boolean;
};

/** A library's own download as a source: in the cache, or fetched by a node process. */
export function nodeDownloadCandidate(
  source: NodeDownload,
  options: FetchOptions,
  report: Report,
): Candidate {
  const place = join(options.cacheFolder, 'servers', source.key);
  const executable = join(place, 'server');
  return {
    name: source.name,
    key: source.key,
    atHand: async () => ((await isExecutable(executable)) ? executable : undefined),
    fetch: () =>
      withTemporaryFolder(options.cacheFolder, async (folder) => {
        const into = join(folder, 'download');
        const finished = join(folder, 'finished');
        await Promise.all([mkdir(into), mkdir(finished)]);
        report(`Fetching ${source.name}`);
        await runDownload({
          label: source.name,
          command: process.execPath,
          args: ['--eval', withArguments(source.script), libraryPath(source.library), into],
          environment: environmentForHost(options.environment, source.host),
          folder: into,
          logFile: join(folder, 'download.log'),
          connectMs: connectMsOf(options),
          report,
        });
        const file = (await readdir(into, { recursive: true })).find(source.isServer);
        if (file === undefined) throw new Error('the download ended well, but brought no server');
        await copyFile(join(into, file), join(finished, 'server'));
        await chmod(join(finished, 'server'), 0o755);
        await moveIntoCache(finished, place);
        return executable;
      }),
  };
}

function withArguments(script: string): string {
  return `const [library, folder] = [require(process.argv[1]), process.argv[2]];
(async () => {${script}})().then(
  () => process.exit(0),
  (error) => { console.error(error instanceof Error ? error.message : error); process.exit(1); },
);`;
}

function libraryPath(library: string): string {
  return createRequire(import.meta.url).resolve(library);
}
