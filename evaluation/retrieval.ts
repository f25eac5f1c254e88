import { splitArticle } from '../knowledge/split.ts';
import { createRetriever } from '../knowledge/retriever.ts';
import { readLabelled } from './labelled.ts';

export type RetrievalFigures = {
  readonly articles: number;
  readonly questions: number;
  readonly ndcgAt10: number;
  /** Share of questions whose first article answers. */
  readonly firstRight: number;
  readonly indexMs: number;
  readonly perQuestionMs: number;
};

const gainAt = (rank: number): number => 1 / Math.log2(rank + 2);

/** nDCG@10 of a ranking of distinct articles with binary relevance. */
export function ndcgAt10(ranked: readonly string[], gold: readonly string[]): number {
  const relevant = new Set(gold);
  const found = ranked
    .slice(0, 10)
    .reduce((sum, id, rank) => sum + (relevant.has(id) ? gainAt(rank) : 0), 0);
  const ideal = [...relevant].slice(0, 10).reduce((sum, _, rank) => sum + gainAt(rank), 0);
  return ideal === 0 ? 0 : found / ideal;
}

/** Ranks the articles of a labelled folder for its answerable questions. */
export async function evaluateRetrieval(folder: string): Promise<RetrievalFigures> {
  const { articles, questions } = await readLabelled(folder);
  const started = performance.now();
  const retriever = createRetriever(articles.flatMap(splitArticle));
  const indexed = performance.now();
  const answerable = questions.filter(({ gold }) => gold.length > 0);
  let sum = 0;
  let first = 0;
  for (const { text, gold, history } of answerable) {
    const context = history.filter(({ role }) => role === 'user').map((it) => it.text);
    const request = { questions: [text], context, language: 'en', limit: 60 };
    const { passages } = await retriever.retrieve(request);
    const ranked = [...new Set(passages.map(({ passage }) => passage.articleId))];
    sum += ndcgAt10(ranked, gold);
    first += gold.includes(ranked[0] ?? '') ? 1 : 0;
  }
  const count = Math.max(1, answerable.length);
  return {
    articles: articles.length,
    questions: answerable.length,
    ndcgAt10: sum / count,
    firstRight: first / count,
    indexMs: indexed - started,
    perQuestionMs: (performance.now() - indexed) / count,
  };
}
