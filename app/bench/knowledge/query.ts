import type { Embedder } from '../../../domain/embedder.ts';
import type { RetrieveRequest } from '../../../domain/passage.ts';
import type { Retriever } from '../../../domain/ports.ts';
import type { Meaning } from '../../../knowledge/ranker.ts';
import { createRetriever } from '../../../knowledge/retriever.ts';
import { type Percentiles, percentiles } from '../measure.ts';
import { heldBytes } from './memory.ts';
import type { QueryFigures } from './process-options.ts';
import { varied, variedVectors } from './vary.ts';
import type { Material } from './material.ts';

/** Questions that are not counted: the first ones run before the machine code is there. */
const warmUp = 30;

export type Models = {
  /** For passages and questions that were embedded before. */
  readonly given: Embedder;
  readonly real: Embedder;
  readonly base: readonly Float32Array[];
};

/** Builds the indexes over so many passages, and asks them. */
export async function measureQueries(
  material: Material,
  { size, queries, models }: { size: number; queries: number; models: Models | null },
): Promise<QueryFigures> {
  const before = await heldBytes();
  const made = varied(material.articles, size);
  const articles = made.articles.length;
  const { passages } = made;
  // The worker keeps no article either.
  made.articles.splice(0);
  const passageBytes = (await heldBytes()) - before;
  const ask = (retriever: Retriever, count = queries): Promise<Percentiles> =>
    askAll(retriever, material.questions, count);

  const measured = async (meaning: () => Meaning | null) => {
    const empty = await heldBytes();
    const startedAt = performance.now();
    const retriever = createRetriever(passages, meaning());
    // What is made at the first question belongs to building.
    await askAll(retriever, material.questions, 1, 0);
    const buildMs = performance.now() - startedAt;
    const bytes = (await heldBytes()) - empty;
    return { retriever, figures: { buildMs, bytes, latencyMs: await ask(retriever) } };
  };
  const words = (await measured(() => null)).figures;
  if (models === null) return { articles, passageBytes, words, fused: null };

  let embedder = models.given;
  const switching: Embedder = {
    ...{ model: embedder.model, dimensions: embedder.dimensions },
    embed: (texts, signal) => embedder.embed(texts, signal),
  };
  const vectors = new Map(
    [...variedVectors(models.base, size)].flatMap((vector, at) => {
      const passage = passages[at];
      return passage ? [[passage.id, vector] as const] : [];
    }),
  );
  const both = await measured(() => ({ embedder: switching, vectors, onFailure: fail }));
  embedder = models.real;
  const withEmbeddingMs = await ask(both.retriever, Math.min(queries, 200));
  return { articles, passageBytes, words, fused: { ...both.figures, withEmbeddingMs } };
}

const fail = (error: unknown): never => {
  throw error;
};

export async function askAll(
  retriever: Retriever,
  questions: readonly RetrieveRequest[],
  count: number,
  unmeasured = warmUp,
): Promise<Percentiles> {
  const tookMs: number[] = [];
  for (let at = 0; at < unmeasured + count; at += 1) {
    const question = questions[at % questions.length];
    if (!question) throw new Error('There is nothing to ask');
    const startedAt = performance.now();
    await retriever.retrieve(question);
    if (at >= unmeasured) tookMs.push(performance.now() - startedAt);
  }
  return percentiles(tookMs);
}
