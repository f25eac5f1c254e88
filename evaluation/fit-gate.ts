import type { Logistic } from '../domain/logistic.ts';
import type { AnswerRow } from './answer-rows.ts';
import { fitLogistic } from './logistic.ts';

/** Labelled rows are what the gate is for; made ones are many and alike. */
const labelledWeight = 3;

const kindOf = ({ set, isMade, isPositive }: AnswerRow): string =>
  JSON.stringify([set, isMade, isPositive]);

/** Fits the gate to rows of several sets: each kind of row of each set counts the same. */
export function fitGate(rows: readonly AnswerRow[]): Logistic {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(kindOf(row), (counts.get(kindOf(row)) ?? 0) + 1);
  return fitLogistic(
    rows.map((row) => ({
      ...row,
      weight: (row.isMade ? 1 : labelledWeight) / (counts.get(kindOf(row)) ?? 1),
    })),
  );
}
