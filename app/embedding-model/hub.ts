import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Candidate } from '../../sandbox/servers/candidates.ts';
import { type FetchOptions, connectMsOf } from '../../sandbox/servers/fetch-options.ts';
import { throughProxy } from '../../sandbox/servers/network-advice.ts';
import { type Report, inMegabytes } from '../../sandbox/servers/report.ts';
import { bringIntoCache } from './cache.ts';
import type { ModelFile, ModelPins } from './files.ts';

type Body = NonNullable<Response['body']>;

const stalledMs = 60_000;
const progressEveryMs = 2_000;

/** The model hub's own download as a source. `address`: of the folder that has the files. */
export function hubCandidate(
  address: string,
  options: FetchOptions,
  pins: ModelPins,
  report: Report,
): Candidate {
  return {
    name: `the model hub (${new URL(address).host})`,
    key: `${pins.name}-hub`,
    atHand: async () => undefined,
    fetch: () =>
      bringIntoCache(options, pins, async (folder) => {
        const size = inMegabytes(pins.sizeBytes);
        report(`Fetching ${pins.name} (${pins.licence}, ${size}) from the model hub`);
        // The small one first: what is wrong with the way there shows at once.
        for (const file of [pins.tokenizer, pins.weights]) {
          const url = `${address}/${file.atHub}`;
          await download(url, file, join(folder, file.name), options, report);
        }
      }),
  };
}

async function download(
  url: string,
  file: ModelFile,
  path: string,
  options: FetchOptions,
  report: Report,
): Promise<void> {
  const connectMs = connectMsOf(options);
  const controller = new AbortController();
  const signal = AbortSignal.any([controller.signal, ...givenUpBy(options)]);
  const giveUpAfter = (patienceMs: number, why: string): NodeJS.Timeout =>
    setTimeout(() => controller.abort(new Error(why)), patienceMs);
  let timer = giveUpAfter(connectMs, `no answer within ${connectMs / 1000} s`);
  let lastReportMs = Date.now();
  let arrivedBytes = 0;

  async function* watched(body: Body): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunksOf(body)) {
      arrivedBytes += chunk.byteLength;
      if (arrivedBytes > file.sizeBytes) throw new Error(`it sent more than ${file.name} has`);
      clearTimeout(timer);
      const soFar = `after ${inMegabytes(arrivedBytes)}`;
      timer = giveUpAfter(stalledMs, `nothing more arrived for ${stalledMs / 1000} s ${soFar}`);
      if (Date.now() - lastReportMs > progressEveryMs) {
        lastReportMs = Date.now();
        report(`  ${file.name}: ${inMegabytes(arrivedBytes)} of ${inMegabytes(file.sizeBytes)}`);
      }
      yield chunk;
    }
  }

  try {
    const response = await fetch(url, { signal });
    if (!response.ok || response.body === null) {
      await response.body?.cancel();
      throw new Error(`it answered ${response.status}`);
    }
    await pipeline(watched(response.body), createWriteStream(path));
  } catch (error) {
    if (isOfDisk(error)) throw error;
    const reason: unknown = signal.aborted ? signal.reason : error;
    throw new Error(`${wordsOf(reason)}${throughProxy(options.environment)}`);
  } finally {
    clearTimeout(timer);
  }
}

async function* chunksOf(body: Body): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const part: { value?: Uint8Array | undefined } = await reader.read();
      if (part.value === undefined) return;
      yield part.value;
    }
  } finally {
    // Where what arrives could not be written, the rest need not come.
    await reader.cancel().catch(() => undefined);
  }
}

const givenUpBy = ({ signal }: FetchOptions): AbortSignal[] =>
  signal === undefined ? [] : [signal];

/** Only what writes names a system call and a path: it is not the hub's fault. */
const isOfDisk = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && 'syscall' in error && error.syscall === 'write';

/** `fetch failed` says nothing: its cause does. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
  return `it could not be reached (${code})`;
}
