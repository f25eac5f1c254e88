import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import type { ScriptedAnswer } from '../../sandbox/model-server.ts';
import { faultTest } from '../support/fault.ts';
import { type ProviderSandbox, startProviderSandbox } from '../support/provider-sandbox.ts';
import { eventually } from '../support/scenarios.ts';

const timeoutMs = 120_000;
const good: ScriptedAnswer = { kind: 'good' };
const away: ScriptedAnswer = { kind: 'error', status: 503, code: 'server_is_overloaded' };

let product: ProviderSandbox;
beforeAll(async () => {
  product = await startProviderSandbox({
    ...{ temporalAddress: inject('temporalAddress'), mongodbUri: inject('mongodbUri') },
  });
});
afterAll(() => product.stop());

const forms = () => product.models.requests.map(({ form }) => form);

faultTest(
  'F21',
  'the provider limits the rate, is overloaded, never answers: asked again, Retry-After kept',
  'one note',
  async ({ figure }) => {
    product.restartModel();
    const limited: ScriptedAnswer = { kind: 'error', status: 429, retryAfterSeconds: 4 };
    product.models.script([limited, away, { kind: 'hangs' }, good, good]);
    const message = product.ask();
    expect(await product.outcomeOf(message)).toBe('suggested');
    expect(product.notes(message)).toBe(1);
    expect(forms()).toHaveLength(5);
    const [first, second] = product.calledAtMs;
    const waitedMs = (second ?? 0) - (first ?? 0);
    expect(waitedMs).toBeGreaterThanOrEqual(4_000);
    figure('wait after Retry-After 4 s, s', Number((waitedMs / 1000).toFixed(1)));
    expect(await product.banner()).toEqual([]);
  },
  timeoutMs,
);

faultTest(
  'F21',
  'an outage under twelve messages: the breaker spares the provider, and all go on after it',
  'one note each',
  async ({ figure }) => {
    // Thirty seconds and a minute of the breaker pass five times as fast.
    product.restartModel(5);
    product.models.script(Array.from({ length: 500 }, () => away));
    const messages = Array.from({ length: 12 }, () => product.ask());
    const [banner] = await eventually('an open breaker', async () => {
      const found = await product.banner();
      return found.length > 0 && found;
    });
    expect(banner?.sentence).toContain('has not answered for topic-model');
    const opened = forms().length;
    // Without a breaker, each of the twelve would ask again twice and more in this time.
    await sleep(6_000);
    const whileOpen = forms().length - opened;
    product.models.reset();
    const outcomes = await Promise.all(messages.map(product.outcomeOf));
    expect(outcomes).toEqual(messages.map(() => 'suggested'));
    expect(messages.map(product.notes)).toEqual(messages.map(() => 1));
    expect(opened).toBeLessThanOrEqual(messages.length + 5);
    expect(whileOpen).toBeLessThanOrEqual(4);
    figure('calls until it opened', opened);
    figure('calls of 12 messages in 6 s while open', whileOpen);
    await expect.poll(product.banner, { timeout: 20_000, interval: 500 }).toEqual([]);
  },
  timeoutMs,
);

