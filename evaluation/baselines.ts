import type { Figure } from './figures.ts';

/** Worse or better: outside the interval of the baseline, which was measured on as many rows. */
export type Verdict = 'worse' | 'better' | 'same' | 'other rows' | 'new';

/** A figure beside the one that was kept. */
export type Compared = {
  readonly figure: Figure;
  readonly baseline: Figure | null;
  readonly verdict: Verdict;
};

const keyOf = ({ suite, set, system, metric }: Figure): string =>
  JSON.stringify([suite, set, system, metric]);

export function compare(
  figures: readonly Figure[],
  baselines: readonly Figure[],
): readonly Compared[] {
  const kept = new Map(baselines.map((figure) => [keyOf(figure), figure] as const));
  return figures.map((figure) => {
    const baseline = kept.get(keyOf(figure)) ?? null;
    return { figure, baseline, verdict: verdictOf(figure, baseline) };
  });
}

function verdictOf({ value, n }: Figure, baseline: Figure | null): Verdict {
  if (baseline === null) return 'new';
  if (baseline.n !== n) return 'other rows';
  if (value < baseline.low) return 'worse';
  return value > baseline.high ? 'better' : 'same';
}

/** The baselines with those of the same set, system and metric replaced; the others stay. */
export function replaced(
  baselines: readonly Figure[],
  figures: readonly Figure[],
): readonly Figure[] {
  const all = new Map([...baselines, ...figures].map((figure) => [keyOf(figure), figure] as const));
  return [...all.values()].sort((a, z) => (keyOf(a) < keyOf(z) ? -1 : 1));
}
