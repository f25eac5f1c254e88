import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firstWords } from '../../evaluation/draft-rows.ts';
import { measureDrafts, readDraftRows } from '../../evaluation/drafts.ts';
import { sentencesFile } from '../../evaluation/fit-sentences.ts';
import { fitRidge } from '../../evaluation/ridge.ts';
import { sentenceFeatures } from '../../models/sentence-features.ts';

const filler = Array.from({ length: 25 }, (_, at) => `Colour ${at} of tea is nice.`).join(' ');
const docs = [
  {
    ...{ id: 'tea', title: 'Brewing tea' },
    text: `${filler}\n\nTo brew tea:\n\n1. Boil the water.\n2. Pour the water over the leaves.\n3. Wait for four minutes.`,
  },
  { id: 'bread', title: 'Baking bread', text: 'Bread is baked in an oven for an hour.' },
];
const queries = [
  {
    ...{ id: '1', text: 'How do I brew tea?', gold: ['tea'] },
    reference_answer: 'Boil the water, pour it over the leaves, wait for four minutes.',
  },
  {
    ...{ id: '2', text: 'How long is bread baked?', gold: ['bread'] },
    reference_answer: 'Bread is baked for an hour.',
  },
  { id: '3', text: 'What is jam?', gold: ['tea'] },
];
const lines = (rows: readonly object[]): string =>
  rows.map((row) => JSON.stringify(row)).join('\n');

let data = '';
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'drafts-'));
  await mkdir(join(data, 'help'));
  await writeFile(join(data, 'help', 'docs.jsonl'), lines(docs));
  await writeFile(join(data, 'help', 'queries.jsonl'), lines(queries));
});
afterAll(() => rm(data, { recursive: true }));

describe('drafts beside excerpts', () => {
  it('are measured where there is a reference, by what they cover of it', async () => {
    const figures = await measureDrafts({
      ...{ data, set: undefined, embedders: null, report: () => undefined },
    });
    const valueOf = (name: string) => figures.find(({ metric }) => metric === name)?.value ?? -1;
    expect(
      figures.every(({ suite, set, n }) => suite === 'drafts' && set === 'help' && n === 2),
    ).toBe(true);
    // The excerpts hold the first 120 words of a passage, which are about colours.
    expect(valueOf('coverage')).toBeCloseTo(1);
    expect(valueOf('coverageRatio')).toBeGreaterThan(1);
    expect(valueOf('drafted')).toBe(1);
    expect(valueOf('rightArticle')).toBe(1);
    expect(valueOf('proven')).toBe(1);
    expect(valueOf('wordsFirst')).toBeLessThanOrEqual(120);
  });

  it('are made with weights that say what they were fitted on', async () => {
    const rows = await readDraftRows({
      ...{ data, sets: ['help'], embedders: null, report: () => undefined },
    });
    const content = sentencesFile(rows, 'here');
    const { provenance, weights } = JSON.parse(content);
    expect(provenance).toBe('here');
    expect(Object.keys(weights)).toEqual([...sentenceFeatures]);
  });
});

describe('a ridge regression', () => {
  it('finds the line, a little flatter for its penalty', () => {
    const rows = [0, 1, 2, 3].map((one) => ({
      ...{ features: [one, 5], target: 2 * one + 1, weight: 1 },
    }));
    const { bias, weights } = fitRidge(rows);
    expect(weights[0]).toBeCloseTo(2 / 1.1);
    expect(weights[1]).toBeCloseTo(0);
    expect(bias).toBeCloseTo(4 - 1.5 * (2 / 1.1));
  });
});

it('the first words of a text are as many as were asked for', () => {
  expect(firstWords(' one  two\nthree ', 2)).toBe('one two');
});
