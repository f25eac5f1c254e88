import type { Passage } from '../domain/passage.ts';
import { contentStems } from '../domain/words.ts';
import { candidatesOf, sentenceFeatures } from '../models/sentence-features.ts';
import type { SentenceWeights } from '../models/sentence-score.ts';
import { asksForWay, scoreUnits } from '../models/unit-score.ts';
import { readableText } from './content-coverage.ts';
import type { DraftRow } from './draft-rows.ts';
import { type RidgeRow, fitRidge } from './ridge.ts';

/** On the scale of shares: what a sentence has that is as good as the others of its question. */
const middle = 0.3;

/**
 * Learns which sentences an answer says: of each sentence of the passages the share of its content
 * that the reference has, less the mean of its question, since sentences of one question compete.
 * Every set counts the same, and every question of a set.
 */
export function fitSentences(rows: readonly DraftRow[]): SentenceWeights {
  const sizes = new Map<string, number>();
  for (const { set } of rows) sizes.set(set, (sizes.get(set) ?? 0) + 1);
  const { bias, weights } = fitRidge(
    rows.flatMap((row) => {
      const share = 1 / (sizes.get(row.set) ?? 1);
      return labelled(row).map((one) => ({ ...one, weight: share * one.weight }));
    }),
  );
  return { bias: bias + middle, weights };
}

/** Folds ask for the same rows again and again. */
const known = new WeakMap<DraftRow, readonly RidgeRow[]>();

function labelled(row: DraftRow): readonly RidgeRow[] {
  const rows = known.get(row) ?? labelledAnew(row);
  known.set(row, rows);
  return rows;
}

function labelledAnew({ reference, asked, weightOf }: DraftRow): RidgeRow[] {
  const wanted = new Set(contentStems(readableText(reference), 'en'));
  const question = asked.questions
    .map(({ text }) => text)
    .join(' ')
    .slice(0, 600);
  const passages: readonly Passage[] = asked.passages;
  const scores = scoreUnits(question, passages, 'en');
  const rows = candidatesOf({ passages, scores, wayWanted: asksForWay.test(question) }).map(
    ({ said, features }) => {
      const stems = [...new Set(contentStems(said.text, 'en'))];
      const all = stems.reduce((sum, one) => sum + weightOf(one), 0);
      const found = stems.reduce((sum, one) => sum + (wanted.has(one) ? weightOf(one) : 0), 0);
      return { features, target: all === 0 ? 0 : found / all, weight: all };
    },
  );
  const whole = rows.reduce((sum, { weight }) => sum + weight, 0) || 1;
  const mean = rows.reduce((sum, { target, weight }) => sum + target * weight, 0) / whole;
  return rows.map(({ features, target, weight }) => ({
    ...{ features, target: target - mean },
    weight: weight / whole,
  }));
}

const rounded = (value: number): number => Number(value.toFixed(4));

/** The content of `models/sentence-weights.json`. */
export function sentencesFile(rows: readonly DraftRow[], provenance: string): string {
  const { bias, weights } = fitSentences(rows);
  const named = sentenceFeatures.map((name, at) => [name, rounded(weights[at] ?? 0)] as const);
  return `${JSON.stringify({ provenance, bias: rounded(bias), weights: Object.fromEntries(named) }, null, 2)}\n`;
}
