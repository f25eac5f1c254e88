import { expect, it } from 'vitest';
import type { Passage } from '../../domain/passage.ts';
import { createRankers } from '../../knowledge/rankers.ts';
import { atOnce } from '../../knowledge/steps.ts';
import { createLexicons } from '../../knowledge/words/lexicon.ts';
import { createCatalogue } from '../../knowledge/selection.ts';

const sources = ['a', 'b', 'c', 'd'];
const passages = sources.map(
  (source): Passage => ({
    ...{ id: `${source}/x#-1`, source, articleId: 'x', title: source, headingPath: [], url: null },
    ...{ audience: 'public', language: 'en', text: `Text of ${source}.` },
  }),
);
const catalogue = createCatalogue(passages);
/** The part of the sources whose letters stand in the word. */
function partOf(letters: string) {
  const excludedSources = new Set(sources.filter((source) => !letters.includes(source)));
  const { own } = catalogue.select({ language: 'en', excludedSources });
  if (!own) throw new Error('nothing is in scope');
  return own;
}

const options = {
  ...{ passages, catalogue, meaning: null, vectors: null },
  ...{ lexicons: createLexicons(), run: atOnce },
};

it('a ranker is made once for a part, and knows its passages only', async () => {
  const rankerOf = createRankers(options);
  const ranker = await rankerOf(partOf('ac'));
  expect(await rankerOf(partOf('ac'))).toBe(ranker);
  const { hits } = await ranker.rank({ question: 'text', context: undefined, thread: [] });
  expect(hits.map(({ passage }) => passage.source)).toEqual(['a', 'c']);
});

it('three times the passages are kept in indexes, those that were used last', () => {
  const rankerOf = createRankers(options);
  const first = rankerOf(partOf('abcd'));
  const second = rankerOf(partOf('abc'));
  const third = rankerOf(partOf('bcd'));
  expect(rankerOf(partOf('abcd'))).toBe(first);
  // 4 + 3 + 3 + 2 are all that may be kept: the next one costs the one that was not asked for longest.
  const fourth = rankerOf(partOf('ab'));
  expect(rankerOf(partOf('abc'))).toBe(second);
  void rankerOf(partOf('a'));
  expect(rankerOf(partOf('ab'))).toBe(fourth);
  expect(rankerOf(partOf('abc'))).toBe(second);
  expect(rankerOf(partOf('abcd'))).toBe(first);
  expect(rankerOf(partOf('bcd'))).not.toBe(third);
});
