import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Moves a finished folder to its place in the cache. Two processes may fetch at once: both
 * bring the same files, the first one to arrive stays.
 */
export async function moveIntoCache(finished: string, place: string): Promise<void> {
  await mkdir(dirname(place), { recursive: true });
  try {
    await rename(finished, place);
  } catch (error) {
    const taken = await stat(place).catch(() => undefined);
    if (taken === undefined) throw error;
    await rm(finished, { recursive: true, force: true });
  }
}
