/** Features of one row and whether what they speak for is so. */
export type Row = { readonly features: readonly number[]; readonly isPositive: boolean };

/** A chance, 0..1. */
export type Logistic = (features: readonly number[]) => number;

const rounds = 500;
const step = 1;
/** Of a weight's square beside the mean loss, on features of spread 1: few rows must not say much. */
const penalty = 0.05;

const chanceOf = (sum: number): number => 1 / (1 + Math.exp(-sum));
const sumOf = (weights: readonly number[], features: readonly number[]): number =>
  weights.reduce((sum, weight, at) => sum + weight * (features[at] ?? 0), 0);

/**
 * Logistic regression by gradient descent on features brought to mean 0 and spread 1; both kinds of
 * rows count the same together. Throws when one kind is missing.
 */
export function fitLogistic(rows: readonly Row[]): Logistic {
  const positives = rows.filter(({ isPositive }) => isPositive).length;
  const negatives = rows.length - positives;
  if (positives === 0 || negatives === 0) throw new Error('A regression needs rows of both kinds');
  const standard = standardiser(rows.map(({ features }) => features));
  const fitted = rows.map(({ features, isPositive }) => ({
    features: standard(features),
    target: isPositive ? 1 : 0,
    weight: 0.5 / (isPositive ? positives : negatives),
  }));
  let bias = 0;
  let weights: readonly number[] = (rows[0]?.features ?? []).map(() => 0);
  for (let round = 0; round < rounds; round += 1) {
    const errors = fitted.map(
      ({ features, target, weight }) =>
        weight * (chanceOf(bias + sumOf(weights, features)) - target),
    );
    bias -= step * errors.reduce((sum, error) => sum + error, 0);
    weights = weights.map((weight, at) => {
      const gradient = fitted.reduce(
        (sum, { features }, row) => sum + (errors[row] ?? 0) * (features[at] ?? 0),
        0,
      );
      return weight - step * (gradient + penalty * weight);
    });
  }
  return (features) => chanceOf(bias + sumOf(weights, standard(features)));
}

function standardiser(
  all: readonly (readonly number[])[],
): (features: readonly number[]) => number[] {
  const scales = (all[0] ?? []).map((_, at) => {
    const values = all.map((features) => features[at] ?? 0);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    return { mean, spread: Math.sqrt(squares / values.length) || 1 };
  });
  return (features) => scales.map(({ mean, spread }, at) => ((features[at] ?? 0) - mean) / spread);
}
