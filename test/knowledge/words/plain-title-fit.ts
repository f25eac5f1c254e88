import { synonymsOf, synonymWeight } from '../../../domain/vocabulary.ts';

type Weigh = (stem: string) => number;

/** Weighted share of `stems` that stand in `others`, a synonym counting less. */
export function shareOf(
  stems: ReadonlySet<string>,
  others: { has(stem: string): boolean },
  weigh: Weigh,
): number {
  let all = 0;
  let found = 0;
  for (const one of stems) {
    all += weigh(one);
    if (others.has(one)) found += weigh(one);
    else if ([...synonymsOf(one)].some((other) => others.has(other)))
      found += weigh(one) * synonymWeight;
  }
  return all === 0 ? 0 : found / all;
}

/**
 * How well a question and a title say the same, 0..1 (harmonic mean of both shares): "how do I
 * delete my account?" fits "Delete your account" and hardly "Delete imports from your account".
 */
export function titleFit(
  question: ReadonlySet<string>,
  title: ReadonlySet<string>,
  weighQuestion: Weigh,
  weighTitle: Weigh,
): number {
  const ofTitle = shareOf(title, question, weighTitle);
  const ofQuestion = shareOf(question, title, weighQuestion);
  return ofTitle + ofQuestion === 0 ? 0 : (2 * ofTitle * ofQuestion) / (ofTitle + ofQuestion);
}
