import { describe, expect, it } from 'vitest';
import type { Embedder } from '../../domain/embedder.ts';
import { knowledgeScopeOf } from '../../domain/knowledge-scope.ts';
import type { Retriever } from '../../domain/ports.ts';
import type { Retrieval } from '../../domain/passage.ts';
import { quantise } from '../../domain/quantised-vector.ts';
import { primaryLanguage } from '../../domain/words.ts';
import { createRetriever } from '../../knowledge/retriever.ts';
import { splitArticle } from '../../knowledge/split.ts';
import {
  type BrandName,
  askedIn,
  brandArticles,
  brandNames,
  brandRules,
  brandShows,
  brandUnknown,
  brands,
} from '../support/two-brands.ts';

const passages = brandArticles.flatMap(splitArticle);
const locales = new Set(brandArticles.map(({ language }) => language));

/** To whom all texts mean the same: only the scope can leave any of them out. */
const embedder: Embedder = {
  ...{ model: 'all-alike', dimensions: 2 },
  embed: async (texts) => texts.map(() => Float32Array.of(1, 0)),
};
const vectors = new Map(passages.map(({ id }) => [id, quantise(Float32Array.of(1, 0))]));

type Asked = { brand: BrandName; language: string; facts: typeof brandUnknown; question: string };

/** Two hundred: both brands, each way of showing one, every language and question in turn. */
const asked: readonly Asked[] = Array.from({ length: 200 }, (_, at) => {
  const brand = brandNames[at % 2] ?? 'north';
  const facts = brandShows(brand)[Math.floor(at / 2) % 4] ?? brandUnknown;
  const [language, question] = askedIn[Math.floor(at / 2) % askedIn.length] ?? ['en', ''];
  return { brand, language, facts, question };
});

const retrieve = (
  retriever: Retriever,
  { facts, question, language }: Omit<Asked, 'brand'>,
  rules = brandRules,
) => {
  const { excludedSources } = knowledgeScopeOf(rules, facts);
  const request = { questions: [question], context: [], language, excludedSources, limit: 40 };
  return retriever.retrieve(request);
};

/** All that must not be among what was found for a customer of the brand. */
function violationsIn(found: Retrieval, { brand, language }: Pick<Asked, 'brand' | 'language'>) {
  const locale = locales.has(language) ? language : 'en';
  const other = brands[brand === 'north' ? 'south' : 'north'];
  return found.passages.flatMap(({ passage }) => [
    ...(passage.source === brand ? [] : [`${passage.id}: of another brand`]),
    ...(passage.language === locale ? [] : [`${passage.id}: in a second locale`]),
    ...(passage.text.includes(other.price) || passage.text.includes(`${other.refundDays} `)
      ? [`${passage.id}: says what holds for another brand`]
      : []),
    ...(passage.title === 'Refund exceptions' && passage.audience === 'public'
      ? [`${passage.id}: is internal`]
      : []),
  ]);
}

describe.each([
  ['words', createRetriever(passages)],
  ['meaning', createRetriever(passages, { embedder, vectors })],
])('two hundred searches by %s, of two brands in five locales', (_, retriever) => {
  it('find 0 passages of the other brand or of a second locale, and the right ones', async () => {
    const violations: string[] = [];
    let answered = 0;
    for (const one of asked) {
      const found = await retrieve(retriever, one);
      violations.push(...violationsIn(found, one));
      const { price, refundDays } = brands[one.brand];
      const texts = found.passages
        .filter(({ passage }) => passage.audience === 'public')
        .map(({ passage }) => passage.text);
      if (texts.some((text) => text.includes(price) || text.includes(refundDays))) answered += 1;
      const works = found.passages.map(({ passage }) => passage.translationOf ?? passage.articleId);
      expect(new Set(works).size).toBe(works.length);
      expect(found.sources).toEqual([one.brand]);
    }
    expect(violations).toEqual([]);
    expect(answered).toBe(200);
  });

  it('find some in every one of them with the scope off', async () => {
    let wrong = 0;
    for (const one of asked)
      if (violationsIn(await retrieve(retriever, one, []), one).length > 0) wrong += 1;
    expect(wrong).toBe(200);
  });

  it('find nothing for a conversation that shows no brand', async () => {
    for (const [language, question] of askedIn) {
      const found = await retrieve(retriever, { facts: brandUnknown, question, language });
      expect(found).toEqual({ passages: [], answers: [], languages: [], sources: [] });
    }
  });

  it('keep what customers may read apart from what they may not', async () => {
    const one = {
      facts: brandShows('south')[0] ?? brandUnknown,
      question: 'refund',
      language: 'en',
    };
    const { passages: found } = await retrieve(retriever, one);
    const of = (audience: string) =>
      found.filter(({ passage }) => passage.audience === audience).map((it) => it.passage.title);
    expect(of('public')).toContain('Refunds');
    expect(of('public')).not.toContain('Refund exceptions');
    expect(of('internal')).toEqual(['Refund exceptions']);
  });
});

it('a region of the customer’s language is searched, whatever region the articles are of', async () => {
  const one = { facts: brandShows('north')[0] ?? brandUnknown, question: 'plano', language: 'pt' };
  const found = await retrieve(createRetriever(passages), one);
  expect(found.passages.map(({ passage }) => passage.language)).toEqual(['pt-BR']);
  expect(found.languages).toContain(primaryLanguage('pt-BR'));
});

it('the check finds a second locale as well, where articles do not say what they translate', async () => {
  const loose = passages.map(({ translationOf: _of, ...passage }) => passage);
  const retriever = createRetriever(loose, { embedder, vectors });
  const one = { facts: brandShows('north')[0] ?? brandUnknown, question: 'refund', language: 'it' };
  const found = violationsIn(await retrieve(retriever, one), { brand: 'north', language: 'it' });
  expect(found.length).toBeGreaterThan(0);
  expect(found.every((violation) => violation.endsWith('in a second locale'))).toBe(true);
});
