import type { Embedder } from '../domain/embedder.ts';
import type { Passage, Retrieval } from '../domain/passage.ts';
import { type QuantisedVector, quantise } from '../domain/quantised-vector.ts';
import { createVectorIndex } from '../knowledge/meaning/vector-index.ts';
import { createNamedThings } from '../knowledge/named-things.ts';
import { embeddedText, scopeOf } from '../knowledge/ranker.ts';
import { createRetriever } from '../knowledge/retriever.ts';
import { splitArticle } from '../knowledge/split.ts';
import type { SystemName } from './figures.ts';
import type { LabelledQuestion, QuestionSet } from './sets/questions.ts';

/** Finds passages for a question, best first. */
export type Find = (question: LabelledQuestion) => Promise<Retrieval['passages']>;

/** A way of searching: indexes the articles of a set once, then is asked. */
export type RetrievalSystem = {
  readonly name: SystemName;
  open(set: QuestionSet): Promise<Find>;
};

/** So many passages hold ten documents also where each has many of them. */
const mostPassages = 200;

/** Words alone; with an embedder also meaning alone, and both as the product mixes them. */
export const retrievalSystems = (embedder: Embedder | null): readonly RetrievalSystem[] => [
  { name: 'words', open: async (set) => asProduct(createRetriever(passagesOf(set))) },
  ...(embedder === null
    ? []
    : ([
        { name: 'meaning', open: (set) => byMeaning(passagesOf(set), embedder) },
        { name: 'fused', open: (set) => byBoth(passagesOf(set), embedder) },
      ] satisfies RetrievalSystem[])),
];

const passagesOf = ({ articles }: QuestionSet): Passage[] => articles.flatMap(splitArticle);

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

async function byBoth(passages: readonly Passage[], embedder: Embedder): Promise<Find> {
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
  return asProduct(createRetriever(passages, { embedder, vectors: byId, onFailure: fail }));
}

/** The cosine alone, with the product's rules on named things and on what makes a question whole. */
async function byMeaning(passages: readonly Passage[], embedder: Embedder): Promise<Find> {
  const index = createVectorIndex(await vectorsOf(passages, embedder));
  const things = createNamedThings([...new Set(passages.flatMap(({ entity }) => entity ?? []))]);
  return async ({ text, history }) => {
    const { text: asked, isAllowed } = scopeOf(things, {
      question: text,
      context: history.filter(({ role }) => role === 'user').at(-1)?.text,
      thread: history.map((said) => said.text),
    });
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
