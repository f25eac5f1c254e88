import type { SupportSigns } from './proof.ts';

/** How far its passages support a sentence, 0..1, from what speaks for it. */
export function scoreOf({ cover, coverTogether, neighbours, run, cosine }: SupportSigns): number {
  const words =
    0.35 * cover + 0.35 * coverTogether + 0.15 * neighbours + 0.15 * Math.min(1, run * 2);
  return cosine === null ? words : 0.6 * words + 0.4 * meaningOf(cosine);
}

/** Texts of one subject have a cosine of .5 without saying the same. */
const meaningOf = (cosine: number): number => Math.min(1, Math.max(0, (cosine - 0.5) / 0.4));

/** Below this a sentence is not supported. */
export const leastSupport = 0.5;

/** Of a draft: its sentences on the whole, and the weakest of them. */
export function scoreOfDraft(scores: readonly number[]): number {
  if (scores.length === 0) return 0;
  const mean = scores.reduce((sum, one) => sum + one, 0) / scores.length;
  return 0.7 * mean + 0.3 * Math.min(...scores);
}
