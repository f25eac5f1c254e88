import { type Candidate, sentenceFeatures } from './sentence-features.ts';
import weights from './sentence-weights.json' with { type: 'json' };

/** A weight a feature, and how much what else its article says counts. */
export type SentenceWeights = { readonly bias: number; readonly weights: readonly number[] };

/** The shipped ones; the file says on what they were fitted. */
export const sentenceWeights: SentenceWeights = {
  bias: weights.bias,
  weights: sentenceFeatures.map((name) => weights.weights[name]),
};

/** How much of a sentence an answer would say, about 0..1, before its article is looked at. */
export const scoreBy = (
  { bias, weights: all }: SentenceWeights,
  features: readonly number[],
): number => all.reduce((sum, weight, at) => sum + weight * (features[at] ?? 0), bias);

/** So many of an article's sentences tell how good it is. */
const articleSentences = 8;
/** How much a sentence loses for an article that is worse than the best one. */
const articleShare = 0.5;

/** Scores of the candidates; a sentence of an article that has more of the answer scores higher. */
export function scoreSentences(
  candidates: readonly Candidate[],
  by: SentenceWeights = sentenceWeights,
): readonly number[] {
  const own = candidates.map(({ features }) => scoreBy(by, features));
  const byArticle = new Map<string, number[]>();
  candidates.forEach(({ article }, at) => {
    byArticle.set(article, [...(byArticle.get(article) ?? []), own[at] ?? 0]);
  });
  const means = new Map(
    [...byArticle].map(([article, all]) => {
      const best = all.toSorted((a, z) => z - a).slice(0, articleSentences);
      return [article, best.reduce((sum, one) => sum + one, 0) / best.length] as const;
    }),
  );
  const most = Math.max(0, ...means.values());
  return candidates.map(
    ({ article }, at) => (own[at] ?? 0) - articleShare * (most - (means.get(article) ?? 0)),
  );
}
