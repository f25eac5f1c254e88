import { describe, expect, it } from 'vitest';
import { bootstrap, createRandom } from '../../evaluation/bootstrap.ts';
import {
  auroc,
  mean,
  ndcg,
  precisionAtCoverage,
  recall,
  reciprocalRank,
} from '../../evaluation/metrics.ts';

const log = Math.log2;

describe('a ranking of articles', () => {
  it('nDCG@10: gains by rank as a share of the best possible', () => {
    expect(ndcg(['a', 'b'], ['a'])).toBe(1);
    expect(ndcg(['b', 'a'], ['a'])).toBeCloseTo(1 / log(3), 12);
    // Right at ranks 1 and 3 of two: (1 + 1/2) / (1 + 1/log2 3).
    expect(ndcg(['a', 'x', 'b'], ['a', 'b'])).toBeCloseTo(1.5 / (1 + 1 / log(3)), 12);
    expect(ndcg(['x'], ['a'])).toBe(0);
  });

  it('nDCG@10 sees ten documents, and asks for no more than ten', () => {
    const ten = Array.from({ length: 10 }, (_, at) => `x${at}`);
    expect(ndcg([...ten, 'a'], ['a'])).toBe(0);
    expect(ndcg(ten, [...ten, 'a', 'b'])).toBe(1);
  });

  it('Recall@5: the share of the right ones in the first five', () => {
    expect(recall(['a', 'x', 'y', 'z', 'b', 'c'], ['a', 'b', 'c'])).toBeCloseTo(2 / 3, 12);
    expect(recall(['x', 'y'], ['a'])).toBe(0);
  });

  it('MRR@10: one by the rank of the first right one', () => {
    expect(reciprocalRank(['x', 'y', 'a', 'b'], ['b', 'a'])).toBeCloseTo(1 / 3, 12);
    const ten = Array.from({ length: 10 }, (_, at) => `x${at}`);
    expect(reciprocalRank([...ten, 'a'], ['a'])).toBe(0);
  });
});

const scored = (...pairs: readonly (readonly [number, boolean])[]) =>
  pairs.map(([score, isPositive]) => ({ score, isPositive }));

describe('a score', () => {
  it('AUROC: pairs in the right order, ties half', () => {
    expect(auroc(scored([3, true], [2, true], [1, false]))).toBe(1);
    expect(auroc(scored([1, true], [2, false]))).toBe(0);
    // Pairs: 4>2, 4>3, 3=3 (half), 3>2: 3.5 of 4.
    expect(auroc(scored([4, true], [3, true], [3, false], [2, false]))).toBe(3.5 / 4);
    expect(auroc(scored([1, true], [1, true]))).toBeNull();
  });

  it('precision at coverage: of the best share, how many are right', () => {
    const five = scored([5, true], [4, false], [3, true], [2, true], [1, false]);
    expect(precisionAtCoverage(five, 0.4)).toBe(0.5);
    expect(precisionAtCoverage(five, 0.6)).toBeCloseTo(2 / 3, 12);
    expect(precisionAtCoverage([], 0.4)).toBeNull();
  });

  it('precision at coverage does not depend on the order of ties', () => {
    const ties = scored([1, true], [1, false], [1, false], [1, false]);
    expect(precisionAtCoverage(ties, 0.5)).toBe(0.25);
    expect(precisionAtCoverage([...ties].reverse(), 0.5)).toBe(0.25);
  });
});

describe('the interval', () => {
  it('of a coin is that of a binomial', () => {
    const coins = Array.from({ length: 100 }, (_, at) => at % 2);
    const interval = bootstrap(coins, mean);
    // 0.5 ± 1.96 · sqrt(0.25 / 100): 0.402 to 0.598.
    expect(interval?.low).toBeGreaterThan(0.37);
    expect(interval?.low).toBeLessThan(0.43);
    expect(interval?.high).toBeGreaterThan(0.57);
    expect(interval?.high).toBeLessThan(0.63);
    expect(bootstrap(coins, mean)).toEqual(interval);
  });

  it('is a point where all rows are alike, and none without a value', () => {
    expect(bootstrap([1, 1, 1], mean)).toEqual({ low: 1, high: 1 });
    expect(bootstrap(scored([1, true]), auroc)).toBeNull();
  });

  it('draws evenly', () => {
    const random = createRandom(1);
    const draws = Array.from({ length: 10_000 }, () => random());
    expect(mean(draws)).toBeGreaterThan(0.48);
    expect(mean(draws)).toBeLessThan(0.52);
    expect(draws.every((value) => value >= 0 && value < 1)).toBe(true);
  });
});
