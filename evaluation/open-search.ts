import type { Embedder } from '../domain/embedder.ts';
import type { Passage, Retrieval } from '../domain/passage.ts';
import { type QuantisedVector, quantise } from '../domain/quantised-vector.ts';
import { createVectorIndex } from '../knowledge/meaning/vector-index.ts';
import { createNamedThings } from '../knowledge/named-things.ts';
import { type Asked, type Meaning, embeddedText, scopeOf } from '../knowledge/ranker.ts';
import { createRetriever } from '../knowledge/retriever.ts';
import type { LabelledQuestion } from './sets/questions.ts';

/** Finds passages for a question, best first. */
export type Find = (question: LabelledQuestion) => Promise<Retrieval['passages']>;

/** So many passages hold ten documents also where each has many of them. */
const mostPassages = 200;

/** As the product's retriever asks for a question. */
export const askedOf = ({ text, history }: LabelledQuestion): Asked => ({
  question: text,
  context: history.filter(({ role }) => role === 'user').at(-1)?.text,
  thread: history.map((said) => said.text),
});

export const openWords = async (passages: readonly Passage[]): Promise<Find> =>
  asProduct(createRetriever(passages));

export const openFused = async (passages: readonly Passage[], embedder: Embedder): Promise<Find> =>
  asProduct(createRetriever(passages, await meaningOf(passages, embedder)));

/** What the product's step asks for a turn of one question. */
const asProduct =
  (retriever: ReturnType<typeof createRetriever>): Find =>
  async ({ text, history }) => {
    const retrieval = await retriever.retrieve({
      questions: [text],
      context: history.filter(({ role }) => role === 'user').map((said) => said.text),
      thread: history.map((said) => said.text),
      language: 'en',
      limit: mostPassages,
    });
    return retrieval.passages;
  };

export async function meaningOf(
  passages: readonly Passage[],
  embedder: Embedder,
): Promise<Meaning> {
  const vectors = await vectorsOf(passages, embedder);
  const byId = new Map(
    passages.flatMap(({ id }, at) => {
      const vector = vectors[at];
      return vector ? [[id, vector] as const] : [];
    }),
  );
  const fail = (error: unknown): never => {
    throw error;
  };
  return { embedder, vectors: byId, onFailure: fail };
}

/** The cosine alone, with the product's rules on named things and on what makes a question whole. */
export async function openMeaning(passages: readonly Passage[], embedder: Embedder): Promise<Find> {
  const index = createVectorIndex(await vectorsOf(passages, embedder));
  const things = createNamedThings([...new Set(passages.flatMap(({ entity }) => entity ?? []))]);
  return async (question) => {
    const { text: asked, isAllowed } = scopeOf(things, askedOf(question));
    const [vector] = await embedder.embed([asked], new AbortController().signal);
    if (!vector) return [];
    const isAllowedAt = (at: number): boolean => {
      const passage = passages[at];
      return passage !== undefined && isAllowed(passage);
    };
    return index
      .ask(vector)
      .nearest(mostPassages, isAllowedAt)
      .flatMap(({ position, cosine }) => {
        const passage = passages[position];
        return passage ? [{ passage, score: cosine, questions: [0], coverage: 0 }] : [];
      });
  };
}

async function vectorsOf(
  passages: readonly Passage[],
  embedder: Embedder,
): Promise<readonly QuantisedVector[]> {
  const vectors = await embedder.embed(passages.map(embeddedText), new AbortController().signal);
  return vectors.map(quantise);
}
