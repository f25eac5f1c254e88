import { describe, expect, it } from 'vitest';
import { type Logistic, chanceBy } from '../../domain/logistic.ts';
import { fitGate } from '../../evaluation/fit-gate.ts';
import { fitLogistic } from '../../evaluation/logistic.ts';
import { measure } from '../../evaluation/measure.ts';
import { auroc } from '../../evaluation/metrics.ts';
import { scoredBy, scoredInFolds } from '../../evaluation/suites/answerable.ts';
import { createFakeEmbedder } from './fake-embedder.ts';
import { doc, folderOf } from './folders.ts';

const rows = (direction: 1 | -1) =>
  Array.from({ length: 20 }, (_, at) => ({
    features: [direction * at, at % 3],
    isPositive: at >= 10,
  }));

const chance = (logistic: Logistic, ...features: number[]) => chanceBy(logistic, features);

describe('the regression', () => {
  it('follows what tells the rows apart', () => {
    const fitted = fitLogistic(rows(1));
    expect(chance(fitted, 18, 1)).toBeGreaterThan(0.6);
    expect(chance(fitted, 1, 1)).toBeLessThan(0.4);
    // Both kinds count the same, so that the middle is a half.
    expect(chance(fitted, 9.5, 1)).toBeCloseTo(0.5, 1);
  });

  it('counts both kinds the same where one is rare', () => {
    const rare = rows(1).filter(({ isPositive }, at) => isPositive || at < 2);
    expect(chance(fitLogistic(rare), 9, 1)).toBeLessThan(0.75);
  });

  it('needs rows of both kinds', () => {
    const positives = rows(1).filter(({ isPositive }) => isPositive);
    expect(() => fitLogistic(positives)).toThrow('rows of both kinds');
  });

  it('counts a row by its weight', () => {
    const row = (feature: number, isPositive: boolean, weight: number) => ({
      ...{ features: [feature], isPositive, weight },
    });
    const fitted = fitLogistic([
      row(1, true, 9),
      row(0, true, 1),
      row(0, false, 9),
      row(1, false, 1),
    ]);
    expect(fitted.weights[0]).toBeGreaterThan(0);
    const other = fitLogistic([
      row(1, true, 1),
      row(0, true, 9),
      row(0, false, 1),
      row(1, false, 9),
    ]);
    expect(other.weights[0]).toBeLessThan(0);
  });
});

describe('the gate', () => {
  const made = (set: string, direction: 1 | -1, isMade = false) =>
    rows(direction).map((row) => ({ ...row, set, isMade }));

  it('hears a small set as much as a large one', () => {
    const large = Array.from({ length: 9 }, () => made('large', -1)).flat();
    const both = fitGate([...large, ...made('small', 1), ...made('third', 1)]);
    expect(both.weights[0]).toBeGreaterThan(0);
  });

  it('in folds, scores each row by what has not seen it', () => {
    const scored = scoredInFolds(made('one', 1), []);
    expect(scored).toHaveLength(20);
    expect(auroc(scored)).toBeGreaterThan(0.95);
    // What is said of other sets counts as well.
    expect(auroc(scoredBy(fitGate(made('other', -1)), made('one', 1)))).toBe(0);
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
  it('judges a set by the gate of the product, all systems over the same questions', async () => {
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
    expect(figures[0]?.value).toBeGreaterThan(0.9);
  });

  it('tells in words what gates give that have not seen the rows', async () => {
    const data = await folderOf({ 'one/docs.jsonl': docs, 'one/queries.jsonl': queries });
    const lines: string[] = [];
    const figures = await measure('answerable', {
      ...{ data, set: undefined, embedders: null },
      report: (line) => lines.push(line),
    });
    expect(figures[0]).toMatchObject({ set: 'one', metric: 'auroc', n: 11 });
    expect(lines.at(-1)).toMatch(
      /^one: words, auroc of a gate fitted also to other rows of it [01]\.\d{3}$/,
    );
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
