import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject } from 'vitest';
import { type MessageRef, messageKey, partId } from '../../domain/identifiers.ts';
import type { LanguageModel } from '../../domain/language-model.ts';
import { lastDecision } from '../../domain/session.ts';
import { createExtractiveModel } from '../../models/extractive.ts';
import { faultTest } from '../support/fault.ts';
import { fuzzSeed } from '../support/fuzz.ts';
import { type ProductSandbox, startProductSandbox } from '../support/product-sandbox.ts';
import { ended, eventually, open, scenarioSettings } from '../support/scenarios.ts';

let sandbox: ProductSandbox;
const otherAppId = `o${randomBytes(4).toString('hex')}`;
const modelCalls: string[] = [];

function countedModel(): LanguageModel {
  const model = createExtractiveModel();
  return {
    ...model,
    classify: (request, call) => {
      modelCalls.push(...request.messages.map(({ id }) => id));
      return model.classify(request, call);
    },
  };
}

beforeAll(async () => {
  sandbox = await startProductSandbox({
    temporalAddress: inject('temporalAddress'),
    mongodbUri: inject('mongodbUri'),
    settings: scenarioSettings,
    secondAppId: otherAppId,
    model: countedModel(),
  });
});
afterAll(() => sandbox.stop());

const outcomeOf = async (message: MessageRef) =>
  lastDecision(await ended(sandbox, message))?.outcome;

/** An article that says how, with a word that stands nowhere else. */
const article = (canary: string) => ({
  id: 'export-time',
  source: 'sandbox',
  title: 'Export your time entries',
  url: 'https://help.example/export-time',
  markdown: `To export your time entries, open Reports, click Export and choose the ${canary} format.`,
  audience: 'public' as const,
  language: 'en',
});

faultTest(
  'F25',
  'two workspaces have equal conversation, part and contact ids',
  'no shared session, note, index or cache; no word of one in the other',
  async ({ figure }) => {
    console.log(`seed ${fuzzSeed}: SIDENOTE_FUZZ_SEED=${fuzzSeed} repeats it`);
    const word = fc.string({
      unit: fc.constantFrom(...'bdfgklmnprst'),
      minLength: 9,
      maxLength: 9,
    });
    const pair = fc.tuple(word, word).filter(([one, other]) => one !== other);
    const [canaries = ['one', 'other']] = fc.sample(pair, { seed: fuzzSeed, numRuns: 1 });
    const appIds = [sandbox.appId, otherAppId] as const;
    for (const [at, appId] of appIds.entries()) {
      await sandbox.know(appId, [article(canaries[at] ?? '')]);
    }
    const asked = fc.sample(
      fc.constantFrom('How do I export my time entries?', 'How can I export time entries?'),
      { seed: fuzzSeed, numRuns: 4 },
    );
    let messages = 0;
    for (const body of asked) {
      const refs = appIds.map((appId) => open({ ...sandbox, appId }, { body }).message);
      expect(refs[0]?.conversationId).toBe(refs[1]?.conversationId);
      expect(refs[0]?.messageId).toBe(refs[1]?.messageId);
      for (const [at, message] of refs.entries()) {
        expect(await outcomeOf(message)).toEqual({ kind: 'suggested' });
        const own = canaries[at] ?? '';
        const foreign = canaries[1 - at] ?? '';
        const written = sandbox.simulator.notes(message.appId, message.conversationId);
        expect(written).toHaveLength(1);
        expect(written[0]?.body).toContain(own);
        const row = await sandbox.stores.notes.find(message);
        const session = await sandbox.stores.sessions.find(message);
        const kept = JSON.stringify([written, row, session]);
        expect(kept).toContain(own);
        expect(kept).not.toContain(foreign);
        messages += 1;
      }
      const codes = await Promise.all(
        refs.map(async (message) => (await sandbox.stores.notes.find(message))?.referenceCode),
      );
      expect(new Set(codes).size).toBe(2);
    }
    const { db } = sandbox.stores.database;
    const keys = await db.collection('sessions').distinct('_id', { conversationId: /./ });
    expect(keys.length).toBe(messages);
    figure('pairs of equal ids', asked.length);
  },
  120_000,
);

