/** How good a ranking of distinct documents is for those that answer; each 0..1. */
export type RankingMetric = (ranked: readonly string[], gold: readonly string[]) => number;

const gainAt = (rank: number): number => 1 / Math.log2(rank + 2);

/** Normalised discounted cumulative gain of the first ten, with binary relevance. */
export const ndcgAt10: RankingMetric = (ranked, gold) => {
  const relevant = new Set(gold);
  const found = ranked
    .slice(0, 10)
    .reduce((sum, id, rank) => sum + (relevant.has(id) ? gainAt(rank) : 0), 0);
  const ideal = [...relevant].slice(0, 10).reduce((sum, _, rank) => sum + gainAt(rank), 0);
  return ideal === 0 ? 0 : found / ideal;
};

/** Share of the documents that answer among the first five. */
export const recallAt5: RankingMetric = (ranked, gold) => {
  const relevant = new Set(gold);
  const found = ranked.slice(0, 5).filter((id) => relevant.has(id)).length;
  return relevant.size === 0 ? 0 : found / relevant.size;
};

/** 1 / rank of the first document of ten that answers; 0: none does. */
export const mrrAt10: RankingMetric = (ranked, gold) => {
  const relevant = new Set(gold);
  const rank = ranked.slice(0, 10).findIndex((id) => relevant.has(id));
  return rank < 0 ? 0 : 1 / (rank + 1);
};
