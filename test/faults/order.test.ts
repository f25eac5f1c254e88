import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import { sandboxConnection } from '../../app/sandbox-stack.ts';
import { type MessageRef, assistWorkflowId, partId } from '../../domain/identifiers.ts';
import type { LanguageModel } from '../../domain/language-model.ts';
import { lastDecision } from '../../domain/session.ts';
import { signatureOf } from '../../intercom/signature.ts';
import { createExtractiveModel } from '../../models/extractive.ts';
import { faultTest } from '../support/fault.ts';
import { fuzzSeed } from '../support/fuzz.ts';
import { type ProductSandbox, startProductSandbox } from '../support/product-sandbox.ts';
import { ended, eventually, open, scenarioSettings } from '../support/scenarios.ts';

let sandbox: ProductSandbox;
/** What happens once, when the model begins (`before`) or ends (`after`) a message's draft. */
const whileDrafting = new Map<string, () => void>();
const happens = (messageId: string | undefined, when: 'before' | 'after'): void => {
  const key = `${messageId ?? ''}:${when}`;
  whileDrafting.get(key)?.();
  whileDrafting.delete(key);
};

function interruptedModel(): LanguageModel {
  const model = createExtractiveModel();
  return {
    ...model,
    async draft(request, call) {
      const messageId = request.questions[0]?.messageId;
      happens(messageId, 'before');
      const answer = await model.draft(request, call);
      happens(messageId, 'after');
      return answer;
    },
  };
}

beforeAll(async () => {
  sandbox = await startProductSandbox({
    temporalAddress: inject('temporalAddress'),
    mongodbUri: inject('mongodbUri'),
    settings: scenarioSettings,
    model: interruptedModel(),
    // Where both stores are slow for a second, as on a busy machine, the spool is what takes it.
    spool: { folder: await mkdtemp(join(tmpdir(), 'sidenote-order-')), maximumBytes: 1_000_000 },
  });
});
afterAll(() => sandbox.stop());

/** So many cases from the printed seed; all are played at once and judged together. */
function drawn<Case>(cases: fc.Arbitrary<Case>, count: number): readonly Case[] {
  console.log(`seed ${fuzzSeed}: SIDENOTE_FUZZ_SEED=${fuzzSeed} repeats it`);
  return fc.sample(cases, { seed: fuzzSeed, numRuns: count });
}

const quiet = (reason: string) => ({ kind: 'quiet', reason });
const suggested = { kind: 'suggested' };
const place = ({ appId, conversationId }: MessageRef) => ({ appId, conversationId });
const notes = ({ appId, conversationId }: MessageRef) =>
  sandbox.simulator.notes(appId, conversationId);
const outcomeOf = async (message: MessageRef) =>
  lastDecision(await ended(sandbox, message))?.outcome;
const reply = (message: MessageRef, body: string, silent = false): MessageRef => {
  const id = sandbox.simulator.customerReplies({ ...place(message), body, silent });
  return { ...message, messageId: partId(id) };
};

/** A customer opens a conversation that nobody is told of. */
function openSilently(body: string): { message: MessageRef; teammateId: string } {
  const { simulator, appId } = sandbox;
  const teammateId = simulator.addTeammate({ appId, name: 'Jane' });
  const contactId = simulator.addContact({ appId, name: 'Dana', email: 'dana@customer.example' });
  const started = simulator.startConversation({
    ...{ appId, contactId, body, assignee: { teammate: teammateId }, silent: true },
  });
  const { conversationId, sourceId } = started;
  return { teammateId, message: { appId, conversationId, messageId: `source-${sourceId}` } };
}

/** Delivers a signed webhook about a message; the status. */
async function deliver(message: MessageRef, topic: string, author: 'user' | 'admin') {
  const [kind, ...rest] = message.messageId.split('-');
  const id = rest.join('-');
  const person = { type: author, id: 'x' };
  const part = { id, part_type: 'comment', created_at: 1_734_537_600, author: person };
  const body = JSON.stringify({
    type: 'notification_event',
    app_id: message.appId,
    id: `notif_${message.conversationId}_${message.messageId}`,
    topic,
    data: {
      item: {
        id: message.conversationId,
        ...(kind === 'source' ? { source: { type: 'conversation', id, author: person } } : {}),
        conversation_parts: { conversation_parts: kind === 'source' ? [] : [part] },
      },
    },
  });
  const url = new URL('/webhooks/intercom', sandbox.web.url);
  const signature = signatureOf(body, sandboxConnection.clientSecret);
  const headers = { 'content-type': 'application/json', 'x-hub-signature': signature };
  const response = await fetch(url, { method: 'POST', headers, body });
  return response.status;
}

const rowsOf = ({ conversationId }: MessageRef) =>
  sandbox.stores.database.db.collection('deliveries').countDocuments({ conversationId });

/** How many there are; a list of Temporal's shows a run a little after it began. */
const workflowsOf = (message: MessageRef): Promise<number> =>
  eventually('the workflow', async () => {
    const { executions } = await sandbox.product.client.workflowService.listWorkflowExecutions({
      namespace: 'default',
      query: `WorkflowId="${assistWorkflowId(message)}"`,
    });
    return executions.length;
  });

