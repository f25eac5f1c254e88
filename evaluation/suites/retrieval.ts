import { type Figure, type Metric, figureOf } from '../figures.ts';
import { mean, ndcg, recall, reciprocalRank } from '../metrics.ts';
import type { LabelledQuestion, QuestionSet } from '../sets/questions.ts';
import type { Find } from '../open-search.ts';
import type { RetrievalSystem } from '../systems.ts';

const measures: readonly {
  readonly metric: Metric;
  readonly of: (ranked: readonly string[], gold: readonly string[]) => number;
}[] = [
  { metric: 'nDCG@10', of: ndcg },
  { metric: 'Recall@5', of: recall },
  { metric: 'MRR@10', of: reciprocalRank },
];

/** How well a system ranks the articles of a set, over the questions that have right ones. */
export async function measureRetrieval(
  set: QuestionSet,
  system: RetrievalSystem,
): Promise<readonly Figure[]> {
  const questions = set.questions.filter(({ gold }) => gold.length > 0);
  const find = await system.open(set);
  const ranked: { readonly articles: readonly string[]; readonly gold: readonly string[] }[] = [];
  for (const question of questions)
    ranked.push({ articles: await articlesFor(question, find), gold: question.gold });
  return measures.flatMap(({ metric, of }) =>
    figureOf(
      { suite: 'retrieval', set: set.name, system: system.name, metric },
      ranked.map(({ articles, gold }) => of(articles, gold)),
      mean,
    ),
  );
}

/** Articles by their best passage. */
async function articlesFor(question: LabelledQuestion, find: Find): Promise<readonly string[]> {
  const passages = await find(question);
  return [...new Set(passages.map(({ passage }) => passage.articleId))];
}
