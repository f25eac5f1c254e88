import { expect, it } from 'vitest';
import fc from 'fast-check';
import type { Passage } from '../../../domain/passage.ts';
import { finish } from '../../../knowledge/steps.ts';
import { createLexicon } from '../../../knowledge/words/lexicon.ts';
import { createLanguageIndex } from '../../../knowledge/words/word-index.ts';
import { createPlainIndex } from './plain-index.ts';

/** Few words, so that they are shared; some are synonyms, some everyday ones, one a phrase. */
const words = [
  ...[
    'cancel',
    'quit',
    'invoice',
    'card',
    'visa',
    'hotel',
    'pets',
    'deleting',
    'delete',
    'account',
  ],
  ...['how', 'log', 'in', 'email', 'refund', 'money', 'export', 'csv', 'x1', 'late', 'overdue'],
];
const said = (most: number) =>
  fc.array(fc.constantFrom(...words), { maxLength: most }).map((some) => some.join(' '));
const article = fc.record({
  title: said(4),
  parts: fc.array(fc.record({ headings: fc.array(said(3), { maxLength: 2 }), text: said(12) }), {
    minLength: 1,
    maxLength: 4,
  }),
});

const passagesOf = (
  articles: readonly (typeof article extends fc.Arbitrary<infer One> ? One : never)[],
) =>
  articles.flatMap(({ title, parts }, number) =>
    parts.map(
      ({ headings, text }, part): Passage => ({
        ...{ id: `s/${number}#${part}`, source: 's', articleId: `${number}`, title, url: null },
        ...{ headingPath: headings, audience: 'public', language: 'en', text },
      }),
    ),
  );

it('finds what the plain way finds, in the same order, with the same figures', () => {
  fc.assert(
    fc.property(
      fc.array(article, { minLength: 1, maxLength: 30 }),
      said(6),
      fc.option(said(5), { nil: undefined }),
      fc.integer({ min: 1, max: 12 }),
      (articles, question, context, count) => {
        const passages = passagesOf(articles);
        const plain = createPlainIndex(passages, 'en').search(question, context);
        const asked = finish(createLanguageIndex(passages, createLexicon('en'))).ask(
          question,
          context,
        );
        const best = asked.best(count);
        expect(best.map(({ position }) => asked.hit(position))).toEqual(plain.slice(0, count));
        expect(best.map(({ strength }) => strength)).toEqual(
          plain.slice(0, count).map(({ strength }) => strength),
        );
        const found = new Set(plain.map(({ passage }) => passage.id));
        for (const [at, { id }] of passages.entries())
          expect(asked.hit(at) !== null).toBe(found.has(id));
      },
    ),
    { numRuns: 300 },
  );
});

it('keeps the best of thousands, penalties taken off and what is not allowed left out', () => {
  const passages = passagesOf(
    Array.from({ length: 4_000 }, (_, at) => ({
      title: words[at % 7] ?? '',
      parts: [{ headings: [], text: words.filter((_word, of) => (at >> of) % 2 === 0).join(' ') }],
    })),
  );
  const asked = finish(createLanguageIndex(passages, createLexicon('en'))).ask(
    'cancel my hotel card',
    undefined,
  );
  const penaltyOf = (at: number): number | null => (at % 3 === 0 ? null : at % 2 === 0 ? 0.2 : 0);
  const expected = createPlainIndex(passages, 'en')
    .search('cancel my hotel card', undefined)
    .flatMap(({ passage, strength }) => {
      const position = Number(passage.articleId);
      const penalty = penaltyOf(position);
      return penalty === null ? [] : [{ position, id: passage.id, strength: strength - penalty }];
    })
    .sort((a, z) => z.strength - a.strength || (a.id < z.id ? -1 : 1))
    .map(({ position, strength }) => ({ position, strength }));
  expect(expected.length).toBeGreaterThan(1_000);
  expect(asked.best(50, penaltyOf)).toEqual(expected.slice(0, 50));
});
