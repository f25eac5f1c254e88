import { type Logistic, chanceBy } from '../../domain/logistic.ts';
import type { AnswerRow } from '../answer-rows.ts';
import { type Figure, type Metric, figureOf } from '../figures.ts';
import { fitGate } from '../fit-gate.ts';
import { type Scored, auroc, precisionAtCoverage } from '../metrics.ts';

const folds = 5;

const measures: readonly {
  readonly metric: Metric;
  readonly of: (scored: readonly Scored[]) => number | null;
}[] = [
  { metric: 'auroc', of: auroc },
  { metric: 'precision@40', of: (scored) => precisionAtCoverage(scored, 0.4) },
  { metric: 'precision@60', of: (scored) => precisionAtCoverage(scored, 0.6) },
];

/** How well scores tell the questions of a set that have an answer. */
export const answerableFigures = (
  of: Pick<Figure, 'system' | 'set'>,
  scored: readonly Scored[],
): readonly Figure[] =>
  measures.flatMap(({ metric, of: measure }) =>
    figureOf({ suite: 'answerable', ...of, metric }, scored, measure),
  );

/** The score of each row by one gate. */
export const scoredBy = (gate: Logistic, rows: readonly AnswerRow[]): Scored[] =>
  rows.map(({ features, isPositive }) => ({ score: chanceBy(gate, features), isPositive }));

/**
 * The score of each row by a gate that has not seen it: fitted to all that others teach, and to the
 * other folds of the set itself. Folds have the same share of both kinds.
 */
export function scoredInFolds(rows: readonly AnswerRow[], others: readonly AnswerRow[]): Scored[] {
  const kinds = [true, false].map((kind) => rows.filter(({ isPositive }) => isPositive === kind));
  return Array.from({ length: folds }, (_, fold) => {
    const inFold = kinds.flatMap((kind) => kind.filter((_row, at) => at % folds === fold));
    const rest = kinds.flatMap((kind) => kind.filter((_row, at) => at % folds !== fold));
    return scoredBy(fitGate([...others, ...rest]), inFold);
  }).flat();
}
