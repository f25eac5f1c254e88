import { beforeEach, expect, it } from 'vitest';
import { createRetrievers } from '../../app/knowledge/retrievers.ts';
import { createPassageVectors } from '../../app/knowledge/passage-vectors.ts';
import { readPassages } from '../../app/knowledge/read-passages.ts';
import type { Embedder } from '../../domain/embedder.ts';
import type { Article } from '../../domain/passage.ts';
import { createArticles } from '../../storage/articles.ts';
import { createVectors } from '../../storage/vectors.ts';
import { ownDatabase } from '../support/database.ts';
import { createManualClock } from '../support/manual-clock.ts';

const database = ownDatabase('knowledge-refresh');

const article = (id: string, markdown: string): Article => ({
  ...{ id, source: 's', title: id, url: null, markdown },
  ...{ audience: 'public', language: 'en' },
});
/** None of them is about animals. */
const others = (count: number, word = 'wifi'): Article[] =>
  Array.from({ length: count }, (_, at) => article(`${word}-${at}`, `There is ${word} ${at}.`));
const rules = article('rules', 'Animals are not allowed.');
const question = 'May I bring my dog?';

/** Knows of animals and nothing else; texts of passages wait at the gate while it is closed. */
function gatedEmbedder(model: string) {
  const asked: string[] = [];
  const gate = { isOpen: true };
  const embedder: Embedder = {
    ...{ model, dimensions: 2 },
    async embed(texts, signal) {
      while (!gate.isOpen && !texts.includes(question)) {
        signal.throwIfAborted();
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      asked.push(...texts);
      return texts.map((text) => Float32Array.from(/dog|animal/i.test(text) ? [1, 0] : [0, 1]));
    },
  };
  return { embedder, gate, asked };
}

let hoursLater = 0;
beforeEach(() => {
  hoursLater = 0;
});

function setUp(appId: string) {
  const articles = createArticles(database().db);
  const vectors = createVectors(database().db, { now: () => Date.now() + hoursLater * 3_600_000 });
  const clock = createManualClock(0);
  const lines: string[] = [];
  const report = (line: string): unknown => lines.push(line);
  const passageVectors = createPassageVectors({ vectors, report });
  const current: { embedder: Embedder | null } = { embedder: null };
  const retrieverOf = createRetrievers(articles, clock, {
    ...{ embedder: () => current.embedder, passageVectors, report },
  });
  const find = async (asked: string, limit = 1): Promise<string[]> => {
    clock.set(clock.now() + 3_000);
    const retriever = await retrieverOf(appId);
    const request = { questions: [asked], context: [], language: 'en', limit };
    return (await retriever.retrieve(request)).passages.map(({ passage }) => passage.articleId);
  };
  return { articles, current, lines, find };
}

it('a model change re-embeds while queries go on', async () => {
  const { articles, current, lines, find } = setUp('change');
  await articles.replaceSource('change', 's', [rules, ...others(150)]);
  const old = gatedEmbedder('old');
  current.embedder = old.embedder;
  await find(question);
  await expect.poll(() => find(question)).toEqual(['rules']);

  const next = gatedEmbedder('next');
  next.gate.isOpen = false;
  current.embedder = next.embedder;
  old.asked.length = 0;
  for (let time = 0; time < 5; time += 1) expect(await find(question)).toEqual(['rules']);
  // What is imported meanwhile is found by its words.
  await articles.replaceSource('change', 's', [rules, ...others(150), ...others(1, 'sauna')]);
  expect(await find('Is there a sauna?')).toEqual(['sauna-0']);
  expect(await find(question)).toEqual(['rules']);
  expect(old.asked.filter((text) => text === question)).toHaveLength(6);
  expect(next.asked).toEqual([]);

  // Nobody has asked for the old ones in two days.
  hoursLater = 49;
  next.gate.isOpen = true;
  await expect.poll(() => lines.at(-1)).toBe('change: every passage has its vector (next)');
  await expect.poll(async () => (await find(question), next.asked.includes(question))).toBe(true);
  old.asked.length = 0;
  expect(await find(question)).toEqual(['rules']);
  expect(old.asked).toEqual([]);
  const stored = database().db.collection('vectors');
  expect(await stored.countDocuments({ appId: 'change', model: 'old' })).toBe(0);
  expect(await stored.countDocuments({ appId: 'change', model: 'next' })).toBeGreaterThan(150);
});

it('after a restart with another model words answer, and meaning as far as it is there', async () => {
  const before = setUp('restart');
  await before.articles.replaceSource('restart', 's', [rules, ...others(100)]);
  before.current.embedder = gatedEmbedder('old').embedder;
  await expect.poll(() => before.find(question)).toEqual(['rules']);

  const after = setUp('restart');
  const next = gatedEmbedder('next');
  next.gate.isOpen = false;
  after.current.embedder = next.embedder;
  expect(await after.find(question)).toEqual([]);
  expect(await after.find('Are animals allowed?')).toEqual(['rules']);
  next.gate.isOpen = true;
  await expect.poll(() => after.find(question)).toEqual(['rules']);
});

it('a large import leaves what was there before to be found by meaning', async () => {
  const { articles, current, find } = setUp('import');
  await articles.replaceSource('import', 's', [rules, ...others(10)]);
  const { embedder, gate } = gatedEmbedder('m');
  current.embedder = embedder;
  expect(await find(question)).toEqual(['rules']);
  gate.isOpen = false;
  await articles.replaceSource('import', 'more', [
    ...others(120, 'sauna').map((one) => ({ ...one, source: 'more' })),
  ]);
  expect(await find(question)).toEqual(['rules']);
  expect(await find('Where is sauna 77?')).toEqual(['sauna-77']);
  gate.isOpen = true;
});

it('only what has changed is read again', async () => {
  const { articles } = setUp('changed');
  await articles.replaceSource('changed', 's', [rules, ...others(3)]);
  const read: string[] = [];
  const watched = {
    ...articles,
    some: (appId: string, names: readonly string[]) => {
      read.push(...names);
      return articles.some(appId, names);
    },
  };
  const first = await readPassages(watched, 'changed', new Map());
  expect(read).toHaveLength(4);
  read.length = 0;
  const changed = article('wifi-1', 'The wifi is slow.');
  await articles.replaceSource('changed', 's', [rules, ...others(3).slice(0, 2), changed]);
  const second = await readPassages(watched, 'changed', first);
  expect(read).toEqual(['changed:s:wifi-1']);
  expect([...second.keys()]).toEqual(['changed:s:rules', 'changed:s:wifi-0', 'changed:s:wifi-1']);
  expect(second.get('changed:s:rules')).toBe(first.get('changed:s:rules'));
});

it('a large index answers while the next one is built', async () => {
  const { articles, find } = setUp('large');
  await articles.replaceSource('large', 's', others(2_100));
  expect(await find('wifi 7')).toEqual(['wifi-7']);
  await articles.replaceSource('large', 'more', [{ ...rules, source: 'more' }]);
  // Not there yet, and nobody has waited for it.
  expect(await find('Are animals allowed?')).toEqual([]);
  await expect.poll(() => find('Are animals allowed?')).toEqual(['rules']);
  expect(await find('wifi 7')).toEqual(['wifi-7']);
});
