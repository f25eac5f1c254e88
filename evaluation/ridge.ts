import type { SentenceWeights } from '../models/sentence-score.ts';

/** Features of one row, what they should give, and how much the row counts. */
export type RidgeRow = {
  readonly features: readonly number[];
  readonly target: number;
  readonly weight: number;
};

/** Of a weight's square beside the mean loss, on features of spread 1. */
const penalty = 0.1;

/** Linear regression with a penalty on large weights, solved exactly, of features as they are given. */
export function fitRidge(rows: readonly RidgeRow[]): SentenceWeights {
  const size = rows[0]?.features.length ?? 0;
  const all = rows.reduce((sum, { weight }) => sum + weight, 0);
  if (all === 0) throw new Error('A regression needs rows that count');
  const meanOf = (valueOf: (row: RidgeRow) => number): number =>
    rows.reduce((sum, row) => sum + row.weight * valueOf(row), 0) / all;
  const places = Array.from({ length: size }, (_, at) => at);
  const means = places.map((at) => meanOf(({ features }) => features[at] ?? 0));
  const spreads = places.map(
    (at) => Math.sqrt(meanOf(({ features }) => ((features[at] ?? 0) - (means[at] ?? 0)) ** 2)) || 1,
  );
  const target = meanOf((row) => row.target);
  const scaled = ({ features }: RidgeRow): number[] =>
    places.map((at) => ((features[at] ?? 0) - (means[at] ?? 0)) / (spreads[at] ?? 1));
  const system = places.map(() => new Float64Array(size + 1));
  for (const row of rows) {
    const values = scaled(row);
    for (const [at, line] of system.entries()) {
      const factor = (row.weight / all) * (values[at] ?? 0);
      for (const [other, value] of values.entries())
        line[other] = (line[other] ?? 0) + factor * value;
      line[size] = (line[size] ?? 0) + factor * (row.target - target);
    }
  }
  for (const [at, line] of system.entries()) line[at] = (line[at] ?? 0) + penalty;
  const weights = solved(system).map((value, at) => value / (spreads[at] ?? 1));
  return {
    bias: target - weights.reduce((sum, value, at) => sum + value * (means[at] ?? 0), 0),
    weights,
  };
}

/** Solves a system of positive definite equations, the right side last in each line, in place. */
function solved(system: readonly Float64Array[]): number[] {
  for (const [at, line] of system.entries()) {
    const pivot = line[at] ?? 1;
    for (let column = at; column < line.length; column += 1)
      line[column] = (line[column] ?? 0) / pivot;
    for (const other of system) {
      if (other === line) continue;
      const factor = other[at] ?? 0;
      for (let column = at; column < line.length; column += 1)
        other[column] = (other[column] ?? 0) - factor * (line[column] ?? 0);
    }
  }
  return system.map((line) => line.at(-1) ?? 0);
}
