import { describe, expect, it } from 'vitest';
import type { Embedder } from '../../domain/embedder.ts';
import type { Passage } from '../../domain/passage.ts';
import { quantise } from '../../domain/quantised-vector.ts';
import { createRanker, embeddedText } from '../../knowledge/ranker.ts';

/** A number for each matter that a text speaks of, in whatever words. */
const matters = [/dog|pet|animal/i, /park|car\b/i, /refund|money back/i, /breakfast|food/i];

function vectorOf(text: string): Float32Array {
  const values = [...matters.map((matter) => (matter.test(text) ? 1 : 0)), 0.1];
  const length = Math.hypot(...values);
  return Float32Array.from(values, (value) => value / length);
}

function embedderWith(told: string[] = []): Embedder {
  return {
    ...{ model: 'of the test', dimensions: matters.length + 1 },
    embed: async (texts) => {
      told.push(...texts);
      return texts.map(vectorOf);
    },
  };
}

const passage = (id: string, title: string, text: string, entity?: string): Passage => ({
  ...{
    id,
    source: 's',
    articleId: id,
    title,
    headingPath: [],
    url: null,
    audience: 'public',
    language: 'en',
  },
  ...(entity === undefined ? {} : { entity }),
  text,
});

function rankerOf(passages: readonly Passage[], embedder = embedderWith(), onFailure = () => {}) {
  const vectors = new Map(
    passages.map((one) => [one.id, quantise(vectorOf(embeddedText(one)))] as const),
  );
  return createRanker(passages, 'en', { embedder, vectors, onFailure });
}

const ids = async (
  ranker: ReturnType<typeof createRanker>,
  question: string,
  { context = undefined, thread = [] }: { context?: string; thread?: readonly string[] } = {},
) => (await ranker.rank({ question, context, thread })).hits.map(({ passage: { id } }) => id);

const house = [
  passage('animals', 'House rules', 'Animals are not allowed in the rooms.'),
  passage('cars', 'Parking', 'There is a car park behind the house.'),
  passage('refunds', 'Refunds', 'You get your money back until a week before.'),
];

describe('a ranker', () => {
  it('finds by meaning what shares no word with the question', async () => {
    expect((await ids(rankerOf(house), 'May I bring my dog?'))[0]).toBe('animals');
    expect(await ids(createRanker(house, 'en', null), 'May I bring my dog?')).toEqual([]);
  });

  it('prefers, of two that mean the same, the one that says it in the words of the question', async () => {
    const both = [...house, passage('pets', 'Pets', 'Every dog costs ten euros a night.')];
    expect((await ids(rankerOf(both), 'What does a dog cost?'))[0]).toBe('pets');
  });

  it('makes a follow-up whole by what was written before it', async () => {
    const told: string[] = [];
    const ranker = rankerOf(house, embedderWith(told));
    const context = 'Can I leave my car there?';
    expect((await ids(ranker, 'And at night?', { context }))[0]).toBe('cars');
    expect(told).toEqual(['Can I leave my car there?\nAnd at night?']);
  });

  it('goes on with words when the question cannot be embedded, and says why', async () => {
    const reasons: unknown[] = [];
    const failing: Embedder = {
      ...embedderWith(),
      embed: () => Promise.reject(new Error('the model has ended')),
    };
    const ranker = createRanker(house, 'en', {
      embedder: failing,
      vectors: new Map(house.map((one) => [one.id, quantise(vectorOf(one.text))])),
      onFailure: (error) => reasons.push(error),
    });
    expect(await ids(ranker, 'Where is the car park?')).toEqual(['cars']);
    expect(reasons.map(String)).toEqual(['Error: the model has ended']);
  });

  it('finds a passage that has no vector yet by its words, among those that have one', async () => {
    const embedder = embedderWith();
    const vectors = new Map(
      house.flatMap((one) =>
        one.id === 'cars' ? [] : [[one.id, quantise(vectorOf(one.text))] as const],
      ),
    );
    const ranker = createRanker(house, 'en', { embedder, vectors });
    expect((await ids(ranker, 'Where is the car park?'))[0]).toBe('cars');
    expect((await ids(ranker, 'May I bring my dog?'))[0]).toBe('animals');
    const none = createRanker(house, 'en', { embedder, vectors: new Map() });
    expect(await ids(none, 'Where is the car park?')).toEqual(['cars']);
  });
});

describe('passages about named things', () => {
  const hotels = [
    passage('gonville', 'Parking', 'The car park is free.', 'Gonville Hotel'),
    passage('ashley', 'Parking', 'The car park costs 20.', 'Ashley Hotel'),
    passage('city', 'Parking in town', 'Any car park in town costs 30.'),
  ];

  it.each([
    ['by meaning', rankerOf(hotels)],
    ['by words', createRanker(hotels, 'en', null)],
  ])('are left out %s when the thread names another one', async (_, ranker) => {
    const thread = ['I booked a room at the Ashley.', 'How can I help?'];
    const found = await ids(ranker, 'What does the car park cost?', { thread });
    expect(found[0]).toBe('ashley');
    expect(found).toContain('city');
    expect(found).not.toContain('gonville');
  });

  it('of the thing that was named last come first', async () => {
    const thread = ['Gonville Hotel or Ashley Hotel?'];
    for (const [name, id] of [
      ['the Gonville', 'gonville'],
      ['the Ashley', 'ashley'],
    ] as const) {
      const question = `Is there a car park at ${name}?`;
      expect((await ids(rankerOf(hotels), question, { thread }))[0]).toBe(id);
    }
  });

  it('are all there when nothing is named', async () => {
    const found = await ids(rankerOf(hotels), 'What does the car park cost?');
    expect(found.sort()).toEqual(['ashley', 'city', 'gonville']);
  });

  it('need no more of the thread to be understood: the name says what it is about', async () => {
    const told: string[] = [];
    const ranker = rankerOf(hotels, embedderWith(told));
    const before = 'Does the Ashley serve food?';
    await ids(ranker, 'And parking?', { context: before, thread: [before] });
    expect(told).toEqual(['And parking?']);
  });
});
