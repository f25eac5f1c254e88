import type { Compared } from '../evaluation/baselines.ts';
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
