import type { Risks, SupportSigns } from './proof.ts';

/** How far its passages support a sentence, 0..1, from what speaks for and against it. */
export function scoreOf(signs: SupportSigns, risks: Risks): number {
  const { cover, coverTogether, neighbours, run, cosine } = signs;
  const words =
    0.35 * cover + 0.35 * coverTogether + 0.15 * neighbours + 0.15 * Math.min(1, run * 2);
  const support = cosine === null ? words : 0.7 * words + 0.3 * meaningOf(cosine);
  const against = [
    risks.number,
    risks.address,
    0.4 * risks.name,
    risks.negation ** 2,
    0.5 * risks.condition ** 2,
  ];
  return support * (1 - 0.8 * Math.max(...against));
}

/** Texts of one subject have a cosine of .5 without saying the same. */
export const meaningOf = (cosine: number): number => Math.min(1, Math.max(0, (cosine - 0.5) / 0.4));

/** Below this a sentence is not supported. */
export const leastSupport = 0.45;

/** A negation or condition that is so surely not as in the passages is not supported. */
export const mostRisk = 0.6;
