import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { explain } from '../../app/explain.ts';
import { type MessageRef, assistWorkflowId, partId } from '../../domain/identifiers.ts';
import { lastDecision } from '../../domain/session.ts';
import { type ProductSandbox, startProductSandbox } from '../support/product-sandbox.ts';
import { ended, eventually, open, scenarioSettings } from '../support/scenarios.ts';

/** Of two brands, whose articles are for their own conversations only. */
const prices = { north: '19 EUR', south: '29 EUR' };
const rules = Object.keys(prices).map((brand) => ({
  ...{ by: 'attribute', name: 'Brand', values: [brand], sources: [brand] },
}));

let sandbox: ProductSandbox;
let shadow: ProductSandbox;
const servers = () => ({
  temporalAddress: inject('temporalAddress'),
  mongodbUri: inject('mongodbUri'),
});
beforeAll(async () => {
  sandbox = await startProductSandbox({
    ...servers(),
    settings: { ...scenarioSettings, knowledge: { rules } },
    // A lost answer is waited for three times as long.
    intercomTimeoutMs: 2_000,
  });
  for (const [brand, price] of Object.entries(prices)) {
    const article = {
      ...{ id: 'premium', source: brand, title: 'What the Aurora upgrade costs', url: null },
      ...{ markdown: `The Aurora upgrade costs ${price} a month.`, language: 'en' },
      audience: 'public' as const,
    };
    await sandbox.stores.articles.replaceSource(sandbox.appId, brand, [article]);
  }
  shadow = await startProductSandbox({
    ...servers(),
    settings: { ...scenarioSettings, mode: 'shadow' },
  });
});
afterAll(async () => {
  await Promise.all([sandbox.stop(), shadow.stop()]);
});

const outcomeOf = async (message: MessageRef, run = 1) =>
  lastDecision(await ended(sandbox, message, run))?.outcome;
const quiet = (reason: string) => ({ kind: 'quiet', reason });
const suggested = { kind: 'suggested' };
const notes = ({ appId, conversationId }: MessageRef) =>
  sandbox.simulator.notes(appId, conversationId);
const place = ({ appId, conversationId }: MessageRef) => ({ appId, conversationId });
/** The customer writes again, so many product milliseconds later. */
const reply = async (message: MessageRef, body: string, afterMs = 0, silent = false) => {
  await sleep(sandbox.clock.realMs(afterMs));
  const id = sandbox.simulator.customerReplies({ ...place(message), body, silent });
  return { ...message, messageId: partId(id) };
};
const faults = (plan: Parameters<typeof sandbox.simulator.setFaults>[0]) =>
  sandbox.simulator.setFaults(plan);

describe('a web question', () => {
  it('becomes one internal note and a tag, and nothing that the customer sees', async () => {
    const { message } = open(sandbox);
    expect(await outcomeOf(message)).toEqual(suggested);
    expect(notes(message)).toHaveLength(1);
    const tags = sandbox.simulator.tags(message.appId, message.conversationId);
    expect(tags.map(({ name }) => name)).toEqual(['opencx_ai_assisted']);
    expect(sandbox.simulator.customerVisible()).toEqual([]);
  });

  it('is answered from the knowledge of its brand, and from no other', async () => {
    const body = 'What does the Aurora upgrade cost a month?';
    const ask = (Brand: string) => open(sandbox, { body, customAttributes: { Brand } }).message;
    const [north, south, east] = [ask('north'), ask('south'), ask('east')];
    expect(await Promise.all([outcomeOf(north), outcomeOf(south)])).toEqual([suggested, suggested]);
    await outcomeOf(east);
    const noteOf = (message: MessageRef) => notes(message)[0]?.body ?? '';
    expect(noteOf(north)).toContain('costs 19 EUR');
    expect(noteOf(south)).toContain('costs 29 EUR');
    for (const message of [north, east]) expect(noteOf(message)).not.toContain('29 EUR');
    for (const message of [south, east]) expect(noteOf(message)).not.toContain('19 EUR');
    const words = await explain(sandbox.product, north);
    expect(words.messages[0]?.story.join('\n')).toContain('Rule 1 of knowledge.rules');
  });

  it('in shadow mode is recorded and nothing is written', async () => {
    const { message } = open(shadow);
    const session = await ended(shadow, message);
    expect(lastDecision(session)).toMatchObject({ outcome: suggested, mode: 'shadow' });
    expect(session.runs['1']?.noteHtml).toContain('For you only');
    expect(shadow.simulator.writes()).toEqual([]);
  });

  it('whose webhook comes five times is one run and one note', async () => {
    faults({ deliveries: [{ kind: 'duplicate', copies: 4, topic: 'conversation.user.created' }] });
    const { message } = open(sandbox);
    expect(await outcomeOf(message)).toEqual(suggested);
    await sandbox.simulator.settled();
    faults({});
    expect(notes(message)).toHaveLength(1);
    const delivered = sandbox.simulator
      .deliveries()
      .filter((delivery) => JSON.stringify(delivery).includes(message.conversationId));
    expect(JSON.stringify(delivered)).toContain('"status":200');
    expect((await sandbox.stores.sessions.ofConversation(message)).length).toBe(1);
  });

  it('whose note was written while the answer was lost is one note', async () => {
    const path = '/conversations/*/reply';
    faults({ calls: [{ kind: 'after', method: 'POST', path, status: 502, times: 1 }] });
    const { message } = open(sandbox);
    expect(await outcomeOf(message)).toEqual(suggested);
    faults({});
    expect(notes(message)).toHaveLength(1);
    expect(await sandbox.stores.notes.find(message)).toMatchObject({ state: 'posted', posts: 1 });
  });

  it('that a teammate answers while the draft is written gets no note', async () => {
    const { message, teammateId } = open(sandbox);
    const answer = { ...place(message), teammateId, body: 'Under Reports.' };
    // Read while it waits, when it has waited, and for the draft: the next read is the note's.
    sandbox.simulator.onRead(place(message), 3, () => {
      sandbox.simulator.teammateReplies(answer);
    });
    expect(await outcomeOf(message)).toEqual(quiet('answered_meanwhile'));
    expect(notes(message)).toEqual([]);
  });
});

