import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startChild } from './child-process.ts';
import { lastWords } from './last-words.ts';
import { throughProxy } from './network-advice.ts';
import { type Report, inMegabytes } from './report.ts';

// Lock files and the like are smaller; a server never is.
const connectedBytes = 64 * 1024;
const stalledMs = 60_000;
const progressEveryMs = 2000;

export type DownloadOptions = {
  readonly label: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where the program writes; what grows here is the progress. */
  readonly folder: string;
  readonly logFile: string;
  readonly sizeBytes?: number;
  /** How long the program may take until the first bytes arrive. */
  readonly connectMs: number;
  readonly report: Report;
  /** Ends the program. */
  readonly signal?: AbortSignal | undefined;
};

/**
 * Runs a program that downloads into a folder. Any such program is judged alike, by what arrives:
 * nothing within `connectMs`, or nothing more for a minute, ends it. Rejects with the reason.
 */
export async function runDownload(options: DownloadOptions): Promise<void> {
  const child = await startChild(options);
  const proxy = throughProxy(options.environment);
  let arrivedBytes = 0;
  let lastGrowthMs = Date.now();
  let lastReportMs = Date.now();
  for (;;) {
    await sleep(100);
    if (options.signal?.aborted === true) {
      await child.stop(1000);
      throw options.signal.reason;
    }
    const ending = child.ending();
    if (ending?.code === 0) return;
    if (ending !== undefined) {
      throw new Error(`${await lastWords(options.logFile)}${proxy}`);
    }
    const bytes = await sizeOf(options.folder);
    const nowMs = Date.now();
    if (bytes > arrivedBytes) lastGrowthMs = nowMs;
    arrivedBytes = Math.max(bytes, arrivedBytes);
    const patienceMs = arrivedBytes < connectedBytes ? options.connectMs : stalledMs;
    if (nowMs - lastGrowthMs > patienceMs) {
      await child.stop(1000);
      throw new Error(
        arrivedBytes < connectedBytes
          ? `no answer within ${options.connectMs / 1000} s${proxy}`
          : `nothing more arrived for ${stalledMs / 1000} s after ${inMegabytes(arrivedBytes)}${proxy}`,
      );
    }
    if (nowMs - lastReportMs > progressEveryMs && arrivedBytes >= connectedBytes) {
      lastReportMs = nowMs;
      options.report(`  ${options.label}: ${progress(arrivedBytes, options.sizeBytes)}`);
    }
  }
}

function progress(bytes: number, ofBytes: number | undefined): string {
  if (ofBytes === undefined) return inMegabytes(bytes);
  return bytes < ofBytes ? `${inMegabytes(bytes)} of ${inMegabytes(ofBytes)}` : 'unpacking';
}

async function sizeOf(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const sizes = names.map(async (name) => {
    const found = await stat(join(folder, name)).catch(() => undefined);
    return found?.isFile() === true ? found.size : 0;
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
