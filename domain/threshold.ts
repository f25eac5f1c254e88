import shipped from './confidence-weights.json' with { type: 'json' };
import type { Maker } from './confidence.ts';
import type { Settings } from './settings.ts';

/** Of drafts that reached a threshold: the share that was usable, as measured; thresholds rise. */
export type PrecisionTable = readonly { readonly threshold: number; readonly precision: number }[];

/**
 * The lowest threshold from which on every threshold of the table keeps the target; 1 where none does:
 * then every draft stays away, rather than a promise be broken.
 */
export function thresholdForPrecision(target: number, table: PrecisionTable): number {
  const falls = table.findLastIndex(({ precision }) => precision < target);
  return table[falls + 1]?.threshold ?? 1;
}

/** The confidence that a draft needs by the settings, 0..1: a target precision wins. */
export const thresholdOf = (
  {
    confidenceThreshold,
    targetPrecision,
  }: Pick<Settings, 'confidenceThreshold' | 'targetPrecision'>,
  maker: Maker,
): number =>
  targetPrecision === null
    ? confidenceThreshold
    : thresholdForPrecision(targetPrecision, shipped.precision[maker]);
