import { describe, expect, it } from 'vitest';
import { evalWords, verdicts } from '../../cli/eval-report.ts';
import { compare, replaced } from '../../evaluation/baselines.ts';
import { type Figure, figureLines, figureOf, readFigures } from '../../evaluation/figures.ts';
import { auroc, mean } from '../../evaluation/metrics.ts';

const figure = (more: Partial<Figure> = {}): Figure => ({
  ...{ suite: 'retrieval', set: 'help', system: 'words', metric: 'nDCG@10' },
  ...{ value: 0.8, low: 0.7, high: 0.9, n: 50 },
  ...more,
});

describe('lines of figures', () => {
  it('have their names in one order, and are read as they were written', () => {
    const { n, ...rest } = figure();
    const line =
      '{"suite":"retrieval","set":"help","system":"words","metric":"nDCG@10","value":0.8,"low":0.7,"high":0.9,"n":50}';
    expect(figureLines([{ n, ...rest }])).toBe(line);
    expect(readFigures(`${line}\n\n`, 'kept')).toEqual([figure()]);
  });

  it.each(['{', '{"suite":"retrieval"}'])('refuse %s', (line) => {
    expect(() => readFigures(`\n${line}`, 'kept')).toThrow('kept, line 2 is no figure');
  });

  it('are measured with an interval, and left out where the rows give no value', () => {
    const of = { suite: 'topics', set: 'x', system: 'words', metric: 'accuracy' } as const;
    expect(figureOf(of, [1, 1], mean)).toEqual([{ ...of, value: 1, low: 1, high: 1, n: 2 }]);
    expect(figureOf(of, [], mean)).toEqual([]);
    expect(figureOf(of, [{ score: 1, isPositive: true }], auroc)).toEqual([]);
  });
});

describe('beside the baselines', () => {
  const verdictOf = (now: Figure, kept: Figure) => compare([now], [kept])[0]?.verdict;

  it('is worse or better only outside the interval', () => {
    expect(verdictOf(figure({ value: 0.69 }), figure())).toBe('worse');
    expect(verdictOf(figure({ value: 0.7 }), figure())).toBe('same');
    expect(verdictOf(figure({ value: 0.91 }), figure())).toBe('better');
  });

  it('is not judged on other rows or without a baseline', () => {
    expect(verdictOf(figure({ value: 0.1, n: 51 }), figure())).toBe('other rows');
    expect(verdictOf(figure({ value: 0.1 }), figure({ system: 'fused' }))).toBe('new');
  });

  it('stands as a row each, and in words what got worse', () => {
    const words = evalWords(
      compare([figure({ value: 0.6 }), figure({ set: 'other' })], [figure()]),
    );
    expect(words.split('\n').map((line) => line.replaceAll(/ {2,}/g, ' | '))).toEqual([
      'set | n | system | metric | value [95 %] | baseline | difference',
      'help | 50 | words | nDCG@10 | 0.600 [0.700, 0.900] | 0.800 [0.700, 0.900] | -0.200 worse',
      'other | 50 | words | nDCG@10 | 0.800 [0.700, 0.900]',
      '',
      'Worse: help, words, nDCG@10 0.600, baseline 0.800 [0.700, 0.900]',
    ]);
    expect(verdicts(compare([figure()], [figure()]))).toBe(
      'Nothing left the interval of its baseline.',
    );
    expect(verdicts(compare([figure()], []))).toBe('There is no baseline for these.');
  });

  it('takes the place of the same figure when it is kept', () => {
    const kept = [figure(), figure({ set: 'other' })];
    expect(replaced(kept, [figure({ value: 0.9 })])).toEqual([
      figure({ value: 0.9 }),
      figure({ set: 'other' }),
    ]);
  });
});
