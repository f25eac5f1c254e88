import { synonymsOf, synonymWeight } from '../../domain/vocabulary.ts';

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
 * How well a question and a title (numbers of its stems, each once) say the same, 0..1, the harmonic
 * mean of both shares: "how do I delete my account?" fits "Delete your account" and hardly "Delete
 * imports from your account".
 */
export function createTitleFit(
  question: ReadonlySet<string>,
  numberOf: (stem: string) => number | undefined,
  weighQuestion: Weigh,
  weighTitle: (stem: number) => number,
): (title: readonly number[]) => number {
  const asked = [...question].map((stem) => ({
    number: numberOf(stem),
    others: [...synonymsOf(stem)].flatMap((other) => numberOf(other) ?? []),
    weight: weighQuestion(stem),
  }));
  const all = asked.reduce((sum, { weight }) => sum + weight, 0);
  const said = new Set(asked.flatMap(({ number }) => number ?? []));
  const similar = new Set(asked.flatMap(({ others }) => others));

  return (title) => {
    let ofTitle = 0;
    let shared = 0;
    for (const stem of title) {
      const weight = weighTitle(stem);
      ofTitle += weight;
      if (said.has(stem)) shared += weight;
      else if (similar.has(stem)) shared += weight * synonymWeight;
    }
    // No word of it, and none that stands for one: so it is for most titles.
    if (shared === 0 || all === 0) return 0;
    let answered = 0;
    for (const { number, others, weight } of asked) {
      if (number !== undefined && title.includes(number)) answered += weight;
      else if (others.some((other) => title.includes(other))) answered += weight * synonymWeight;
    }
    const [one, other] = [shared / ofTitle, answered / all];
    return (2 * one * other) / (one + other);
  };
}
