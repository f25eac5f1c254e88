import type { Clock } from '../domain/clock.ts';
import type { Embedder } from '../domain/embedder.ts';
import type { Articles, Retriever } from '../domain/ports.ts';
import type { Meaning } from '../knowledge/ranker.ts';
import { createRetriever } from '../knowledge/retriever.ts';
import { splitArticle } from '../knowledge/split.ts';
import type { Passage } from '../domain/passage.ts';
import type { PassageVectors } from './passage-vectors.ts';

/** How long a retriever is used before it is asked whether the knowledge has changed. */
const freshForMs = 2_000;

export type RetrieversOptions = {
  /** Asked at every look: it may be there later than the worker, or never (null). */
  readonly embedder: () => Embedder | null;
  readonly passageVectors: PassageVectors;
  readonly report: (line: string) => void;
};

type Built = { readonly state: string; readonly retriever: Retriever; checkedAtMs: number };

/**
 * Gives the retriever of a workspace, built anew when an import has changed anything, or when vectors
 * are there now. Concurrent callers wait for one build.
 */
export function createRetrievers(
  articles: Articles,
  clock: Clock,
  options: RetrieversOptions | null = null,
) {
  const built = new Map<string, Promise<Built>>();

  const stateOf = async (appId: string): Promise<string> => {
    const model = options?.embedder()?.model ?? null;
    const generation = options?.passageVectors.generation(appId) ?? 0;
    return JSON.stringify([await articles.revision(appId), model, generation]);
  };

  /** Null: words alone are searched. */
  async function meaningFor(appId: string, passages: readonly Passage[]): Promise<Meaning | null> {
    const embedder = options?.embedder() ?? null;
    if (options === null || embedder === null) return null;
    const { passageVectors, report } = options;
    const onFailure = (error: unknown): void =>
      report(`A question was searched by words alone: ${String(error)}`);
    try {
      const vectors = await passageVectors.of(appId, embedder, passages);
      return vectors && { embedder, vectors, onFailure };
    } catch (error) {
      report(`${appId}: its knowledge is searched by words alone: ${String(error)}`);
      return null;
    }
  }

  const build = async (appId: string): Promise<Built> => {
    const state = await stateOf(appId);
    const passages = (await articles.all(appId)).flatMap(splitArticle);
    const retriever = createRetriever(passages, await meaningFor(appId, passages));
    return { state, retriever, checkedAtMs: clock.now() };
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
    const state = await stateOf(appId);
    return state === current.state ? current.retriever : (await start(appId)).retriever;
  };
}
