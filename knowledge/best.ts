/** A place and what it is ranked by. */
export type Placed = { readonly position: number; readonly strength: number };

/**
 * Keeps the best of many without sorting all of them: so many are collected again before those that
 * cannot be among the best are dropped.
 */
export function createBest(count: number, order: (one: Placed, other: Placed) => number) {
  let kept: Placed[] = [];
  let least = -Infinity;
  const drop = (): void => {
    kept.sort(order);
    kept = kept.slice(0, count);
    if (kept.length === count) least = kept.at(-1)?.strength ?? -Infinity;
  };
  return {
    /** Anything below it cannot be among the best. */
    least: () => least,
    add(position: number, strength: number): void {
      if (strength < least) return;
      kept.push({ position, strength });
      if (kept.length >= 2 * count + 16) drop();
    },
    /** Best first. */
    all(): readonly Placed[] {
      drop();
      return kept;
    },
  };
}