describe('F32', () => {
  const loops = [
    {
      name: 'by mail headers',
      outcome: 'automatic mail is quiet; no model call, no note',
      sourceType: 'email',
      headers: [{ type: 'Auto-Submitted', emailAddress: 'auto-replied' }],
      text: (at: number) => `Thank you for your mail. Case ${at}.`,
      messages: 10,
    },
    {
      name: 'by what it repeats, without headers',
      outcome: 'repeated texts are quiet; no model call, no note',
      sourceType: 'conversation',
      headers: [],
      text: (at: number) => `Ticket #${at}: how do I export my time entries?`,
      messages: 10,
    },
    {
      name: 'by its rate, with ever new texts',
      outcome: '40 messages in two minutes are quiet; no model call, no note',
      sourceType: 'conversation',
      headers: [],
      text: (at: number) => `How do I export my time entries? ${'really '.repeat(at)}`,
      messages: 42,
    },
  ];
  for (const loop of loops) {
    faultTest(
      'F32',
      `automatic replies every 2 s, told ${loop.name}`,
      loop.outcome,
      async ({ figure }) => {
        const { simulator, appId, clock } = sandbox;
        const contactId = simulator.addContact({ appId, name: 'Machine', email: 'm@c.example' });
        const teammate = simulator.addTeammate({ appId, name: 'Jane' });
        const mail = loop.headers.length > 0 ? { emailHeaders: loop.headers } : {};
        const started = simulator.startConversation({
          ...{ appId, contactId, body: loop.text(0), assignee: { teammate }, ...mail },
          sourceType: loop.sourceType,
        });
        const { conversationId } = started;
        const messages: MessageRef[] = [
          { appId, conversationId, messageId: `source-${started.sourceId}` },
        ];
        for (let at = 1; at < loop.messages; at += 1) {
          await sleep(clock.realMs(2_000));
          const id = simulator.customerReplies({
            ...{ appId, conversationId, body: loop.text(at), ...mail },
          });
          messages.push({ appId, conversationId, messageId: partId(id) });
        }
        const newest = messages.at(-1);
        expect(newest && (await outcomeOf(newest))).toEqual({
          kind: 'quiet',
          reason: 'automatic_reply',
        });
        for (const message of messages) {
          const outcome = await outcomeOf(message);
          expect(outcome?.kind).toBe('quiet');
        }
        expect(simulator.notes(appId, conversationId)).toEqual([]);
        const ids = new Set<string>(messages.map(({ messageId }) => messageId));
        const asked = modelCalls.filter((id) => ids.has(id)).length;
        expect(asked).toBe(0);
        const path = `/conversations/${conversationId}`;
        const calls = simulator
          .calls()
          .filter((call) => call.appId === appId && call.path.startsWith(path)).length;
        // Each message is read when it comes and when its wait is over, and a few times more.
        expect(calls).toBeLessThanOrEqual(5 * messages.length);
        const workflows = await eventually('all workflows', async () => {
          const { executions } =
            await sandbox.product.client.workflowService.listWorkflowExecutions({
              namespace: 'default',
              query: `SidenoteConversation="${conversationId}" AND TaskQueue="${sandbox.taskQueue}" AND WorkflowType="assistMessage"`,
            });
          const keys = new Set(messages.map((message) => `assist:${messageKey(message)}`));
          const own = executions.filter(({ execution }) => keys.has(execution?.workflowId ?? ''));
          return own.length >= messages.length && own.length;
        });
        expect(workflows).toBe(messages.length);
        figure('messages', messages.length);
        figure('calls to Intercom', calls);
        figure('workflows', workflows);
        figure('model calls', asked);
      },
      180_000,
    );
  }
});
