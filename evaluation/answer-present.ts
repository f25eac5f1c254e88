import { chanceBy } from '../domain/logistic.ts';
import { descend } from './descend.ts';
import type { Scored } from './metrics.ts';

const folds = 10;
const logit = (chance: number): number => {
  const held = Math.min(0.999, Math.max(0.001, chance));
  return Math.log(held / (1 - held));
};

/**
 * The gate's chances are as if half of all questions had an answer; in a set, and at a customer's, the
 * share is another. Height and slope are told by the other nine tenths of the rows, each time.
 */
export function calibratedInFolds(scored: readonly Scored[]): Scored[] {
  // Both kinds are spread over the folds alike.
  const kinds = [true, false].map((kind) => scored.filter(({ isPositive }) => isPositive === kind));
  return Array.from({ length: folds }, (_, fold) => {
    const rest = kinds.flatMap((kind) => kind.filter((_row, at) => at % folds !== fold));
    const own = kinds.flatMap((kind) => kind.filter((_row, at) => at % folds === fold));
    const weights = descend(
      rest.map((row) => ({ ...row, features: [1, logit(row.score)], weight: 1 })),
      [
        { penalty: 0, isPositive: false },
        { penalty: 0.01, isPositive: true },
      ],
    );
    return own.map((row) => ({
      ...row,
      score: chanceBy({ bias: 0, weights }, [1, logit(row.score)]),
    }));
  }).flat();
}
