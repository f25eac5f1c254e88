import { chanceBy } from '../domain/logistic.ts';

export type Sample = {
  readonly features: readonly number[];
  readonly isPositive: boolean;
  readonly weight: number;
};

/** How a weight is held: `penalty` of its square beside the mean loss, and whether it may be below 0. */
export type Held = { readonly penalty: number; readonly isPositive: boolean };

const rounds = 1_500;
const step = 0.5;

/** Weights of a logistic regression without a bias of its own, by gradient descent; one a feature. */
export function descend(samples: readonly Sample[], held: readonly Held[]): readonly number[] {
  const whole = samples.reduce((sum, { weight }) => sum + weight, 0);
  let weights: readonly number[] = held.map(() => 0);
  for (let round = 0; round < rounds; round += 1) {
    const errors = samples.map(
      ({ features, isPositive, weight }) =>
        (weight / whole) * (chanceBy({ bias: 0, weights }, features) - (isPositive ? 1 : 0)),
    );
    weights = weights.map((weight, at) => {
      const { penalty = 0, isPositive = false } = held[at] ?? {};
      const gradient = samples.reduce(
        (sum, { features }, row) => sum + (errors[row] ?? 0) * (features[at] ?? 0),
        0,
      );
      const next = weight - step * (gradient + penalty * weight);
      return isPositive ? Math.max(0, next) : next;
    });
  }
  return weights;
}
