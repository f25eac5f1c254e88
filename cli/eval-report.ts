import type { Compared } from '../evaluation/baselines.ts';
import type { AblationRow } from '../evaluation/ablation.ts';
import type { Figure } from '../evaluation/figures.ts';
import { table } from './table.ts';

const three = (value: number): string => value.toFixed(3);
const interval = ({ value, low, high }: Figure): string =>
  `${three(value)} [${three(low)}, ${three(high)}]`;
const signed = (value: number): string => `${value < 0 ? '' : '+'}${three(value)}`;

/** Figures beside the baselines that were kept, and in words what left their intervals. */
export function evalWords(compared: readonly Compared[]): string {
  const rows = compared.map((one) => {
    const { figure, baseline } = one;
    return [
      ...[figure.set, String(figure.n), figure.system, figure.metric, interval(figure)],
      baseline === null ? '' : interval(baseline),
      baseline === null ? '' : noteOf(one, baseline),
    ];
  });
  const head = ['set', 'n', 'system', 'metric', 'value [95 %]', 'baseline', 'difference'];
  return [table(head, rows), '', verdicts(compared)].join('\n');
}

function noteOf({ figure, verdict }: Compared, baseline: Figure): string {
  const difference = signed(figure.value - baseline.value);
  switch (verdict) {
    case 'worse':
    case 'better':
      return `${difference} ${verdict}`;
    case 'other rows':
      return `${difference} (of n ${baseline.n})`;
    case 'same':
    case 'new':
      return difference;
  }
}

/** What got worse or better than the interval of its baseline, a line each, or that nothing did. */
export function verdicts(compared: readonly Compared[]): string {
  const lines = compared.flatMap(({ figure, baseline, verdict }) =>
    baseline !== null && (verdict === 'worse' || verdict === 'better')
      ? [
          `${verdict === 'worse' ? 'Worse' : 'Better'}: ${figure.set}, ${figure.system}, ` +
            `${figure.metric} ${three(figure.value)}, baseline ${interval(baseline)}`,
        ]
      : [],
  );
  if (lines.length > 0) return lines.join('\n');
  return compared.every(({ verdict }) => verdict === 'new')
    ? 'There is no baseline for these.'
    : 'Nothing left the interval of its baseline.';
}

/** What was measured of each variant on a set, as a table that Markdown reads too. */
export function ablationWords(rows: readonly AblationRow[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(['set', 'n', 'variant', 'nDCG@10 [95 %]', 'ms, p50', 'ms, p95']),
    line(['---', '---', '---', '---', '---', '---']),
    ...rows.map(({ set, n, variant, ndcg, low, high, p50Ms, p95Ms }) =>
      line([
        ...[set, String(n), variant, `${three(ndcg)} [${three(low)}, ${three(high)}]`],
        ...[p50Ms.toFixed(1), p95Ms.toFixed(1)],
      ]),
    ),
    '',
  ].join('\n');
}
