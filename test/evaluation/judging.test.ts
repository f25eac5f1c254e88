import { describe, expect, it } from 'vitest';
import type { ClassifyRequest, LanguageModel } from '../../domain/language-model.ts';
import { noUsage } from '../../domain/language-model.ts';
import type { Figure } from '../../evaluation/figures.ts';
import { judgingSets, keylessJudges } from '../../evaluation/judging.ts';
import { fitting, named } from '../../evaluation/sets/folder.ts';
import { halfOf } from '../../evaluation/sets/own.ts';
import { measureExclusions, measureMixed } from '../../evaluation/suites/exclusions.ts';
import { type TurnJudge, measureTurns } from '../../evaluation/suites/turns.ts';
import { createFakeEmbedder } from './fake-embedder.ts';

const short = (figures: readonly Figure[]) =>
  figures.map(({ set, system, metric, value, n }) => [set, system, metric, value, n]);

/** Says what the function says of the first message, at the price of so many calls. */
const judgeOf = (
  told: (text: string, request: ClassifyRequest) => Partial<{ line: string | null; asks: boolean }>,
  calls = 0,
): TurnJudge => {
  const model: LanguageModel = {
    name: 'told',
    translates: false,
    ...(calls > 0 && { provider: { host: 'here', models: ['told'], watch: () => undefined } }),
    classify: async (request) => {
      const [message] = request.messages;
      if (!message) throw new Error('A turn has a message');
      const { line = null, asks = true } = told(message.text, request);
      return {
        ...{ topic: null, excludedTopic: line, needsAccountData: message.text.includes('my own') },
        questions: asks ? [{ messageId: message.id, text: message.text }] : [],
        usage: { ...noUsage, calls },
      };
    },
    draft: async () => ({ kind: 'not_helpful', usage: noUsage }),
  };
  return { system: 'scripted', model, textVectors: null };
};

const set = {
  name: 'several/shop',
  training: [
    ...['cards one', 'cards two', 'lost three', 'fees four'].map((text) => ({
      ...{ text, topic: text.split(' ')[0] ?? '' },
    })),
    ...['tea', 'coffee', 'cards of tea'].map((text) => ({ text, topic: 'drinks' })),
  ],
  asked: [
    { text: 'lost five', topic: 'lost' },
    { text: 'cards, or nothing that anybody could sort', topic: null },
  ],
};
const sentences = [
  ...['cards', 'lost', 'fees'].map((intent) => ({
    ...{ set: 'several/shop', intent, sentence: `the line of ${intent}` },
  })),
  { set: 'another', intent: 'drinks', sentence: 'the line of drinks' },
];
/** Finds the cards and what is lost, not the fees. */
const finds = judgeOf((text, { excludedTopics }) => ({
  line:
    excludedTopics.find((line) => /cards|lost/.test(line) && text.includes(line.slice(12))) ?? null,
}));

describe('how excluded topics are measured', () => {
  it('counts what goes quiet of the excluded intents and of all others, without the unsorted', async () => {
    const figures = await measureExclusions(set, sentences, {
      ...{ judge: finds, caution: 'balanced', rows: 80 },
    });
    expect(short(figures)).toEqual([
      ['exclusions/shop', 'scripted', 'quietRecall', 0.8, 20],
      ['exclusions/shop', 'scripted', 'quietByMistake', 0.3333, 20],
    ]);
  });

  it('tells the caution, and how often a model was asked', async () => {
    const judge = judgeOf(() => ({ line: null }), 1);
    const figures = await measureExclusions(set, sentences, { judge, caution: 'low', rows: 80 });
    expect(short(figures)).toEqual([
      ['exclusions/shop/low', 'scripted', 'quietRecall', 0, 20],
      ['exclusions/shop/low', 'scripted', 'quietByMistake', 0, 20],
      ['exclusions/shop/low', 'scripted', 'askedShare', 1, 20],
    ]);
  });

  it('takes so many rows of either kind a draw, others in another draw', async () => {
    const seen: string[] = [];
    const judge = judgeOf((text) => {
      seen.push(text);
      return {};
    });
    await measureExclusions(set, sentences, { judge, caution: 'balanced', rows: 1 });
    expect(seen).toHaveLength(40);
    const drinks = seen.filter((text) => /tea|coffee/.test(text));
    expect(drinks).toHaveLength(20);
    expect(new Set(drinks).size).toBe(3);
    const again = [...seen];
    seen.length = 0;
    await measureExclusions(set, sentences, { judge, caution: 'balanced', rows: 1 });
    expect(seen).toEqual(again);
  });

  it('measures nothing where fewer than three intents have a sentence', async () => {
    const options = { judge: finds, caution: 'balanced', rows: 80 } as const;
    expect(await measureExclusions(set, sentences.slice(1), options)).toEqual([]);
  });

  it('counts mixed messages that go quiet, and those that name the right line', async () => {
    const turns = ['legal', 'refunds', 'spam', 'abuse'].map((excluded) => ({
      ...{ id: excluded, excluded, text: `about ${excluded}` },
    }));
    const judge = judgeOf((text) => ({
      line: text === 'about spam' ? null : text === 'about abuse' ? 'legal' : text.slice(6),
    }));
    expect(short(await measureMixed(turns, judge))).toEqual([
      ['own/mixed', 'scripted', 'quietRecall', 0.75, 4],
      ['own/mixed', 'scripted', 'accuracy', 0.5, 4],
    ]);
  });
});

