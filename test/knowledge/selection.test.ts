import { expect, it } from 'vitest';
import type { Passage } from '../../domain/passage.ts';
import { createCatalogue } from '../../knowledge/selection.ts';

const passage = (source: string, articleId: string, language: string, of?: string): Passage => ({
  ...{ id: `${source}/${articleId}#-1`, source, articleId, title: 'T', headingPath: [], url: null },
  ...{ audience: 'public', language, text: 'Text.' },
  ...(of === undefined ? {} : { translationOf: of }),
});

const passages = [
  passage('north', 'refunds', 'en'),
  passage('north', 'refunds', 'en'),
  passage('north', 'refunds-de', 'de', 'refunds'),
  passage('south', 'refunds', 'en'),
  passage('south', 'refunds-de', 'de', 'refunds'),
  passage('south', 'shipping', 'en'),
];
const catalogue = createCatalogue(passages);
const select = (language: string, ...excluded: string[]) => {
  const selection = catalogue.select({ language, excludedSources: new Set(excluded) });
  const positions = (part: (typeof selection.others)[number]) => [...catalogue.positionsOf(part)];
  return {
    own: selection.own && positions(selection.own),
    others: selection.others.map(positions),
    in: [selection.sources, selection.languages],
    names: [selection.own, ...selection.others].map((part) => part?.name),
  };
};

it('selects one locale of each article, of the sources in scope', () => {
  expect(select('de')).toMatchObject({
    own: [2, 4],
    others: [[5]],
    in: [
      ['north', 'south'],
      ['en', 'de'],
    ],
  });
  expect(select('de', 'south')).toMatchObject({
    own: [2],
    others: [],
    in: [['north'], ['en', 'de']],
  });
  expect(select('fr', 'north')).toMatchObject({ own: null, others: [[3, 5]] });
  expect(select('en', 'north', 'south')).toMatchObject({ own: null, others: [], in: [[], []] });
});

it('names a part by what is in it, so that one index serves every language that falls back to it', () => {
  expect(select('fr').names[1]).toBe(select('en').names[0]);
  expect(select('fr').names[1]).not.toBe(select('fr', 'north').names[1]);
  expect(select('de').names[1]).not.toBe(select('fr').names[1]);
});
