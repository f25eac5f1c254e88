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

/** Ranks from 0, those that tie sharing the mean of theirs. */
function ranksOf(values: readonly number[]): number[] {
  const order = values.map((value, at) => ({ value, at })).sort((a, z) => a.value - z.value);
  const ranks = new Array<number>(values.length).fill(0);
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (order[to + 1]?.value === order[from]?.value && to + 1 < order.length) to += 1;
    for (const { at } of order.slice(from, to + 1)) ranks[at] = (from + to) / 2;
    from = to + 1;
  }
  return ranks;
}

/** Rank correlation of two rows of numbers, ties sharing ranks. Null where one of them is all the same. */
export function spearman(pairs: readonly (readonly [number, number])[]): number | null {
  const [ones, others] = [0, 1].map((which) => ranksOf(pairs.map((pair) => pair[which] ?? 0)));
  if (ones === undefined || others === undefined || pairs.length === 0) return null;
  const [oneMean, otherMean] = [mean(ones), mean(others)];
  let both = 0;
  let oneSquares = 0;
  let otherSquares = 0;
  ones.forEach((one, at) => {
    const other = (others[at] ?? 0) - otherMean;
    both += (one - oneMean) * other;
    oneSquares += (one - oneMean) ** 2;
    otherSquares += other ** 2;
  });
  const spread = Math.sqrt(oneSquares * otherSquares);
  return spread === 0 ? null : both / spread;
}

/**
 * Share of the positives that an alarm catches when it goes off for so large a share of the
 * negatives, ties counting by the part of them that fits. Null when one of the two is missing.
 */
export function caughtAt(scored: readonly Scored[], falseAlarms: number): number | null {
  const positives = scored.filter(({ isPositive }) => isPositive).length;
  const negatives = scored.length - positives;
  if (positives === 0 || negatives === 0) return null;
  let room = falseAlarms * negatives;
  let caught = 0;
  for (const tie of tiesOf([...scored].sort((a, z) => z.score - a.score))) {
    const part = tie.negatives === 0 ? 1 : Math.min(1, room / tie.negatives);
    caught += tie.positives * part;
    room -= tie.negatives * part;
    if (part < 1) break;
  }
  return caught / positives;
}
