import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { asCacheError } from './cache-error.ts';

const abandonedMs = 24 * 60 * 60 * 1000;

/**
 * Lends a fresh folder inside the cache (same file system, so what it holds can be renamed into
 * place) and removes it afterwards, together with those that killed processes left a day ago.
 * Rejects with a `CacheError` when the cache is full or cannot be written.
 */
export async function withTemporaryFolder<Result>(
  cacheFolder: string,
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  try {
    const parent = join(cacheFolder, 'tmp');
    await mkdir(parent, { recursive: true });
    await removeAbandoned(parent);
    const folder = await mkdtemp(join(parent, 'fetch-'));
    try {
      return await work(folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  } catch (error) {
    throw asCacheError(cacheFolder, error);
  }
}

async function removeAbandoned(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const path = join(parent, name);
    const found = await stat(path).catch(() => undefined);
    if (found !== undefined && Date.now() - found.mtimeMs > abandonedMs) {
      await rm(path, { recursive: true, force: true });
    }
  }
}
