import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ClassifyRequest, TextVectors } from '../../domain/language-model.ts';
import { topicCautions } from '../../domain/settings.ts';
import { createExtractiveModel } from '../../models/extractive.ts';
import { createOpenAiModel } from '../../models/openai.ts';
import kindsFile from '../../models/turn-kinds.json' with { type: 'json' };
import supportFile from '../../models/support-sentences.json' with { type: 'json' };
import { type ModelServer, startModelServer } from '../../sandbox/model-server.ts';

const { signal } = new AbortController();
const line = 'gold plating';
const text = 'How do I connect the scanner?';

const request = (more: Partial<ClassifyRequest> = {}): ClassifyRequest => ({
  messages: [{ id: 'part-1', text }],
  context: [],
  topics: [],
  excludedTopics: [line],
  excludedBefore: null,
  language: 'en',
  ...more,
});

const questions = new Set(kindsFile.kinds.question);
const others = new Set<string>([
  ...supportFile.sentences,
  ...Object.values(kindsFile.kinds).flat(),
]);

/** Messages ask, and are as like to the line as said. */
const alike =
  (cosine: number): TextVectors =>
  async (texts) =>
    texts.map((one) => {
      if (one.includes(line)) return Float32Array.of(1, 0, 0);
      if (questions.has(one)) return Float32Array.of(0, 0, 1);
      if (others.has(one)) return Float32Array.of(0, 1, 0);
      return Float32Array.of(cosine, 0, Math.sqrt(1 - cosine ** 2));
    });

let server: ModelServer;
beforeAll(async () => {
  server = await startModelServer();
});
afterEach(() => server.reset());
afterAll(() => server.stop());

const paid = () =>
  createOpenAiModel({
    ...{ apiKey: 'key-of-the-test', baseUrl: server.baseUrl, model: 'some-model' },
    timeoutMs: 5_000,
  });

describe('an excluded line, by meaning', () => {
  const excluded = async (cosine: number, more: Partial<ClassifyRequest> = {}) =>
    (
      await createExtractiveModel().classify(request(more), {
        signal,
        textVectors: alike(cosine),
      })
    ).excludedTopic;

  it.each([
    [0, []],
    [0.09, ['high']],
    [0.13, ['balanced', 'high']],
    [0.25, ['low', 'balanced', 'high']],
  ])('at a likeness of %d: quiet for %j', async (cosine, quietFor) => {
    const told = await Promise.all(
      topicCautions.map(async (excludedTopicCaution) =>
        (await excluded(cosine, { excludedTopicCaution })) === line ? [excludedTopicCaution] : [],
      ),
    );
    expect(told.flat()).toEqual(quietFor);
  });

  it('is held against each sentence, and named', async () => {
    const whole = `${text} And what about gold plating?`;
    const messages = [{ id: 'part-1', text: whole }] as const;
    expect(await excluded(0, { messages })).toBe(line);
  });

  it('stays until the turn is clearly about something else', async () => {
    const context = [{ from: 'customer', text: 'Tell me about gold plating.' }] as const;
    const more = { context, excludedBefore: line };
    expect(await excluded(0.04, more)).toBeNull();
    expect(await excluded(0.08, { ...more, excludedTopicCaution: 'low' })).toBe(line);
    const messages = [{ id: 'part-1', text: 'And when?' }] as const;
    expect(await excluded(0, { ...more, messages })).toBe(line);
  });

  it('is told by words where nobody makes vectors', async () => {
    const call = { signal, textVectors: async () => null };
    const { excludedTopic } = await createExtractiveModel().classify(request(), call);
    expect(excludedTopic).toBeNull();
  });
});

describe('a model is asked only where words and meaning leave a doubt', () => {
  const calls = async (more: Partial<ClassifyRequest>, textVectors?: TextVectors) => {
    const answer = await paid().classify(request(more), {
      signal,
      ...(textVectors && { textVectors }),
    });
    expect(answer.usage.calls).toBe(server.requests.length);
    return server.requests.length;
  };

  it.each([
    [0, 0],
    [0.1, 1],
    [0.2, 1],
    [0.3, 0],
  ])('at a likeness of %d with an excluded line: %d calls', async (cosine, expected) => {
    expect(await calls({}, alike(cosine))).toBe(expected);
  });

  it.each<[string, Partial<ClassifyRequest>, number]>([
    ['names an excluded line', { messages: [{ id: 'part-1', text: 'Gold plating?' }] }, 0],
    ['is thanks', { messages: [{ id: 'part-1', text: 'Thanks a lot!' }] }, 0],
    ['is a question, and nothing is excluded', { excludedTopics: [] }, 0],
    ['is a question that may be about an excluded line', {}, 1],
    ['is in a language whose words are not known', { excludedTopics: [], language: 'ja' }, 1],
  ])('without vectors, when it %s', async (_, more, expected) => {
    expect(await calls(more)).toBe(expected);
  });
});

describe('topics', () => {
  it('are learnt from their examples, and told by their names without', async () => {
    const topics = [
      { name: 'Scanners', description: '', examples: ['The scanner is not found'] },
      { name: 'Gold', description: 'gold plating', examples: [] },
    ];
    const classify = async (cosine: number) =>
      createExtractiveModel().classify(
        request({ topics, excludedTopics: [], messages: [{ id: 'part-1', text: 'What is it?' }] }),
        {
          signal,
          textVectors: async (texts, given) =>
            (await alike(cosine)(texts, given))?.map((vector, at) =>
              texts[at]?.includes('scanner') ? Float32Array.of(0, -1, 0) : vector,
            ) ?? null,
        },
      );
    expect((await classify(0.4)).topic).toBe('Gold');
    expect((await classify(0)).topic).toBeNull();
  });
});
