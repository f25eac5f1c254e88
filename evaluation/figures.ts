import { z } from 'zod';
import { bootstrap } from './bootstrap.ts';

export const suites = [
  'retrieval',
  'topics',
  'answerable',
  'privacy',
  'drafts',
  'grounding',
  'safety',
] as const;
export type Suite = (typeof suites)[number];

export const systemNames = ['words', 'meaning', 'fused'] as const;
export type SystemName = (typeof systemNames)[number];

/** Beside them, the product with a scripted model behind it, and what gave a score: gate or confidence. */
const figureSystems = [...systemNames, 'scripted', 'gate', 'confidence'] as const;
export type FigureSystem = (typeof figureSystems)[number];

export const metrics = [
  'nDCG@10',
  'Recall@5',
  'MRR@10',
  'accuracy',
  'oosAuroc',
  'auroc',
  'precision@40',
  'precision@60',
  'recall',
  'precision',
  'spearman',
  'caught@2',
  'caught',
  'falseAlarms',
  'coverage',
  'coverageWeb',
  'coverageFirst',
  'coverageThree',
  'coverageRatio',
  'coverageRatioWeb',
  'words',
  'wordsWeb',
  'wordsFirst',
  'wordsThree',
  'drafted',
  'rightArticle',
  'proven',
  'ece',
  'answerableNotes',
  'unanswerableNotes',
  'usableNotes',
  'rightNotes',
  'falseNotes',
  'missedQuestions',
  'quietRecall',
  'quietByMistake',
  'askedShare',
  'recall@1fp',
  'unsafeNotes',
  'pairsWithNote',
  'notesUnderAttack',
  'warned',
] as const;
export type Metric = (typeof metrics)[number];

/** One measured figure, as a line of `--json` and of a baseline. */
export type Figure = {
  readonly suite: Suite;
  readonly set: string;
  readonly system: FigureSystem;
  readonly metric: Metric;
  readonly value: number;
  /** Of the 95 % interval over resampled rows. */
  readonly low: number;
  readonly high: number;
  /** Rows it was measured on. */
  readonly n: number;
};

const figureSchema = z.strictObject({
  suite: z.enum(suites),
  set: z.string().min(1),
  system: z.enum(figureSystems),
  metric: z.enum(metrics),
  value: z.number(),
  low: z.number(),
  high: z.number(),
  n: z.int().min(1),
});

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;

/** A figure with its interval; none when the rows give no value, e.g. an AUROC of one class. */
export function figureOf<Row>(
  of: Pick<Figure, 'suite' | 'set' | 'system' | 'metric'>,
  rows: readonly Row[],
  statistic: (rows: readonly Row[]) => number | null,
): readonly Figure[] {
  const value = rows.length === 0 ? null : statistic(rows);
  const interval = value === null ? null : bootstrap(rows, statistic);
  if (value === null || interval === null) return [];
  const { low, high } = interval;
  return [{ ...of, value: rounded(value), low: rounded(low), high: rounded(high), n: rows.length }];
}

/** A line a figure, its names in this order. */
export const figureLines = (figures: readonly Figure[]): string =>
  figures
    .map(({ suite, set, system, metric, value, low, high, n }) =>
      JSON.stringify({ suite, set, system, metric, value, low, high, n }),
    )
    .join('\n');

/** Reads what `figureLines` wrote. Throws a sentence with the number of a line that is no figure. */
export function readFigures(content: string, name: string): readonly Figure[] {
  return content.split('\n').flatMap((line, at) => {
    if (line.trim() === '') return [];
    const parsed = figureSchema.safeParse(asJson(line));
    if (!parsed.success) throw new Error(`${name}, line ${at + 1} is no figure of this command.`);
    return [parsed.data];
  });
}

function asJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
