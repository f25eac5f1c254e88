import type { AnswerSigns } from '../domain/answer-signs.ts';
import type { Embedder } from '../domain/embedder.ts';
import type { Passage, Retrieval } from '../domain/passage.ts';
import { type QuantisedVector, quantise } from '../domain/quantised-vector.ts';
import { type Ranked, only } from '../knowledge/answer-signs.ts';
import { createVectorIndex } from '../knowledge/meaning/vector-index.ts';
import { createNamedThings } from '../knowledge/named-things.ts';
import {
  type Asked,
  type Meaning,
  type Ranker,
  createRanker,
  embeddedText,
  scopeOf,
} from '../knowledge/ranker.ts';
import { createRetriever } from '../knowledge/retriever.ts';
import { splitArticle } from '../knowledge/split.ts';
import type { SystemName } from './figures.ts';
import type { LabelledQuestion, QuestionSet } from './sets/questions.ts';

/** Finds passages for a question, best first. */
export type Find = (question: LabelledQuestion) => Promise<Retrieval['passages']>;

/** What speaks for the answer being there, were it not for the articles that are left out. */
export type FindSigns = (
  question: LabelledQuestion,
  leftOut: readonly string[],
) => Promise<AnswerSigns>;

/** A way of searching: indexes the articles of a set once, then is asked. */
export type RetrievalSystem = {
  readonly name: SystemName;
  open(set: QuestionSet): Promise<Find>;
  openSigns(set: QuestionSet): Promise<FindSigns>;
};

/** So many passages hold ten documents also where each has many of them. */
const mostPassages = 200;

/** Words alone; with an embedder also meaning alone, and both as the product mixes them. */
export const retrievalSystems = (embedder: Embedder | null): readonly RetrievalSystem[] => [
  {
    name: 'words',
    open: (set) => openWords(passagesOf(set)),
    openSigns: async (set) => signsByRanker(createRanker(passagesOf(set), 'en', null)),
  },
  ...(embedder === null
    ? []
    : ([
        {
          name: 'meaning',
          open: (set) => openMeaning(passagesOf(set), embedder),
          openSigns: (set) => signsByMeaning(passagesOf(set), embedder),
        },
        {
          name: 'fused',
          open: (set) => openFused(passagesOf(set), embedder),
          openSigns: async (set) =>
            signsByRanker(
              createRanker(passagesOf(set), 'en', await meaningOf(passagesOf(set), embedder)),
            ),
        },
      ] satisfies RetrievalSystem[])),
];

export const openWords = async (passages: readonly Passage[]): Promise<Find> =>
  asProduct(createRetriever(passages));

export const openFused = async (passages: readonly Passage[], embedder: Embedder): Promise<Find> =>
  asProduct(createRetriever(passages, await meaningOf(passages, embedder)));

const without = (ranked: Ranked, leftOut: readonly string[]): Ranked =>
  only(ranked, ({ articleId }) => !leftOut.includes(articleId));

/** As the product's retriever asks for a question. */
const askedOf = ({ text, history }: LabelledQuestion): Asked => ({
  question: text,
  context: history.filter(({ role }) => role === 'user').at(-1)?.text,
  thread: history.map((said) => said.text),
});

const signsByRanker =
  (ranker: Ranker): FindSigns =>
  async (question, leftOut) =>
    ranker.signs(question.text, without(await ranker.rank(askedOf(question)), leftOut));

async function signsByMeaning(
  passages: readonly Passage[],
  embedder: Embedder,
): Promise<FindSigns> {
  const find = await openMeaning(passages, embedder);
  const words = createRanker(passages, 'en', null);
  return async (question, leftOut) => {
    const found = await find(question);
    const hits = found.map(({ passage, score, coverage }) => ({
      ...{ passage, score, coverage },
      strength: score,
    }));
    const ranked = { hits, byWords: null, byMeaning: hits.map(({ passage }) => passage) };
    return words.signs(question.text, without(ranked, leftOut));
  };
}

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

async function meaningOf(passages: readonly Passage[], embedder: Embedder): Promise<Meaning> {
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
