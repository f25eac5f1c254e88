/** A logistic regression: a bias and a weight a feature, of features as they are. */
export type Logistic = { readonly bias: number; readonly weights: readonly number[] };

/** The chance that it gives, 0..1. A feature that is not there counts as 0. */
export function chanceBy({ bias, weights }: Logistic, features: readonly number[]): number {
  const sum = weights.reduce((all, weight, at) => all + weight * (features[at] ?? 0), bias);
  return 1 / (1 + Math.exp(-sum));
}
