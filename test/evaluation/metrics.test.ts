import { describe, expect, it } from 'vitest';
import { intervalOf } from '../../evaluation/interval.ts';
import { mrrAt10, ndcgAt10, recallAt5 } from '../../evaluation/metrics.ts';

const ten = Array.from({ length: 10 }, (_, at) => `x${at}`);

describe('the metrics of a ranking', () => {
  it.each([
    [['a'], ['a'], 1, 1, 1],
    [['b', 'a'], ['a'], 1 / Math.log2(3), 1, 1 / 2],
    // Found first and third of two: (1 + 1/2) / (1 + 1/log2 3).
    [['a', 'x', 'b'], ['a', 'b'], 1.5 / (1 + 1 / Math.log2(3)), 1, 1],
    [
      ['x1', 'x2', 'x3', 'x4', 'x5', 'a'],
      ['a', 'b'],
      1 / Math.log2(7) / (1 + 1 / Math.log2(3)),
      0,
      1 / 6,
    ],
    [[...ten, 'a'], ['a'], 0, 0, 0],
    [[], ['a'], 0, 0, 0],
    [['a'], [], 0, 0, 0],
  ])('of %j for %j', (ranked, gold, ndcg, recall, mrr) => {
    expect(ndcgAt10(ranked, gold)).toBeCloseTo(ndcg, 10);
    expect(recallAt5(ranked, gold)).toBeCloseTo(recall, 10);
    expect(mrrAt10(ranked, gold)).toBeCloseTo(mrr, 10);
  });
});

describe('an interval', () => {
  it('holds the mean, and is the same each time', () => {
    const values = Array.from({ length: 100 }, (_, at) => at % 2);
    const { value, low, high } = intervalOf(values);
    expect(value).toBe(0.5);
    // 1.96 standard errors of 0.05 on each side.
    expect(low).toBeCloseTo(0.4, 1);
    expect(high).toBeCloseTo(0.6, 1);
    expect(intervalOf(values)).toEqual({ value, low, high });
  });

  it('has no width where all values are the same, and is nothing for nothing', () => {
    expect(intervalOf([1, 1, 1])).toEqual({ value: 1, low: 1, high: 1 });
    expect(intervalOf([])).toEqual({ value: 0, low: 0, high: 0 });
  });
});
