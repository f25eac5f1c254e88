import { type Logistic, chanceBy } from '../domain/logistic.ts';

/** Features of one row and whether what they speak for is so. */
export type Row = {
  readonly features: readonly number[];
  readonly isPositive: boolean;
  /** How much it counts beside the others of its kind; default 1. */
  readonly weight?: number;
};

const rounds = 500;
const step = 0.5;
/** Of a weight's square beside the mean loss, on features of spread 1: few rows must not say much. */
const penalty = 0.3;

/**
 * Logistic regression by gradient descent on features brought to mean 0 and spread 1; both kinds of
 * rows count the same together. Throws when one kind is missing.
 */
export function fitLogistic(rows: readonly Row[]): Logistic {
  const wholes = [true, false].map((kind) =>
    rows.reduce((sum, row) => sum + (row.isPositive === kind ? (row.weight ?? 1) : 0), 0),
  );
  const [positives = 0, negatives = 0] = wholes;
  if (positives === 0 || negatives === 0) throw new Error('A regression needs rows of both kinds');
  const scales = scalesOf(rows.map(({ features }) => features));
  const fitted = rows.map(({ features, isPositive, weight = 1 }) => ({
    features: scales.map(({ mean, spread }, at) => ((features[at] ?? 0) - mean) / spread),
    target: isPositive ? 1 : 0,
    weight: (0.5 * weight) / (isPositive ? positives : negatives),
  }));
  let bias = 0;
  let weights: readonly number[] = scales.map(() => 0);
  for (let round = 0; round < rounds; round += 1) {
    const errors = fitted.map(
      ({ features, target, weight }) => weight * (chanceBy({ bias, weights }, features) - target),
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
  return asGiven({ bias, weights }, scales);
}

type Scale = { readonly mean: number; readonly spread: number };

/** The same regression, of features as they were given. */
function asGiven({ bias, weights }: Logistic, scales: readonly Scale[]): Logistic {
  const given = scales.map(({ spread }, at) => (weights[at] ?? 0) / spread);
  const shift = scales.reduce((sum, { mean }, at) => sum + (given[at] ?? 0) * mean, 0);
  return { bias: bias - shift, weights: given };
}

function scalesOf(all: readonly (readonly number[])[]): readonly Scale[] {
  return (all[0] ?? []).map((_, at) => {
    const values = all.map((features) => features[at] ?? 0);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    return { mean, spread: Math.sqrt(squares / values.length) || 1 };
  });
}
