import type { FeatureSystem } from '../answer-features.ts';
import { type Figure, type Metric, figureOf } from '../figures.ts';
import { type Row, fitLogistic } from '../logistic.ts';
import { type Scored, auroc, precisionAtCoverage } from '../metrics.ts';
import type { QuestionSet } from '../sets/questions.ts';

/** The rows of a set that say whether the answer is there, with their features. */
export type FeatureSet = { readonly name: string; readonly rows: readonly Row[] };

/** How the score was fitted: on all other sets, or on the other folds of the set itself. */
export type Fit = 'across' | 'within';

const folds = 5;

const measures: readonly {
  readonly metric: Metric;
  readonly of: (scored: readonly Scored[]) => number | null;
}[] = [
  { metric: 'auroc', of: auroc },
  { metric: 'precision@40', of: (scored) => precisionAtCoverage(scored, 0.4) },
  { metric: 'precision@60', of: (scored) => precisionAtCoverage(scored, 0.6) },
];

export async function featuresOf(set: QuestionSet, system: FeatureSystem): Promise<FeatureSet> {
  const features = await system.open(set);
  const rows: Row[] = [];
  for (const question of set.questions)
    if (question.isAnswerable !== null)
      rows.push({ features: await features(question), isPositive: question.isAnswerable });
  return { name: set.name, rows };
}

/** How well a score that was fitted elsewhere tells the questions of a set that have an answer. */
export function measureAnswerable(
  of: Pick<Figure, 'system'>,
  set: FeatureSet,
  others: readonly FeatureSet[],
  fit: Fit,
): readonly Figure[] {
  const rows = others.flatMap((other) => other.rows);
  const scored = fit === 'across' ? scoresBy(rows, set.rows) : scoresInFolds(set.rows);
  return measures.flatMap(({ metric, of: measure }) =>
    figureOf({ suite: 'answerable', set: set.name, ...of, metric }, scored, measure),
  );
}

function scoresBy(fitted: readonly Row[], asked: readonly Row[]): Scored[] {
  const chance = fitLogistic(fitted);
  return asked.map(({ features, isPositive }) => ({ score: chance(features), isPositive }));
}

/** Folds have the same share of both kinds. */
function scoresInFolds(rows: readonly Row[]): Scored[] {
  const kinds = [true, false].map((kind) => rows.filter(({ isPositive }) => isPositive === kind));
  return Array.from({ length: folds }, (_, fold) => {
    const inFold = kinds.flatMap((kind) => kind.filter((_row, at) => at % folds === fold));
    const rest = kinds.flatMap((kind) => kind.filter((_row, at) => at % folds !== fold));
    return scoresBy(rest, inFold);
  }).flat();
}
