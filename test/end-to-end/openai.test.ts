import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { createScaledClock } from '../../app/clocks.ts';
import { type Sandbox, startSandbox } from '../../app/sandbox-stack.ts';
import { sourceId } from '../../domain/identifiers.ts';
import { reasonOf } from '../../domain/outcome.ts';
import { lastDecision } from '../../domain/session.ts';
import { readMarkdownFolder } from '../../knowledge/sources/markdown.ts';
import { createOpenAiModel } from '../../models/openai.ts';
import {
  type ModelServer,
  type ScriptedAnswer,
  startModelServer,
} from '../../sandbox/model-server.ts';
import { databaseUri } from '../support/database.ts';
import { eventually } from '../support/scenarios.ts';

const appId = 'openai-workspace';
const clock = createScaledClock(10);
const good: ScriptedAnswer = { kind: 'good' };

let models: ModelServer;
let sandbox: Sandbox;

beforeAll(async () => {
  models = await startModelServer();
  sandbox = await startSandbox({
    ...{ clock, appIds: [appId], taskQueue: `openai-${process.pid}` },
    temporal: { address: inject('temporalAddress'), namespace: 'default' },
    mongodbUri: databaseUri('openai'),
    model: createOpenAiModel({
      ...{ apiKey: 'key-of-the-test', baseUrl: models.baseUrl },
      ...{ model: 'drafting-model', topicModel: 'topic-model', timeoutMs: 2_000 },
    }),
  });
  const where = { source: 'sandbox', guessLanguage: () => 'en' };
  const { articles } = await readMarkdownFolder('sandbox/knowledge', where);
  await sandbox.know(appId, articles);
  // Without vectors a model has to say whether a turn is about an excluded topic.
  const excludedTopics = ['refund disputes'];
  const settings = { mode: 'live', confidenceThreshold: 0, excludedTopics };
  await sandbox.stores.settings.save({ appId, base: 0, settings, nowMs: clock.now() });
});
afterEach(() => models.reset());
afterAll(async () => {
  await sandbox.stores.database.db.dropDatabase();
  await sandbox.stop();
  await models.stop();
});

/** What became of a customer's question while the server answered so, one answer a call. */
async function ask(answers: readonly ScriptedAnswer[]) {
  models.script(answers);
  const { simulator, stores } = sandbox;
  const teammate = simulator.addTeammate({ appId, name: 'Jane' });
  const started = simulator.startConversation({
    ...{ appId, assignee: { teammate }, body: 'How do I export my time entries?' },
    contactId: simulator.addContact({ appId, name: 'Dana', email: 'dana@customer.example' }),
  });
  const { conversationId } = started;
  const message = { appId, conversationId, messageId: sourceId(started.sourceId) };
  const outcome = await eventually('a decision', async () => {
    const session = await stores.sessions.find(message);
    return session?.status === 'ended' ? lastDecision(session)?.outcome : null;
  });
  return {
    outcome: reasonOf(outcome) ?? outcome.kind,
    forms: models.requests.map(({ form }) => form),
    notes: simulator.notes(appId, conversationId).map(({ body }) => body),
  };
}

describe('a good answer', () => {
  it('is a note after one call of each model', async () => {
    const { outcome, forms, notes } = await ask([good, good]);
    expect(outcome).toBe('suggested');
    expect(forms).toEqual(['classification', 'draft']);
    expect(models.requests.map(({ model }) => model)).toEqual(['topic-model', 'drafting-model']);
    expect(notes).toHaveLength(1);
    expect(sandbox.simulator.customerVisible()).toEqual([]);
  });

  it('that is repaired is as good as another', async () => {
    const { outcome, forms, notes } = await ask([good, { kind: 'refusal' }, good]);
    expect({ outcome, forms }).toEqual({
      outcome: 'suggested',
      forms: ['classification', 'draft', 'draft'],
    });
    expect(notes).toHaveLength(1);
  });
});

describe('a provider in trouble', () => {
  // Without a Retry-After the second attempt comes after two seconds.
  it.each<[string, ScriptedAnswer, number]>([
    ['limits the rate', { kind: 'error', status: 429, retryAfterSeconds: 4 }, 4_000],
    ['fails with 500', { kind: 'error', status: 500 }, 2_000],
    ['never answers', { kind: 'hangs' }, 4_000],
  ])('that %s once is asked again by Temporal, in time', async (_, answer, leastMs) => {
    const startedAt = performance.now();
    const { outcome, forms, notes } = await ask([good, answer, good]);
    expect(performance.now() - startedAt).toBeGreaterThan(leastMs);
    expect(outcome).toBe('suggested');
    expect(forms).toEqual(['classification', 'draft', 'draft']);
    expect(notes).toHaveLength(1);
  });
});

describe('an address that the model writes', () => {
  const quote = 'Settings → Data → Export';
  const cited = (text: string) => ({ text, support: [{ source: 'S1', quote }] });
  const answer = (openQuestions: string[]): ScriptedAnswer => ({
    kind: 'json',
    value: {
      blocks: [
        { kind: 'paragraph', sentences: [cited('Open Settings, Data, Export.')] },
        { kind: 'paragraph', sentences: [cited('Pay at https://evil.example/pay first.')] },
        { kind: 'step', sentences: [cited('Go to [the page](HTTPS://evil.example/page).')] },
        { kind: 'step', sentences: [cited('<a href="//www.evil.example">Prepare</a> the file.')] },
      ],
      open_questions: openQuestions,
      summary: null,
    },
  });

  it('in the draft is not in the note; those of the sources are', async () => {
    const { outcome, notes } = await ask([good, answer([])]);
    expect(outcome).toBe('suggested');
    expect(notes).toHaveLength(1);
    expect(notes.join()).toContain('Open Settings, Data, Export.');
    expect(notes.join()).toContain('https://help.fernway.example/export-data');
    expect(notes.join()).not.toContain('evil.example');
  });

  it('in an open question is not in the note', async () => {
    const { notes } = await ask([good, answer(['And https://evil.example/open?'])]);
    expect(notes.join()).not.toContain('evil.example');
  });
});
