import { describe, expect, it } from 'vitest';
import type { Embedder } from '../../domain/embedder.ts';
import type { Passage } from '../../domain/passage.ts';
import { quantise } from '../../domain/quantised-vector.ts';
import { createRetriever } from '../../knowledge/retriever.ts';

const passage = (id: string, title: string, text: string, language = 'en'): Passage => ({
  id,
  source: 'help',
  articleId: id.split('#')[0] ?? id,
  title,
  headingPath: [],
  url: null,
  audience: 'public',
  language,
  text,
});

const knowledge = [
  passage('remove#-1', 'Remove a member', 'When somebody leaves, remove them under Settings.'),
  passage('export#-1', 'Export your data', 'Choose CSV or JSON and the period of the export.'),
  passage('cards#-1', 'Payment methods', 'Pay by credit card or direct debit.'),
  passage(
    'export-de#-1',
    'Daten exportieren',
    'Wählen Sie CSV oder JSON für den Export der Rechnungen.',
    'de',
  ),
];
const retriever = createRetriever(knowledge);
const retrieve = async (questions: readonly string[], more = {}) =>
  retriever.retrieve({ questions, context: [], language: 'en', limit: 10, ...more });
const ids = async (...args: Parameters<typeof retrieve>) =>
  (await retrieve(...args)).passages.map(({ passage: { articleId } }) => articleId);

describe('retrieval', () => {
  it('finds nothing in nothing, and nothing for nothing', async () => {
    const empty = createRetriever([]);
    const request = { questions: ['export'], context: [], language: 'en', limit: 5 };
    expect(await empty.retrieve(request)).toEqual({
      passages: [],
      answers: [],
      languages: [],
      sources: [],
    });
    expect(await ids([])).toEqual([]);
    expect(await ids(['the of and'])).toEqual([]);
    expect(await ids(['zzz'])).toEqual([]);
  });

  it('finds by stem and by synonym', async () => {
    expect((await ids(['exporting']))[0]).toBe('export');
    expect((await ids(['How do I delete a colleague?']))[0]).toBe('remove');
  });

  it('searches each question by itself and says which one a passage is for', async () => {
    const { passages } = await retrieve(['how to export data', 'pay by card']);
    const questions = Object.fromEntries(
      passages.map((it) => [it.passage.articleId, it.questions]),
    );
    expect(questions).toMatchObject({ export: [0], cards: [1] });
  });

  it('keeps the best of every question when there is little room', async () => {
    expect(new Set(await ids(['export data csv json period', 'card'], { limit: 2 }))).toEqual(
      new Set(['export', 'cards']),
    );
  });

  it('covers all, some or none of a question', async () => {
    const all = (await retrieve(['export the data'])).passages[0];
    const some = (await retrieve(['export the data to Xero'])).passages[0];
    expect(all?.coverage).toBe(1);
    expect(some?.coverage).toBeGreaterThan(0);
    expect(some?.coverage).toBeLessThan(0.8);
  });

  it("takes passages of the customer's language, others only when there is none", async () => {
    expect(await ids(['Export der Rechnungen'], { language: 'de' })).toEqual(['export-de']);
    expect(await ids(['export CSV'], { language: 'fr' })).toContain('export');
    expect((await retrieve(['x'])).languages).toEqual(['en', 'de']);
  });

  it('searches no source that is out of scope, neither by words nor by meaning', async () => {
    const brands = ['north', 'south'].map((source) => ({
      ...passage(`${source}/refunds#-1`, 'Refunds', `Money comes back within days at ${source}.`),
      source,
    }));
    const embedder: Embedder = {
      ...{ model: 'one', dimensions: 2 },
      embed: async (texts) => texts.map(() => Float32Array.of(1, 0)),
    };
    const vectors = new Map(brands.map(({ id }) => [id, quantise(Float32Array.of(1, 0))]));
    for (const searching of [
      createRetriever(brands),
      createRetriever(brands, { embedder, vectors }),
    ]) {
      const request = { questions: ['refunds at north'], context: [], language: 'en', limit: 5 };
      expect((await searching.retrieve(request)).passages).toHaveLength(2);
      const scoped = await searching.retrieve({ ...request, excludedSources: ['north', 'gone'] });
      expect(scoped.passages.map((it) => it.passage.source)).toEqual(['south']);
      expect(scoped.sources).toEqual(['south']);
      const nothing = { ...request, excludedSources: ['north', 'south'] };
      expect(await searching.retrieve(nothing)).toEqual({
        passages: [],
        answers: [],
        languages: [],
        sources: [],
      });
    }
  });

  it('gives what customers may not read no place of what they may', async () => {
    const internal = Array.from({ length: 30 }, (_, at) => ({
      ...passage(`secret-${at}#-1`, 'Export', 'Export export export.'),
      audience: 'internal' as const,
    }));
    const all = createRetriever([...internal, ...knowledge]);
    const request = { questions: ['export the data'], context: [], language: 'en', limit: 2 };
    const found = (await all.retrieve(request)).passages.map(({ passage: it }) => it);
    expect(found.filter(({ audience }) => audience === 'internal')).toHaveLength(2);
    expect(found.filter(({ audience }) => audience === 'public').map((it) => it.articleId)).toEqual(
      ['export'],
    );
  });

  it('searches the default locale where the own one has only what customers may not read', async () => {
    const german = {
      ...passage('geheim#-1', 'Export', 'Export.', 'de'),
      audience: 'internal',
    } as const;
    const { passages } = await createRetriever([german, ...knowledge.slice(0, 3)]).retrieve({
      ...{ questions: ['Export CSV'], context: [], language: 'de', limit: 5 },
    });
    const found = passages.map(({ passage: { articleId } }) => articleId);
    expect(new Set(found)).toEqual(new Set(['geheim', 'export']));
  });

  it('lets the turn before decide what a follow-up is about', async () => {
    const context = ['I want to export my data'];
    expect((await ids(['and for which period?'], { context }))[0]).toBe('export');
  });

  it('gives passages back by id, in the order asked for', async () => {
    const found = await retriever.passages(['cards#-1', 'gone#-1', 'export#-1']);
    expect(found.map(({ id }) => id)).toEqual(['cards#-1', 'export#-1']);
  });
});
