import { appendFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { cachedEmbedder } from '../../evaluation/cached-embedder.ts';
import { createFakeEmbedder } from './fake-embedder.ts';
import { folderOf } from './folders.ts';

const { signal } = new AbortController();

it('embeds a text once, also over restarts, and gives the same numbers', async () => {
  const folder = await folderOf({});
  const first = createFakeEmbedder();
  const cold = await cachedEmbedder(first, folder);
  const made = await cold.embed(['tea', 'bread', 'tea'], signal);
  expect(first.asked).toEqual(['tea', 'bread']);

  const second = createFakeEmbedder();
  const warm = await cachedEmbedder(second, folder);
  const kept = await warm.embed(['tea', 'soup', 'bread'], signal);
  expect(second.asked).toEqual(['soup']);
  expect([...(kept[0] ?? [])]).toEqual([...(made[0] ?? [])]);
  expect([...(kept[2] ?? [])]).toEqual([...(made[1] ?? [])]);
});

it('bears with a line that was cut off', async () => {
  const folder = await folderOf({});
  const cold = await cachedEmbedder(createFakeEmbedder(), folder);
  const [made] = await cold.embed(['tea'], signal);
  const [name = ''] = await readdir(folder);
  const file = join(folder, name);
  await appendFile(file, 'half a line');

  const second = createFakeEmbedder();
  const warm = await cachedEmbedder(second, folder);
  const [kept] = await warm.embed(['tea'], signal);
  expect(second.asked).toEqual([]);
  expect([...(kept ?? [])]).toEqual([...(made ?? [])]);
});

it('keeps models apart, and says how far it is with many texts', async () => {
  const folder = await folderOf({});
  const lines: string[] = [];
  const texts = Array.from({ length: 1_100 }, (_, at) => `text ${at}`);
  const one = createFakeEmbedder();
  await (await cachedEmbedder(one, folder, (line) => lines.push(line))).embed(texts, signal);
  expect(lines[0]).toContain('Embedding 1100 texts by fake/1');
  expect(lines.slice(1)).toEqual(['Embedded 512 of 1100 texts', 'Embedded 1024 of 1100 texts']);
  const other = { ...createFakeEmbedder(), model: 'fake/2' };
  await (await cachedEmbedder(other, folder)).embed(['text 1'], signal);
  expect(other.asked).toEqual(['text 1']);
});