describe('how turns are measured', () => {
  const detector = { detect: async () => ({ language: 'en', confident: true }) };

  it('counts notes that nobody needs and questions that are missed, on either half', async () => {
    const turn = (text: string, expects: 'answer' | 'nothing' | 'account') => (id: string) => ({
      ...{ id, kind: 'any', expects, language: 'en', context: [], messages: [text] },
    });
    const ids = Array.from({ length: 40 }, (_, at) => `turn-${at}`);
    const held = ids.filter((id) => halfOf({ ...turn('', 'answer')(id), messages: [] }) === 'held');
    const turns = [
      turn('thanks', 'nothing'),
      turn('thanks, or not', 'nothing'),
      turn('how?', 'answer'),
      turn('so, how', 'answer'),
      turn('how, only?', 'answer'),
      turn('what is my own?', 'account'),
    ].flatMap((make, at) => held.slice(at, at + 1).map(make));
    const judge = judgeOf((text) => ({ asks: /\?|or not/.test(text) }));
    expect(short(await measureTurns(turns, judge, detector))).toEqual([
      ['own/turns/held', 'scripted', 'falseNotes', 0.3333, 3],
      ['own/turns/held', 'scripted', 'missedQuestions', 0.3333, 3],
      ['own/turns/held', 'scripted', 'accuracy', 0.6667, 6],
    ]);
  });
});

describe('what is measured beside the topics of the sets', () => {
  const topics = [
    { name: 'banking77', training: [], asked: [] },
    { name: 'hint3/curekart', training: [], asked: [] },
    { name: 'shop', training: [], asked: [] },
  ];

  it('is our own turns and messages, and sets whose intents have a sentence', async () => {
    const sets = await judgingSets(topics, 'balanced');
    const names = ['own/turns', 'own/mixed', 'exclusions/banking77', 'exclusions/curekart'];
    expect(sets.map(({ name }) => name)).toEqual(names);
    expect(named(sets, 'own/turns').map(({ name }) => name)).toEqual(['own/turns']);
    expect(named(sets, 'curekart').map(({ name }) => name)).toEqual(['exclusions/curekart']);
    expect(fitting(sets, 'shop')).toEqual([]);
    expect(() => named(sets, 'shop')).toThrow('There is no set shop');
  });

  it('is judged by words, and with vectors that are made once a text where somebody makes them', async () => {
    expect(keylessJudges(null).map(({ system }) => system)).toEqual(['words']);
    const embedder = createFakeEmbedder();
    const [mixed] = named(await judgingSets(topics, 'balanced'), 'own/mixed');
    const figures = [];
    for (const judge of keylessJudges(embedder))
      figures.push(...((await mixed?.measure(judge)) ?? []));
    expect(figures.map(({ system, metric, n }) => [system, metric, n])).toEqual([
      ['words', 'quietRecall', 30],
      ['words', 'accuracy', 30],
      ['fused', 'quietRecall', 30],
      ['fused', 'accuracy', 30],
    ]);
    expect(embedder.asked.length).toBeGreaterThan(30);
    expect(new Set(embedder.asked).size).toBe(embedder.asked.length);
  });
});
