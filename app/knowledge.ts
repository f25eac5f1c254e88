import type { Clock } from '../domain/clock.ts';
import type { Articles, Retriever } from '../domain/ports.ts';
import { createRetriever } from '../knowledge/retriever.ts';
import { splitArticle } from '../knowledge/split.ts';

/** How long a retriever is used before it is asked whether the knowledge has changed. */
const freshForMs = 2_000;

type Built = { readonly revision: number; readonly retriever: Retriever; checkedAtMs: number };

/**
 * Gives the retriever of a workspace, built anew when an import has changed anything. Concurrent
 * callers wait for one build.
 */
export function createRetrievers(articles: Articles, clock: Clock) {
  const built = new Map<string, Promise<Built>>();

  const build = async (appId: string): Promise<Built> => {
    const revision = await articles.revision(appId);
    const passages = (await articles.all(appId)).flatMap(splitArticle);
    return { revision, retriever: createRetriever(passages), checkedAtMs: clock.now() };
  };

  const start = (appId: string): Promise<Built> => {
    const building = build(appId);
    built.set(appId, building);
    building.catch(() => built.delete(appId));
    return building;
  };

  return async (appId: string): Promise<Retriever> => {
    const current = await (built.get(appId) ?? start(appId));
    const ageMs = Math.abs(clock.now() - current.checkedAtMs);
    if (ageMs < clock.productMs(freshForMs)) return current.retriever;
    current.checkedAtMs = clock.now();
    const revision = await articles.revision(appId);
    return revision === current.revision ? current.retriever : (await start(appId)).retriever;
  };
}
