import { describe, expect, it } from 'vitest';
import { casesOf } from '../../evaluation/grounding/cases.ts';
import { caughtAt, spearman } from '../../evaluation/metrics.ts';
import { editFigures } from '../../evaluation/suites/grounding.ts';
import { passage } from '../domain/proof/support.ts';

describe('the metrics of grounding', () => {
  it('spearman compares ranks, ties sharing theirs', () => {
    expect(
      spearman([
        [1, 10],
        [2, 20],
        [3, 1_000],
      ]),
    ).toBeCloseTo(1);
    expect(
      spearman([
        [1, 3],
        [2, 2],
        [3, 1],
      ]),
    ).toBeCloseTo(-1);
    expect(
      spearman([
        [1, 3],
        [1, 2],
      ]),
    ).toBeNull();
  });

  it('caughtAt leaves room for so many false alarms, ties by the part that fits', () => {
    const negatives = [0.9, ...Array.from({ length: 49 }, () => 0.1)];
    const scored = [
      ...negatives.map((score) => ({ score, isPositive: false })),
      ...[0.95, 0.5, 0.1].map((score) => ({ score, isPositive: true })),
    ];
    expect(caughtAt(scored, 0.02)).toBeCloseTo(2 / 3);
    expect(caughtAt(scored, 0)).toBeCloseTo(1 / 3);
  });
});

it('an edit of a good sentence is measured by its kind', async () => {
  const text = 'The Pro plan cannot be refunded after 30 days in the archive.';
  const other = 'Owners of a workspace may invite guests from other companies to a project.';
  const cases = casesOf([
    { text, passages: [passage('a', text)], customer: [], group: 'a' },
    { text: other, passages: [passage('b', other, { title: 'Guests' })], customer: [], group: 'b' },
  ]);
  const kinds = cases.flatMap(({ kind }) => kind ?? []);
  expect(kinds).toContain('numbers');
  expect(kinds).toContain('negation-dropped');
  const figures = await editFigures('set', cases);
  const valueOf = (set: string, metric: string) =>
    figures.find((one) => one.set === set && one.metric === metric)?.value;
  expect(valueOf('set', 'falseAlarms')).toBe(0);
  expect(valueOf('set/numbers', 'caught')).toBe(1);
  expect(valueOf('set/negation-dropped', 'caught@2')).toBe(1);
});