for (const [name, answer, words, whatToDo] of [
  [
    'the quota is used up',
    { kind: 'error', status: 429, code: 'insufficient_quota', retryAfterSeconds: 1 },
    'quota or credit for topic-model',
    'Add credit',
  ],
  [
    'the key is refused',
    { kind: 'error', status: 401, code: 'invalid_api_key' },
    'refuses the key for topic-model',
    'OPENAI_API_KEY',
  ],
] as const) {
  faultTest(
    'F22',
    `${name}: one call, and none for the messages after it, until it is put right`,
    'provider_unavailable; banner',
    async ({ figure }) => {
      product.restartModel();
      product.models.script([answer]);
      expect(await product.outcomeOf(product.ask())).toBe('provider_unavailable');
      const later = [product.ask(), product.ask()];
      expect(await Promise.all(later.map(product.outcomeOf))).toEqual([
        'provider_unavailable',
        'provider_unavailable',
      ]);
      expect(forms()).toEqual(['classification']);
      figure('calls of 3 messages', forms().length);
      const [banner] = await eventually('the banner', async () => {
        const found = await product.banner();
        return found.length > 0 && found;
      });
      expect(banner?.sentence).toContain(words);
      expect(banner?.whatToDo).toContain(whatToDo);
      expect(banner?.whatToDo).toContain('again --reason provider_unavailable');
      const kept = await product.sandbox.stores.troubles.standing([]);
      expect(JSON.stringify(kept)).not.toContain('key-of-the-test');

      product.restartModel();
      const message = product.ask();
      expect(await product.outcomeOf(message)).toBe('suggested');
      await expect.poll(product.banner, { timeout: 20_000, interval: 500 }).toEqual([]);
    },
    timeoutMs,
  );
}

const sentence = (text: string, source: string) => ({ text, sources: [source] });
const unusable: readonly (readonly [string, ScriptedAnswer])[] = [
  ['not JSON', { kind: 'text', text: 'Sure! {"blocks": [' }],
  ['refused', { kind: 'refusal' }],
  ['empty', { kind: 'text', text: '' }],
  ['cut off', { kind: 'cut_off' }],
  ['a megabyte', { kind: 'text', text: `{"blocks": [${' '.repeat(1_000_000)}` }],
  [
    'well-formed and far too long',
    {
      kind: 'json',
      value: {
        blocks: [
          { kind: 'paragraph', sentences: [sentence('Choose Export. '.repeat(4_000), 'S1')] },
        ],
        open_questions: [],
      },
    },
  ],
  ['made up of wrong ids', { kind: 'wrong_sources' }],
  ['enormous', { kind: 'enormous', bytes: 50_000_000 }],
];
for (const [name, answer] of unusable) {
  faultTest(
    'F23',
    `the model's draft is ${name}, and again when asked to repair it`,
    'not_helpful; no note',
    async ({ figure }) => {
      product.restartModel();
      product.models.script([good, answer, answer]);
      const message = product.ask();
      expect(await product.outcomeOf(message)).toBe('not_helpful');
      expect(forms()).toEqual(['classification', 'draft', 'draft']);
      expect(product.notes(message)).toBe(0);
      if (answer.kind === 'enormous') {
        figure('bytes read of twice 50 MB', product.readBytes());
        expect(product.readBytes()).toBeLessThan(5_000_000);
      }
    },
    timeoutMs,
  );
}

faultTest(
  'F23',
  "the model's judgement of the topic is of no use, and again when asked to repair it",
  'not_helpful; no draft, no note',
  async () => {
    product.restartModel();
    product.models.script([{ kind: 'text', text: '{"topic": 1}' }, { kind: 'cut_off' }]);
    const message = product.ask();
    expect(await product.outcomeOf(message)).toBe('not_helpful');
    expect(forms()).toEqual(['classification', 'classification']);
    expect(product.notes(message)).toBe(0);
  },
  timeoutMs,
);

for (const [step, script] of [
  ['topic', [away, good, good]],
  ['draft', [good, away, good, good]],
] as const) {
  faultTest(
    'F21',
    `a message that is superseded while the ${step} waits for the provider costs no further call`,
    'superseded; one note for the turn',
    async ({ figure }) => {
      product.restartModel();
      product.models.script(script);
      const message = product.ask();
      const before = script.indexOf(away) + 1;
      await eventually('the failed call', async () => forms().length === before);
      const newer = product.reply(message, 'And how do I export my invoices?');
      expect(await product.outcomeOf(newer)).toBe('suggested');
      expect(await product.outcomeOf(message)).toBe('superseded');
      expect(forms()).toHaveLength(script.length);
      expect(product.notes(message)).toBe(1);
      figure('calls for the older message', before);
    },
    timeoutMs,
  );
}
