/**
 * Share of neighbouring words that one sentence has both of. A text of one word has no neighbours:
 * that says nothing either way.
 */
export function neighboursIn(
  sequence: readonly string[],
  sentences: readonly ReadonlySet<string>[],
): number {
  if (sequence.length < 2) return 0.5;
  const pairs = sequence.slice(1).map((stem, at) => [sequence[at] ?? '', stem] as const);
  const found = pairs.filter(([one, other]) =>
    sentences.some((sentence) => sentence.has(one) && sentence.has(other)),
  );
  return found.length / pairs.length;
}

/** A very long message has pairs enough in its first words. */
export const mostPairs = 60;