describe('a burst', () => {
  it.each([1_000, 6_000])('of three with gaps of %d ms gets one note', async (gapMs) => {
    const { message } = open(sandbox, { body: 'Hello, I have a question.' });
    const second = await reply(message, 'How do I export my time entries?', gapMs);
    const third = await reply(message, 'As a CSV file, I mean.', gapMs);
    expect(await outcomeOf(third)).toEqual(suggested);
    expect(await outcomeOf(second)).toEqual(quiet('superseded'));
    expect(await outcomeOf(message)).toEqual(quiet('superseded'));
    expect(notes(message)).toHaveLength(1);
  });

  it('within one second has one order, and one note', async () => {
    const { message } = open(sandbox, { body: 'Hello, I have a question.' });
    const replies = await Promise.all([
      reply(message, 'How do I export my time entries?'),
      reply(message, 'As a CSV file, I mean.'),
    ]);
    const outcomes = await Promise.all(replies.map((one) => outcomeOf(one)));
    expect(outcomes.filter((outcome) => outcome?.kind === 'suggested')).toHaveLength(1);
    expect(notes(message)).toHaveLength(1);
  });

  it('whose newest webhook is lost is handed on all the same', async () => {
    const { message } = open(sandbox, { body: 'Hello, I have a question.' });
    const newest = await reply(message, 'How do I export my time entries?', 1_000, true);
    expect(await outcomeOf(newest)).toEqual(suggested);
    const session = await ended(sandbox, message);
    expect(lastDecision(session)).toMatchObject({
      outcome: quiet('superseded'),
      successor: newest.messageId,
    });
    expect((await sandbox.stores.sessions.find(newest))?.decisions[0]?.cause).toBe('successor');
    expect(notes(message)).toHaveLength(1);
  });
});

describe('an assignment', () => {
  const handOver = (message: MessageRef, teammate: string): void => {
    // Assigned in a later second than all that was read.
    sandbox.clock.advance(2_000);
    sandbox.simulator.assign({ ...place(message), to: { teammate } });
  };

  it('to a teammate decides a message of the AI admin again: one note, however often', async () => {
    const { message, teammateId } = open(sandbox, { assignee: 'ai_admin' });
    expect(await outcomeOf(message)).toEqual(quiet('owned_by_ai_admin'));
    handOver(message, teammateId);
    expect(await outcomeOf(message, 2)).toEqual(suggested);
    const other = sandbox.simulator.addTeammate({ appId: message.appId, name: 'Kim' });
    handOver(message, other);
    await sandbox.simulator.settled();
    await eventually('the second review', async () => {
      const { workflowService } = sandbox.product.client;
      const { executions } = await workflowService.listWorkflowExecutions({
        namespace: 'default',
        query: `SidenoteConversation="${message.conversationId}" AND WorkflowType="reviewConversation" AND ExecutionStatus="Completed" AND TaskQueue="${sandbox.taskQueue}"`,
      });
      return executions.length >= 2;
    });
    const session = await sandbox.stores.sessions.find(message);
    expect(session?.decisions.map(({ outcome }) => outcome)).toEqual([
      quiet('owned_by_ai_admin'),
      suggested,
    ]);
    expect(notes(message)).toHaveLength(1);
  });

  it('while the AI admin is still being asked about is not lost', async () => {
    const { message, teammateId } = open(sandbox, { assignee: 'ai_admin' });
    sandbox.clock.advance(1_000);
    sandbox.simulator.assign({ ...place(message), to: { teammate: teammateId } });
    await eventually('a note', async () => notes(message).length > 0);
    expect(notes(message)).toHaveLength(1);
  });
});

it('can be found in Temporal by its outcome, and runs to Completed when it is quiet', async () => {
  const { message } = open(sandbox, { assignee: 'ai_admin' });
  await ended(sandbox, message);
  const handle = sandbox.product.client.workflow.getHandle(assistWorkflowId(message));
  expect(await handle.result()).toEqual(quiet('owned_by_ai_admin'));
  const { status } = await handle.describe();
  expect(status.name).toBe('COMPLETED');
});
