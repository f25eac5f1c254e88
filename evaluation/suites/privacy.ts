import { findingsIn } from '../../domain/redaction.ts';
import type { Finding } from '../../domain/redaction-finding.ts';
import type { RedactionKind } from '../../domain/redaction-kinds.ts';
import { type Figure, figureOf } from '../figures.ts';
import { type LabelledText, kindsOfLabels, personalDataSet } from '../sets/personal-data.ts';

type Span = { readonly start: number; readonly end: number };
type Counted = { readonly right: number; readonly all: number };

/** The share of what is right; resampled by texts, since what stands in one text belongs together. */
const share = (rows: readonly Counted[]): number | null => {
  const all = rows.reduce((sum, row) => sum + row.all, 0);
  return all === 0 ? null : rows.reduce((sum, row) => sum + row.right, 0) / all;
};

/** Letters and digits: blanks and signs at the ends of a span decide nothing. */
const isCounted = (character: string): boolean => /[\p{L}\p{N}]/u.test(character);

/** Is at least half of a span within others? */
export function isCovered(text: string, { start, end }: Span, others: readonly Span[]): boolean {
  const places = [...Array(end - start).keys()]
    .map((offset) => start + offset)
    .filter((at) => isCounted(text.charAt(at)));
  const within = places.filter((at) => others.some((one) => at >= one.start && at < one.end));
  return places.length > 0 && within.length * 2 >= places.length;
}

/**
 * Recall by label: the share of labelled spans of which at least half is masked, as whatever it was taken
 * for. Precision by our kind: the share of what was masked as that kind of which at least half is labelled
 * with one of its labels. `safety_pii/promised`: all labels whose kind is promised, all that was masked.
 */
export function measurePrivacy(rows: readonly LabelledText[]): readonly Figure[] {
  const masked = rows.map((row) => ({ row, findings: findingsIn(row.text) }));
  const recall = (isOne: (label: string) => boolean): Counted[] =>
    masked.flatMap(({ row, findings }) => {
      const spans = row.spans.filter(({ type }) => isOne(type));
      const right = spans.filter((span) => isCovered(row.text, span, findings)).length;
      return spans.length === 0 ? [] : [{ right, all: spans.length }];
    });
  const precision = (isOne: (kind: RedactionKind) => boolean): Counted[] =>
    masked.flatMap(({ row, findings }) => {
      const ours = findings.filter(({ kind }) => isOne(kind));
      const right = ours.filter((finding) => isRight(row, finding)).length;
      return ours.length === 0 ? [] : [{ right, all: ours.length }];
    });
  const of = (set: string) => ({ suite: 'privacy', set, system: 'words' }) as const;
  const labels = [...new Set(rows.flatMap(({ spans }) => spans.map(({ type }) => type)))].sort();
  const kinds = [
    ...new Set(masked.flatMap(({ findings }) => findings.map(({ kind }) => kind))),
  ].sort();
  return [
    ...labels.flatMap((label) =>
      figureOf(
        { ...of(`${personalDataSet}/${label}`), metric: 'recall' },
        recall((one) => one === label),
        share,
      ),
    ),
    ...kinds.flatMap((kind) =>
      figureOf(
        { ...of(`${personalDataSet}/${kind}`), metric: 'precision' },
        precision((one) => one === kind),
        share,
      ),
    ),
    ...figureOf(
      { ...of(`${personalDataSet}/promised`), metric: 'recall' },
      recall(isPromised),
      share,
    ),
    ...figureOf(
      { ...of(`${personalDataSet}/promised`), metric: 'precision' },
      precision((kind) => promised.has(kind)),
      share,
    ),
    ...figureOf(
      { ...of(`${personalDataSet}/all`), metric: 'recall' },
      recall(() => true),
      share,
    ),
    ...figureOf(
      { ...of(`${personalDataSet}/all`), metric: 'precision' },
      precision(() => true),
      share,
    ),
  ];
}

/** What is told by its own shape or by a check digit, wherever it stands. */
const promised: ReadonlySet<string> = new Set([
  'CARD',
  'IBAN',
  'SECRET',
  'PASSWORD',
  'ID',
  'EMAIL',
  'PHONE',
  'IP',
] satisfies RedactionKind[]);

const labelled: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(kindsOfLabels));

const isPromised = (label: string): boolean =>
  (labelled.get(label) ?? []).some((kind) => promised.has(kind));

const isRight = ({ text, spans }: LabelledText, finding: Finding): boolean =>
  isCovered(
    text,
    finding,
    spans.filter(({ type }) => labelled.get(type)?.includes(finding.kind)),
  );
