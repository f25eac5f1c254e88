import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';

export const openEnding = '.open';
export const sealedEnding = '.sealed';

/** A file that one process appends to. */
export type SpoolFile = {
  readonly lines: number;
  /**
   * Puts the text on disk. False: somebody sealed the file meanwhile, so it may or may not have been
   * read with this text in it. Throws what the disk answers; nothing of the text is left then.
   */
  append(text: string, lines: number): Promise<boolean>;
  /** No more is written to it; others may drain it. */
  seal(): Promise<void>;
  /** Closes it without a word, where the disk failed. */
  abandon(): Promise<void>;
};

/** Makes a new file in the folder; names sort by the time of the first wake-up. */
export async function createSpoolFile(folder: string, firstAtMs: number): Promise<SpoolFile> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const time = String(Math.floor(firstAtMs)).padStart(15, '0');
  const name = `${time}-${randomBytes(4).toString('hex')}`;
  const path = join(folder, name + openEnding);
  const handle = await open(path, 'ax', 0o600);
  let lines = 0;
  let bytes = 0;

  const isThere = async (): Promise<boolean> => {
    try {
      return (await stat(path)).ino === (await handle.stat()).ino;
    } catch {
      return false;
    }
  };

  return {
    get lines() {
      return lines;
    },
    async append(text, count) {
      try {
        await handle.appendFile(text);
        await handle.datasync();
        // A file is only as durable as its name.
        if (bytes === 0) await syncFolder(folder);
      } catch (error) {
        await handle.truncate(bytes).catch(() => undefined);
        throw error;
      }
      bytes += Buffer.byteLength(text);
      lines += count;
      // Whoever seals renames first and reads then: still named so, the text will be read.
      return isThere();
    },
    async seal() {
      await handle.close();
      await ignoringMissing(rename(path, join(folder, name + sealedEnding)));
    },
    async abandon() {
      await handle.close().catch(() => undefined);
      if (bytes === 0) await unlink(path).catch(() => undefined);
    },
  };
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Another process may have sealed or drained the file first. */
export async function ignoringMissing(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}
