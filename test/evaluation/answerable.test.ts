import { describe, expect, it } from 'vitest';
import { fitLogistic } from '../../evaluation/logistic.ts';
import { measure } from '../../evaluation/measure.ts';
import { measureAnswerable } from '../../evaluation/suites/answerable.ts';
import { createFakeEmbedder } from './fake-embedder.ts';
import { doc, folderOf } from './folders.ts';

const rows = (direction: 1 | -1) =>
  Array.from({ length: 20 }, (_, at) => ({
    features: [direction * at, at % 3],
    isPositive: at >= 10,
  }));

describe('the regression', () => {
  it('follows what tells the rows apart', () => {
    const chance = fitLogistic(rows(1));
    expect(chance([18, 1])).toBeGreaterThan(0.8);
    expect(chance([1, 1])).toBeLessThan(0.2);
    // Both kinds count the same, so that the middle is a half.
    expect(chance([9.5, 1])).toBeCloseTo(0.5, 1);
  });

  it('counts both kinds the same where one is rare', () => {
    const rare = rows(1).filter(({ isPositive }, at) => isPositive || at < 2);
    expect(fitLogistic(rare)([9, 1])).toBeLessThan(0.75);
  });

  it('needs rows of both kinds', () => {
    const positives = rows(1).filter(({ isPositive }) => isPositive);
    expect(() => fitLogistic(positives)).toThrow('rows of both kinds');
  });
});

describe('a score fitted elsewhere', () => {
  const set = { name: 'one', rows: rows(1) };
  const opposite = { name: 'other', rows: rows(-1) };
  const aurocOf = (fit: 'across' | 'within') =>
    measureAnswerable({ system: 'words' }, set, [opposite], fit)[0]?.value;

  it('across: is that of the other sets, also where they teach the opposite', () => {
    expect(aurocOf('across')).toBe(0);
  });

  it('within: is that of the other folds', () => {
    expect(aurocOf('within')).toBeGreaterThan(0.95);
  });
});

const docs = ['bread', 'tea', 'soup', 'cake', 'rice', 'fish'].map((dish) =>
  doc(dish, `To make ${dish} one needs a kitchen, time and a recipe for ${dish}.`),
);
const queries = [
  ...docs.map(({ id }) => ({ id, text: `recipe for ${id}`, gold: [id], answerable: true })),
  ...['tax', 'law', 'car', 'sun', 'sea'].map((id) => ({
    ...{ id, text: `${id} office in the city`, gold: [], answerable: false },
  })),
];

describe('the answerable suite', () => {
  it('judges a set by the others, all systems over the same questions', async () => {
    const data = await folderOf({
      'one/docs.jsonl': docs,
      'one/queries.jsonl': queries,
      'two/docs.jsonl': docs,
      'two/queries.jsonl': queries,
    });
    const embedder = createFakeEmbedder();
    const figures = await measure('answerable', {
      ...{ data, set: 'one', embedders: [{ embedder, share: 1 }] },
      report: () => undefined,
    });
    expect(figures.map(({ system, metric, n }) => [system, metric, n])).toEqual(
      ['words', 'meaning', 'fused'].flatMap((system) =>
        ['auroc', 'precision@40', 'precision@60'].map((metric) => [system, metric, 11]),
      ),
    );
    expect(figures[0]).toMatchObject({ set: 'one', value: 1 });
  });

  it('judges a set that is alone in folds, and tells the other way of fitting in words', async () => {
    const data = await folderOf({ 'one/docs.jsonl': docs, 'one/queries.jsonl': queries });
    const lines: string[] = [];
    const figures = await measure('answerable', {
      ...{ data, set: undefined, embedders: null },
      report: (line) => lines.push(line),
    });
    expect(figures[0]).toMatchObject({ set: 'one', metric: 'auroc', value: 1, n: 11 });
    expect(lines.at(-1)).toContain('one: words, fitted within the set: auroc 1.000');
  });

  it('has no use for a set whose questions all have an answer', async () => {
    const answered = queries.filter(({ answerable }) => answerable);
    const data = await folderOf({ 'one/docs.jsonl': docs, 'one/queries.jsonl': answered });
    const measured = measure('answerable', {
      ...{ data, set: undefined, embedders: null },
      report: () => undefined,
    });
    await expect(measured).rejects.toThrow('holds no set for answerable');
  });
});
