import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stem } from '../../domain/stem.ts';
import { stopWords } from '../../domain/stop-words.ts';
import { wordsOf } from '../../domain/words.ts';
import { decide } from '../../evaluation/decide.ts';
import { readMarkdownFolder } from '../../knowledge/sources/markdown.ts';
import { createRetriever } from '../../knowledge/retriever.ts';
import { splitArticle } from '../../knowledge/split.ts';
import { createExtractiveModel } from '../../models/extractive.ts';
import { sampleQuestions } from '../../sandbox/script/questions.ts';
import { sandboxSettings } from '../../sandbox/sandbox-settings.ts';

const folder = join(import.meta.dirname, '../../sandbox/knowledge');
const { articles, skipped } = await readMarkdownFolder(folder, {
  source: 'sample',
  guessLanguage: () => 'en',
});
const parts = {
  model: createExtractiveModel(),
  retriever: createRetriever(articles.flatMap(splitArticle)),
};
const answerable = sampleQuestions.filter(({ article }) => article !== null);

const stemsOf = (text: string) =>
  wordsOf(text)
    .filter((word) => !stopWords('en').has(word))
    .map((word) => stem(word, 'en'));

/** The article that a note would cite, null when it stays quiet. */
async function cited(message: string): Promise<string | null> {
  const decision = await decide(parts, message);
  return decision.kind === 'drafted' && decision.confidence >= sandboxSettings.confidenceThreshold
    ? (decision.citedArticles[0] ?? null)
    : null;
}

describe('the sample knowledge base', () => {
  it('is read whole, a few articles internal', () => {
    expect(skipped).toEqual([]);
    const internal = articles.filter(({ audience }) => audience === 'internal');
    expect(internal.length).toBeGreaterThanOrEqual(4);
    for (const { url, audience } of articles) expect(url === null).toBe(audience === 'internal');
  });

  it('is asked without the words of the titles', () => {
    for (const { message, article } of answerable) {
      const title = articles.find(({ id }) => id === article)?.title ?? '';
      const said = new Set(stemsOf(message));
      expect(stemsOf(title).filter((one) => said.has(one))).toEqual([]);
    }
  });

  it('never cites a wrong article where one answers, and stays quiet on most near misses', async () => {
    const results = await Promise.all(
      sampleQuestions.map(async ({ message, article }) => ({ article, got: await cited(message) })),
    );
    const wrong = results.filter(
      (it) => it.article !== null && it.got !== null && it.got !== it.article,
    );
    const right = results.filter((it) => it.article !== null && it.got === it.article);
    const quiet = results.filter((it) => it.article === null && it.got === null);
    expect(wrong).toEqual([]);
    // What was measured; the questions were written first and are not changed to pass.
    expect(right.length).toBeGreaterThanOrEqual(8);
    expect(quiet.length).toBeGreaterThanOrEqual(5);
  });
});
