import { expect, it } from 'vitest';
import { createRetrievers } from '../../app/knowledge/retrievers.ts';
import { createPassageVectors } from '../../app/knowledge/passage-vectors.ts';
import type { Embedder } from '../../domain/embedder.ts';
import type { Article } from '../../domain/passage.ts';
import { createArticles } from '../../storage/articles.ts';
import { createVectors } from '../../storage/vectors.ts';
import { ownDatabase } from '../support/database.ts';
import { createManualClock } from '../support/manual-clock.ts';

const database = ownDatabase('retrievers');

/** Knows of animals, and of nothing else. */
const embedder: Embedder = {
  ...{ model: 'animals', dimensions: 2 },
  embed: async (texts) =>
    texts.map((text) => Float32Array.from(/dog|animal/i.test(text) ? [1, 0] : [0, 1])),
};

it('a retriever searches by meaning as soon as there is an embedder, and new articles too', async () => {
  const articles = createArticles(database().db);
  const clock = createManualClock(0);
  const reported: string[] = [];
  const report = (line: string): unknown => reported.push(line);
  const passageVectors = createPassageVectors({
    vectors: createVectors(database().db, { now: () => 0 }),
    report,
  });
  let current: Embedder | null = null;
  const retrieverOf = createRetrievers(articles, clock, {
    ...{ embedder: () => current, passageVectors, report },
  });
  const article = (id: string, markdown: string): Article => ({
    ...{ id, source: 's', title: id, url: null, markdown },
    ...{ audience: 'public', language: 'en' },
  });
  const found = async () => {
    clock.set(clock.now() + 3_000);
    const retriever = await retrieverOf('w');
    const request = { questions: ['May I bring my dog?'], context: [], language: 'en', limit: 1 };
    return (await retriever.retrieve(request)).passages.map(({ passage }) => passage.articleId);
  };
  const rules = article('rules', 'Animals are not allowed.');
  await articles.replaceSource('w', 's', [rules, article('wifi', 'There is wifi.')]);
  expect(await found()).toEqual([]);
  current = embedder;
  expect(await found()).toEqual(['rules']);
  await articles.replaceSource('w', 's', [article('pets', 'Every animal pays ten euros.')]);
  expect(await found()).toEqual(['pets']);
  current = { ...embedder, model: 'broken', embed: () => Promise.reject(new Error('it ended')) };
  // Nothing is lost: the model before has its vectors.
  expect(await found()).toEqual(['pets']);
  expect(reported).toEqual(['w: its knowledge has no new vectors: Error: it ended']);
});
