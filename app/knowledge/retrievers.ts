import type { Clock } from '../../domain/clock.ts';
import type { Embedder } from '../../domain/embedder.ts';
import type { Passage } from '../../domain/passage.ts';
import type { Articles, Retriever } from '../../domain/ports.ts';
import type { Meaning } from '../../knowledge/ranker.ts';
import { type KnowledgeRetriever, retrieverSteps } from '../../knowledge/retriever.ts';
import { type Lexicons, createLexicons } from '../../knowledge/words/lexicon.ts';
import { inSlices } from './in-slices.ts';
import type { FoundVectors, PassageVectors } from './passage-vectors.ts';
import { type ReadPassages, readPassages } from './read-passages.ts';

/** How long a retriever is used before it is asked whether the knowledge has changed. */
const freshForMs = 2_000;
/** Above it questions are answered by what there is while a new index is built. */
const mostWaitedFor = 2_000;

export type RetrieversOptions = {
  /** Asked at every look: it may be there later than the worker, or never (null). */
  readonly embedder: () => Embedder | null;
  readonly passageVectors: PassageVectors;
  readonly report: (line: string) => void;
};

type Built = {
  readonly state: string;
  readonly read: ReadPassages;
  readonly retriever: KnowledgeRetriever;
  readonly lexicons: Lexicons;
  /** Whose vectors it compares. */
  readonly embedder: Embedder | null;
};

type Workspace = { built: Built | null; building: Promise<Built> | null; checkedAtMs: number };

/**
 * Gives the retriever of a workspace, built on the one before when an import has changed anything, or
 * when there are more vectors. Concurrent callers wait for one build, and nobody waits for it who can be
 * answered by a large index that is there.
 */
export function createRetrievers(
  articles: Articles,
  clock: Clock,
  options: RetrieversOptions | null = null,
) {
  const workspaces = new Map<string, Workspace>();
  const report = options?.report ?? (() => undefined);

  const stateOf = async (appId: string): Promise<string> => {
    const model = options?.embedder()?.model ?? null;
    const generation = options?.passageVectors.generation(appId) ?? 0;
    return JSON.stringify([await articles.revision(appId), model, generation]);
  };

  /**
   * By the present model or, as long as it lacks vectors, by the model before where that one knows
   * more of the passages. Null: words alone are searched.
   */
  async function meaningFor(
    appId: string,
    passages: readonly Passage[],
    before: Built | null,
  ): Promise<Meaning | null> {
    const embedder = options?.embedder() ?? null;
    if (options === null || embedder === null) return null;
    const onFailure = (error: unknown): void => {
      report(`A question was searched by words alone: ${String(error)}`);
    };
    const former = before?.embedder ?? null;
    const isSame = former?.model === embedder.model;
    let found: FoundVectors = { vectors: new Map(), missing: passages.length };
    try {
      const known = (passage: Passage) => (isSame && before?.retriever.vectorOf(passage)) || null;
      found = await options.passageVectors.of(appId, embedder, passages, known);
    } catch (error) {
      report(`${appId}: its knowledge has no new vectors: ${String(error)}`);
    }
    if (before !== null && former !== null && found.missing > 0) {
      const kept = passages.flatMap((passage) => {
        const vector = before.retriever.vectorOf(passage);
        return vector ? [[passage.id, vector] as const] : [];
      });
      if (kept.length > found.vectors.size)
        return { embedder: former, vectors: new Map(kept), onFailure };
    }
    return found.vectors.size === 0 ? null : { embedder, vectors: found.vectors, onFailure };
  }

  async function build(appId: string, before: Built | null): Promise<Built> {
    const state = await stateOf(appId);
    const lexicons = before?.lexicons ?? createLexicons();
    const read = await readPassages(articles, appId, before?.read ?? new Map());
    const passages = [...read.values()].flatMap((article) => article.passages);
    const meaning = await meaningFor(appId, passages, before);
    const retriever = await inSlices(
      retrieverSteps(passages, meaning, { lexicons, run: inSlices }),
    );
    if (before) await retriever.prepareLike(before.retriever);
    return { state, read, retriever, lexicons, embedder: meaning?.embedder ?? null };
  }

  function start(appId: string, workspace: Workspace): Promise<Built> {
    workspace.building ??= build(appId, workspace.built)
      .then((built) => {
        workspace.built = built;
        return built;
      })
      .finally(() => {
        workspace.building = null;
      });
    return workspace.building;
  }

  return async (appId: string): Promise<Retriever> => {
    const workspace = workspaces.get(appId) ?? { built: null, building: null, checkedAtMs: 0 };
    workspaces.set(appId, workspace);
    const { built } = workspace;
    if (built === null) {
      workspace.checkedAtMs = clock.now();
      return (await start(appId, workspace)).retriever;
    }
    const canAnswer = built.retriever.size > mostWaitedFor;
    const ageMs = Math.abs(clock.now() - workspace.checkedAtMs);
    if (ageMs < clock.productMs(freshForMs))
      return workspace.building === null || canAnswer
        ? built.retriever
        : (await workspace.building).retriever;
    workspace.checkedAtMs = clock.now();
    if ((await stateOf(appId)) === built.state) return built.retriever;
    const building = start(appId, workspace);
    if (!canAnswer) return (await building).retriever;
    building.catch((error: unknown) => {
      report(`${appId}: its knowledge is searched as it was: ${String(error)}`);
    });
    return built.retriever;
  };
}
