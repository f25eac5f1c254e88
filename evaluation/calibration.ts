import type { Scored } from './metrics.ts';
import { mean } from './metrics.ts';

/** Scores from `low` up to `high`: their mean, and the share that was so. */
export type Bin = {
  readonly low: number;
  readonly high: number;
  readonly n: number;
  readonly said: number;
  readonly was: number;
};

const bins = 10;

/** Ten bins of equal width, those without scores left out. */
export function reliabilityOf(scored: readonly Scored[]): readonly Bin[] {
  return Array.from({ length: bins }, (_, at) => at).flatMap((at) => {
    const own = scored.filter(({ score }) => Math.min(bins - 1, Math.floor(score * bins)) === at);
    if (own.length === 0) return [];
    return [
      {
        ...{ low: at / bins, high: (at + 1) / bins, n: own.length },
        said: mean(own.map(({ score }) => score)),
        was: mean(own.map(({ isPositive }) => (isPositive ? 1 : 0))),
      },
    ];
  });
}

/** Expected calibration error: how far what was said is from what was, bin by bin. Null for no rows. */
export function ece(scored: readonly Scored[]): number | null {
  if (scored.length === 0) return null;
  return reliabilityOf(scored).reduce(
    (sum, { n, said, was }) => sum + (n / scored.length) * Math.abs(said - was),
    0,
  );
}
