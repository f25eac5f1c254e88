import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Candidate } from '../../sandbox/servers/candidates.ts';
import type { FetchOptions } from '../../sandbox/servers/fetch-options.ts';
import { moveIntoCache } from '../../sandbox/servers/into-cache.ts';
import { type Report, reasonOf } from '../../sandbox/servers/report.ts';
import { withTemporaryFolder } from '../../sandbox/servers/temporary-folder.ts';
import { type ModelPins, checkedFiles } from './files.ts';

/** The model's folder in the cache, beside the servers; its sum is part of its name. */
const placeOf = (options: FetchOptions, pins: ModelPins): string =>
  join(options.cacheFolder, 'models', `${pins.name}-${pins.weights.sha256.slice(0, 8)}`);

/** What was fetched before. What is there and is not the model goes, so that it is fetched anew. */
export function cacheCandidate(options: FetchOptions, pins: ModelPins, report: Report): Candidate {
  const place = placeOf(options, pins);
  return {
    name: 'the cache',
    key: `${pins.name}-cache`,
    atHand: async () => {
      if ((await stat(place).catch(() => undefined)) === undefined) return undefined;
      try {
        await checkedFiles(place, pins);
        return place;
      } catch (error) {
        report(`${reasonOf(error)}: it is removed`);
        await rm(place, { recursive: true, force: true });
        return undefined;
      }
    },
  };
}

/**
 * Lets the files be brought into a fresh folder, which takes its place in the cache when both are
 * the pinned ones. Resolves with that place; rejects with what is wrong, and then keeps nothing.
 */
export function bringIntoCache(
  options: FetchOptions,
  pins: ModelPins,
  bring: (folder: string) => Promise<void>,
): Promise<string> {
  const place = placeOf(options, pins);
  return withTemporaryFolder(options.cacheFolder, async (folder) => {
    const [brought, finished] = [join(folder, 'brought'), join(folder, 'finished')];
    await Promise.all([mkdir(brought), mkdir(finished)]);
    await bring(brought);
    const files = await checkedFiles(brought, pins);
    await rename(files.weights, join(finished, pins.weights.name));
    await rename(files.tokenizer, join(finished, pins.tokenizer.name));
    await moveIntoCache(finished, place);
    return place;
  });
}
