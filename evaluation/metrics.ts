/** A score and whether what it speaks for is so. */
export type Scored = { readonly score: number; readonly isPositive: boolean };

const gainAt = (rank: number): number => 1 / Math.log2(rank + 2);

/** nDCG of the first `depth` of distinct documents with binary relevance, 0..1; 0 when none is right. */
export function ndcg(ranked: readonly string[], gold: readonly string[], depth = 10): number {
  const relevant = new Set(gold);
  const found = ranked
    .slice(0, depth)
    .reduce((sum, id, rank) => sum + (relevant.has(id) ? gainAt(rank) : 0), 0);
  const ideal = [...relevant].slice(0, depth).reduce((sum, _, rank) => sum + gainAt(rank), 0);
  return ideal === 0 ? 0 : found / ideal;
}

/** Share of the right documents that are among the first `depth`. */
export function recall(ranked: readonly string[], gold: readonly string[], depth = 5): number {
  const relevant = new Set(gold);
  const found = ranked.slice(0, depth).filter((id) => relevant.has(id)).length;
  return relevant.size === 0 ? 0 : found / relevant.size;
}

/** 1 / rank of the first right document among the first `depth`; 0 when there is none. */
export function reciprocalRank(
  ranked: readonly string[],
  gold: readonly string[],
  depth = 10,
): number {
  const at = ranked.slice(0, depth).findIndex((id) => gold.includes(id));
  return at < 0 ? 0 : 1 / (at + 1);
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Chance that a positive scores above a negative, ties counting half (area under the ROC curve).
 * Null when one of the two is missing.
 */
export function auroc(scored: readonly Scored[]): number | null {
  const sorted = [...scored].sort((a, z) => a.score - z.score);
  const positives = sorted.filter(({ isPositive }) => isPositive).length;
  const negatives = sorted.length - positives;
  if (positives === 0 || negatives === 0) return null;
  let pairsWon = 0;
  let negativesBelow = 0;
  for (const { positives: ours, negatives: theirs } of tiesOf(sorted)) {
    pairsWon += ours * (negativesBelow + theirs / 2);
    negativesBelow += theirs;
  }
  return pairsWon / (positives * negatives);
}

/**
 * Share of positives among the given share of all that scores highest (rounded to whole ones, one at
 * least). Of those that tie at the cut, each counts by the part of them that fits. Null for no rows.
 */
export function precisionAtCoverage(scored: readonly Scored[], coverage: number): number | null {
  if (scored.length === 0) return null;
  const kept = Math.max(1, Math.round(scored.length * coverage));
  let room = kept;
  let right = 0;
  for (const { positives, negatives } of tiesOf([...scored].sort((a, z) => z.score - a.score))) {
    const size = positives + negatives;
    right += positives * Math.min(1, room / size);
    room -= Math.min(room, size);
    if (room === 0) break;
  }
  return right / kept;
}

type Tie = { readonly positives: number; readonly negatives: number };

/** Those of the same score together, in the order given. */
function tiesOf(sorted: readonly Scored[]): Tie[] {
  const ties: { score: number; positives: number; negatives: number }[] = [];
  for (const { score, isPositive } of sorted) {
    let last = ties.at(-1);
    if (last?.score !== score) {
      last = { score, positives: 0, negatives: 0 };
      ties.push(last);
    }
    if (isPositive) last.positives += 1;
    else last.negatives += 1;
  }
  return ties;
}