faultTest(
  'F01',
  'the same webhook comes 2 to 20 times at once',
  'one row, one workflow, one note',
  async ({ figure }) => {
    const copies = drawn(fc.integer({ min: 2, max: 20 }), 8);
    const played = await Promise.all(
      copies.map(async (count) => {
        const { message } = openSilently('How do I export my time entries?');
        const topic = 'conversation.user.created';
        const statuses = await Promise.all(
          Array.from({ length: count }, () => deliver(message, topic, 'user')),
        );
        expect(new Set(statuses)).toEqual(new Set([200]));
        expect(await outcomeOf(message)).toEqual(suggested);
        return message;
      }),
    );
    for (const message of played) {
      expect(notes(message)).toHaveLength(1);
      expect(await rowsOf(message)).toBe(1);
      expect(await workflowsOf(message)).toBe(1);
      expect(await sandbox.stores.sessions.ofConversation(message)).toHaveLength(1);
    }
    figure(
      'webhooks',
      copies.reduce((sum, count) => sum + count, 0),
    );
    figure('notes', played.length);
  },
  120_000,
);

faultTest(
  'F02',
  'webhooks out of order, the teammate’s reply first',
  'the thread is read again: no draft where a person answered',
  async ({ figure }) => {
    const cases = drawn(
      fc.record({
        order: fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
        answered: fc.boolean(),
      }),
      8,
    );
    // Both kinds, whatever the seed.
    const all = [
      ...cases,
      { order: [2, 1, 0], answered: true },
      { order: [1, 0], answered: false },
    ];
    const played = await Promise.all(
      all.map(async ({ order, answered }) => {
        const { message, teammateId } = openSilently('Hello, I have a question.');
        const second = reply(message, 'How do I export my time entries?', true);
        const answer = { ...place(message), teammateId, body: 'Under Reports.', silent: true };
        // In a later second, as an answer that somebody typed is.
        sandbox.clock.advance(1_000);
        const answerId = answered ? sandbox.simulator.teammateReplies(answer) : null;
        const webhooks = [
          () => deliver(message, 'conversation.user.created', 'user'),
          () => deliver(second, 'conversation.user.replied', 'user'),
          async () =>
            answerId === null
              ? 200
              : deliver(
                  { ...message, messageId: partId(answerId) },
                  'conversation.admin.replied',
                  'admin',
                ),
        ];
        for (const at of order) expect(await webhooks[at]?.()).toBe(200);
        const outcomes = [await outcomeOf(message), await outcomeOf(second)];
        return { message, answered, outcomes };
      }),
    );
    for (const { message, answered, outcomes } of played) {
      const answeredTwice = [quiet('answered_meanwhile'), quiet('answered_meanwhile')];
      expect(outcomes).toEqual(answered ? answeredTwice : [quiet('superseded'), suggested]);
      expect(notes(message)).toHaveLength(answered ? 0 : 1);
    }
    figure('conversations', played.length);
  },
  120_000,
);

faultTest(
  'F03',
  'three customer messages within the wait',
  'one draft that covers all; the earlier ones end `superseded`',
  async ({ figure }) => {
    const gap = fc.integer({ min: 0, max: 2_500 });
    const cases = drawn(fc.tuple(gap, gap), 8);
    const played = await Promise.all(
      cases.map(async (gapsMs) => {
        const { message } = open(sandbox, { body: 'Hello, I have a question.' });
        const messages = [message];
        for (const [at, gapMs] of gapsMs.entries()) {
          await sleep(sandbox.clock.realMs(gapMs));
          const body = at === 0 ? 'How do I export my time entries?' : 'As a CSV file, I mean.';
          messages.push(reply(message, body));
        }
        const outcomes = await Promise.all(messages.map(outcomeOf));
        return { messages, outcomes };
      }),
    );
    for (const { messages, outcomes } of played) {
      const [first, second, third] = messages;
      if (!first || !second || !third) throw new Error('three messages');
      expect(outcomes).toEqual([quiet('superseded'), quiet('superseded'), suggested]);
      expect(notes(first)).toHaveLength(1);
      const row = await sandbox.stores.notes.find(third);
      expect(row?.covers).toEqual(messages.map(({ messageId }) => messageId));
      expect(await sandbox.stores.notes.find(first)).toBeNull();
      expect(await sandbox.stores.notes.find(second)).toBeNull();
    }
    figure('bursts', played.length);
  },
  120_000,
);

faultTest(
  'F04',
  'a new message comes while the draft is written',
  'the old draft is dropped before it is posted; one note for the last turn',
  async ({ figure }) => {
    const cases = drawn(fc.constantFrom('before', 'after'), 6);
    const played = await Promise.all(
      [...cases, 'before', 'after'].map(async (when) => {
        const { message } = open(sandbox);
        const second = await new Promise<MessageRef>((resolve) => {
          whileDrafting.set(`${message.messageId}:${when}`, () =>
            resolve(reply(message, 'And how do I reset my password?')),
          );
        });
        return { message, second, outcomes: [await outcomeOf(message), await outcomeOf(second)] };
      }),
    );
    for (const { message, second, outcomes } of played) {
      expect(outcomes).toEqual([quiet('superseded'), suggested]);
      expect(notes(message)).toHaveLength(1);
      const row = await sandbox.stores.notes.find(second);
      expect(row).toMatchObject({ covers: [message.messageId, second.messageId], replaces: null });
    }
    figure('drafts dropped', played.length);
  },
  120_000,
);
