import type { Embedder } from '../domain/embedder.ts';
import type { Passage } from '../domain/passage.ts';
import { type QuantisedVector, quantise } from '../domain/quantised-vector.ts';
import { createVectorIndex } from '../knowledge/meaning/vector-index.ts';
import { embeddedText } from '../knowledge/ranker.ts';
import { createRetriever } from '../knowledge/retriever.ts';
import { splitArticle } from '../knowledge/split.ts';
import type { Figure } from './figure.ts';
import { intervalOf } from './interval.ts';
import type { LabelledQuestion, LabelledSet } from './labelled.ts';
import { mrrAt10, ndcgAt10, recallAt5 } from './metrics.ts';

/** Ranks a set's articles for a question, best first. */
type System = {
  readonly name: Figure['system'];
  rank(question: LabelledQuestion): Promise<readonly string[]>;
};

const metrics = { 'nDCG@10': ndcgAt10, 'Recall@5': recallAt5, 'MRR@10': mrrAt10 } as const;
const metricNames = ['nDCG@10', 'Recall@5', 'MRR@10'] as const;
/** Enough passages for ten articles. */
const limit = 60;

export type RetrievalOptions = {
  /** Null: words alone are measured. */
  readonly embedder: Embedder | null;
  readonly onProgress?: (line: string) => void;
};

/**
 * How well the articles that answer are found, by words, by meaning alone (the question with the
 * message before it, nothing else) and by the product's own ranking of both.
 */
export async function evaluateRetrieval(
  set: LabelledSet,
  { embedder, onProgress }: RetrievalOptions,
): Promise<readonly Figure[]> {
  const questions = set.questions.filter(({ gold }) => gold.length > 0);
  if (questions.length === 0) return [];
  const passages = set.articles.flatMap(splitArticle);
  const systems = [retrieving('words', passages, null)];
  if (embedder) {
    const vectors = await embedAll(passages, embedder, (done) =>
      onProgress?.(`${set.name}: ${done} of ${passages.length} passages embedded`),
    );
    systems.push(meaningAlone(passages, embedder, vectors));
    systems.push(retrieving('fused', passages, { embedder, vectors }));
  }
  const figures: Figure[] = [];
  for (const system of systems) {
    onProgress?.(`${set.name}: ${questions.length} questions by ${system.name}`);
    const rankings: { ranked: readonly string[]; gold: readonly string[] }[] = [];
    for (const question of questions)
      rankings.push({ ranked: await system.rank(question), gold: question.gold });
    for (const metric of metricNames) {
      const values = rankings.map(({ ranked, gold }) => metrics[metric](ranked, gold));
      const about = { suite: 'retrieval', set: set.name, system: system.name, metric } as const;
      figures.push({ ...about, ...intervalOf(values), n: values.length });
    }
  }
  return figures;
}

const articlesOf = (passages: readonly Passage[]): readonly string[] => [
  ...new Set(passages.map(({ articleId }) => articleId)),
];

const saidByUser = ({ history }: LabelledQuestion): readonly string[] =>
  history.filter(({ role }) => role === 'user').map(({ text }) => text);

function retrieving(
  name: 'words' | 'fused',
  passages: readonly Passage[],
  meaning: Parameters<typeof createRetriever>[1] | null,
): System {
  const retriever = createRetriever(passages, meaning ?? null);
  return {
    name,
    async rank(question) {
      const found = await retriever.retrieve({
        questions: [question.text],
        context: saidByUser(question),
        thread: question.history.map(({ text }) => text),
        ...{ language: 'en', limit },
      });
      return articlesOf(found.passages.map(({ passage }) => passage));
    },
  };
}

function meaningAlone(
  passages: readonly Passage[],
  embedder: Embedder,
  vectors: ReadonlyMap<string, QuantisedVector>,
): System {
  const index = createVectorIndex(passages.flatMap(({ id }) => vectors.get(id) ?? []));
  return {
    name: 'meaning',
    async rank(question) {
      const text = [...saidByUser(question).slice(-1), question.text].join('\n');
      const [vector] = await embedder.embed([text], new AbortController().signal);
      const near = vector ? index.ask(vector).nearest(limit) : [];
      return articlesOf(near.flatMap(({ position }) => passages[position] ?? []));
    },
  };
}

const sliceLength = 32;

async function embedAll(
  passages: readonly Passage[],
  embedder: Embedder,
  onDone: (done: number) => void,
): Promise<ReadonlyMap<string, QuantisedVector>> {
  const vectors = new Map<string, QuantisedVector>();
  for (let from = 0; from < passages.length; from += sliceLength) {
    const slice = passages.slice(from, from + sliceLength);
    const made = await embedder.embed(slice.map(embeddedText), new AbortController().signal);
    slice.forEach(({ id }, at) => {
      const vector = made[at];
      if (vector) vectors.set(id, quantise(vector));
    });
    onDone(Math.min(passages.length, from + sliceLength));
  }
  return vectors;
}
