import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { figureLine, figureTable } from '../../cli/eval.ts';
import type { Embedder } from '../../domain/embedder.ts';
import { cachedEmbedder } from '../../evaluation/cached-embedder.ts';
import { readAllLabelled } from '../../evaluation/labelled.ts';
import { evaluateRetrieval } from '../../evaluation/retrieval.ts';

let folder: string;
const jsonl = (rows: readonly object[]): string =>
  rows.map((row) => JSON.stringify(row)).join('\n');
async function write(set: string, files: Record<string, string>): Promise<void> {
  await mkdir(join(folder, set), { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, set, name), text);
}

const docs = jsonl([
  { id: 'pets', title: 'Animals', text: 'Animals are not allowed.' },
  { id: 'wifi', title: 'Internet', text: 'There is wifi in every room.' },
]);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sidenote-eval-'));
  const history = [{ role: 'user', text: 'Do you have internet?' }];
  await write('house', {
    'docs.jsonl': docs,
    'queries.jsonl': jsonl([
      { id: '1', text: 'Is there wifi?', gold: ['wifi'] },
      { id: '2', text: 'May I bring my dog?', gold: ['pets'] },
      { id: '3', text: 'Is it fast?', gold: ['wifi'], history },
      { id: '4', text: 'Is there a pool?', answerable: false, gold: ['pets'] },
    ]),
  });
  await write('judged', {
    'docs.jsonl': docs,
    'queries.jsonl': jsonl([
      { id: 'a', text: 'wifi', contexts: ['pets'], answerability: 'ANSWERABLE' },
      { id: 'b', text: 'dog', contexts: ['pets'], answerability: 'PARTIAL' },
    ]),
    'qrels_all.jsonl': jsonl([
      { qid: 'a', did: 'wifi', rel: 1 },
      { qid: 'a', did: 'pets', rel: 0 },
    ]),
  });
  await write('other', { 'train.jsonl': '{}' });
});
afterAll(() => rm(folder, { recursive: true }));

const given: string[] = [];
const embedder: Embedder = {
  ...{ model: 'of/the test', dimensions: 2 },
  async embed(texts) {
    given.push(...texts);
    return texts.map((text) => Float32Array.from(/dog|animal/i.test(text) ? [1, 0] : [0, 1]));
  },
};
const setsByName = async () =>
  new Map((await readAllLabelled(folder)).map((set) => [set.name, set] as const));

describe('labelled sets', () => {
  it('are the folders with articles and questions', async () => {
    expect([...(await setsByName()).keys()]).toEqual(['house', 'judged']);
  });

  it('tell what answers a question, and which has no answer', async () => {
    const questions = (await setsByName()).get('house')?.questions;
    expect(questions?.map(({ gold }) => gold)).toEqual([['wifi'], ['pets'], ['wifi'], []]);
    expect(questions?.at(3)?.answerable).toBe(false);
  });

  it('that were judged against all articles count by that alone', async () => {
    const questions = (await setsByName()).get('judged')?.questions;
    expect(questions?.map(({ gold }) => gold)).toEqual([['wifi'], []]);
    expect(questions?.map(({ answerable }) => answerable)).toEqual([true, null]);
  });

  it('with a row of another kind are refused by file and line', async () => {
    await write('broken', {
      'docs.jsonl': docs,
      'queries.jsonl': '{"id":"1","text":"a"}\n{"id":2}',
    });
    await expect(readAllLabelled(folder)).rejects.toThrow(
      /broken\/queries\.jsonl, line 2: this is/,
    );
    await rm(join(folder, 'broken'), { recursive: true });
    await expect(readAllLabelled(join(folder, 'none'))).rejects.toThrow('there is no such folder');
  });
});

describe('the evaluation of retrieval', () => {
  it('measures words alone where there is no embedder', async () => {
    const set = (await setsByName()).get('house');
    const figures = set ? await evaluateRetrieval(set, { embedder: null }) : [];
    expect(figures.map(({ system, metric, n }) => [system, metric, n])).toEqual([
      ['words', 'nDCG@10', 3],
      ['words', 'Recall@5', 3],
      ['words', 'MRR@10', 3],
    ]);
    // The dog shares no word with the animals.
    expect(figures[0]?.value).toBeCloseTo(2 / 3, 10);
  });

  it('measures meaning and both, and a follow-up with what was written before it', async () => {
    const set = (await setsByName()).get('house');
    const figures = set ? await evaluateRetrieval(set, { embedder }) : [];
    const fused = figures.find(({ system, metric }) => system === 'fused' && metric === 'nDCG@10');
    expect(fused?.value).toBe(1);
    expect(given).toContain('Do you have internet?\nIs it fast?');
    expect(new Set(figures.map(({ system }) => system))).toEqual(
      new Set(['words', 'meaning', 'fused']),
    );
  });

  it('is told as a table, and as lines for programs', async () => {
    const set = (await setsByName()).get('judged');
    const figures = set ? await evaluateRetrieval(set, { embedder: null }) : [];
    const [one] = figures;
    expect(one && figureLine(one)).toBe(
      '{"suite":"retrieval","set":"judged","system":"words","metric":"nDCG@10","value":1,"low":1,"high":1,"n":1}',
    );
    expect(figureTable(figures).split('\n')[1]).toMatch(
      /^judged {2}1 +words {2}1\.000 \[1\.000, 1\.000\]/,
    );
  });
});

describe('an embedder with a cache', () => {
  it('embeds a text once, now and the next time', async () => {
    const place = join(folder, 'cache');
    given.length = 0;
    const first = await cachedEmbedder(embedder, place);
    const { signal } = new AbortController();
    const vectors = await first.embed(['a dog', 'a cat', 'a dog'], signal);
    expect(vectors.map((vector) => [...vector])).toEqual([
      [1, 0],
      [0, 1],
      [1, 0],
    ]);
    const file = join(place, 'of_the_test.vectors');
    await writeFile(file, `${await readFile(file, 'utf8')}cut short`);
    const second = await cachedEmbedder(embedder, place);
    expect(await second.embed(['a cat'], signal)).toEqual([vectors[1]]);
    expect(given).toEqual(['a dog', 'a cat']);
  });
});
