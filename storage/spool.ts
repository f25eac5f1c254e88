import { readFile, readdir, rename, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Delivery, Spool, SpoolSize } from '../domain/ports.ts';
import {
  type SpoolFile,
  createSpoolFile,
  ignoringMissing,
  openEnding,
  sealedEnding,
} from './spool-file.ts';
import { lineOf, readLines } from './spool-line.ts';

export type SpoolOptions = {
  /** Made when the first wake-up comes. */
  readonly folder: string;
  /** Of the folder. */
  readonly maximumBytes: number;
  readonly maximumLines?: number;
};

/** A file is drained as a whole, so it stays small. */
const linesPerFile = 1_000;
/** A webhook names a few messages; whatever needs more than this is sent again instead. */
const lineBytes = 64 * 1024;

type Waiting = {
  readonly delivery: Delivery;
  readonly line: string;
  readonly answer: (answer: 'kept' | 'full' | 'broken') => void;
};

/** Wake-ups in append-only files; what comes at once shares one write and one fsync. */
export function createSpool(options: SpoolOptions): Spool {
  const { folder, maximumBytes, maximumLines = 500_000 } = options;
  const linesOfSealed = new Map<string, number>();
  let queue: Waiting[] = [];
  let file: SpoolFile | null = null;
  let size: SpoolSize | null = null;
  /** Writing and sealing take turns. */
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const done = turn.then(work);
    turn = done.catch(() => undefined);
    return done;
  };

  async function write(): Promise<void> {
    const batch = queue;
    queue = [];
    if (batch.length === 0) return;
    try {
      const fitting = withinBounds(batch, size ?? (await measure()));
      if (fitting.length === 0) return;
      await keep(fitting);
      for (const { answer } of fitting) answer('kept');
    } catch {
      await file?.abandon();
      file = null;
      for (const { answer } of batch) answer('broken');
    }
  }

  /** What does not fit is answered at once. */
  function withinBounds(batch: readonly Waiting[], { bytes, lines }: SpoolSize): Waiting[] {
    let [bytesLeft, linesLeft] = [maximumBytes - bytes, maximumLines - lines];
    return batch.filter(({ line, answer }) => {
      const needed = Buffer.byteLength(line);
      if (needed > Math.min(lineBytes, bytesLeft) || linesLeft < 1) {
        answer('full');
        return false;
      }
      [bytesLeft, linesLeft] = [bytesLeft - needed, linesLeft - 1];
      return true;
    });
  }

  async function keep(batch: readonly Waiting[]): Promise<void> {
    const text = batch.map(({ line }) => line).join('');
    let safe = false;
    while (!safe) {
      file ??= await createSpoolFile(folder, batch[0]?.delivery.receivedAtMs ?? 0);
      safe = await file.append(text, batch.length);
      if (!safe || file.lines >= linesPerFile) {
        await file.seal();
        file = null;
      }
    }
    const { bytes, lines } = size ?? { bytes: 0, lines: 0 };
    size = { bytes: bytes + Buffer.byteLength(text), lines: lines + batch.length };
  }

  /** Counts what lies in the folder; each sealed file is read once. */
  async function measure(): Promise<SpoolSize> {
    let [bytes, lines] = [0, 0];
    for (const name of await namesIn(folder)) {
      const path = join(folder, name);
      const found = await stat(path).catch(() => null);
      if (found === null) continue;
      bytes += found.size;
      const known = linesOfSealed.get(name);
      const counted = known ?? newlinesIn(await readFile(path).catch(() => Buffer.alloc(0)));
      if (name.endsWith(sealedEnding)) linesOfSealed.set(name, counted);
      lines += counted;
    }
    size = { bytes, lines };
    return size;
  }

  return {
    append: (delivery) =>
      new Promise((answer) => {
        queue.push({ delivery, line: lineOf(delivery), answer });
        void inTurn(write);
      }),

    seal: () =>
      inTurn(async () => {
        await file?.seal();
        file = null;
        for (const name of (await namesIn(folder)).filter((one) => one.endsWith(openEnding))) {
          const sealed = name.slice(0, -openEnding.length) + sealedEnding;
          await ignoringMissing(rename(join(folder, name), join(folder, sealed)));
        }
        await measure();
        const names = (await namesIn(folder)).filter((name) => name.endsWith(sealedEnding));
        return names.sort().reverse();
      }),

    async read(name) {
      const text = await readFile(join(folder, name), 'utf8').catch((error: unknown) => {
        if (isMissing(error)) return '';
        throw error;
      });
      const { deliveries, damaged } = readLines(text);
      deliveries.sort((one, other) => other.receivedAtMs - one.receivedAtMs);
      return { deliveries, damaged };
    },

    remove: (name) =>
      inTurn(async () => {
        await ignoringMissing(unlink(join(folder, name)));
        linesOfSealed.delete(name);
        await measure();
      }),

    size: () => size ?? { bytes: 0, lines: 0 },
  };
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** No folder: nothing ever waited. */
async function namesIn(folder: string): Promise<string[]> {
  try {
    const names = await readdir(folder);
    return names.filter((name) => name.endsWith(openEnding) || name.endsWith(sealedEnding));
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

const newlinesIn = (bytes: Buffer): number => {
  let count = 0;
  for (const byte of bytes) if (byte === 10) count += 1;
  return count;
};
