import { setTimeout as sleep } from 'node:timers/promises';
import type { Document } from 'mongodb';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { type MessageRef, assistWorkflowId, partId } from '../../domain/identifiers.ts';
import { lastDecision } from '../../domain/session.ts';
import { faultTest } from '../support/fault.ts';
import { type ProductSandbox, startProductSandbox, sweepOnce } from '../support/product-sandbox.ts';
import { ended, eventually, open, scenarioSettings } from '../support/scenarios.ts';

let sandbox: ProductSandbox;
beforeAll(async () => {
  sandbox = await startProductSandbox({
    temporalAddress: inject('temporalAddress'),
    mongodbUri: inject('mongodbUri'),
    settings: scenarioSettings,
    intercomTimeoutMs: 2_000,
  });
  await sweepOnce(sandbox);
});
afterAll(() => sandbox.stop());

const minute = 60_000;
const suggested = { kind: 'suggested' };
const place = ({ appId, conversationId }: MessageRef) => ({ appId, conversationId });
const notes = ({ appId, conversationId }: MessageRef) =>
  sandbox.simulator.notes(appId, conversationId);
const codesIn = (body: string): string[] => body.match(/SN-\w{4}-\w{4}-\w{4}/g) ?? [];
const database = () => sandbox.stores.database.db;
const outcomeOf = async (message: MessageRef, run = 1) =>
  lastDecision(await ended(sandbox, message, run))?.outcome;

/** Every document of the database, as a backup holds it. */
async function backUp(): Promise<ReadonlyMap<string, Document[]>> {
  const collections = await database().listCollections().toArray();
  const documents = await Promise.all(
    collections.map(
      async ({ name }): Promise<[string, Document[]]> => [
        name,
        await database().collection(name).find().toArray(),
      ],
    ),
  );
  return new Map(documents);
}

async function restore(backup: ReadonlyMap<string, Document[]>): Promise<void> {
  for (const { name } of await database().listCollections().toArray()) {
    await database().collection(name).deleteMany({});
    const documents = backup.get(name) ?? [];
    if (documents.length > 0) await database().collection(name).insertMany(documents);
  }
}

faultTest(
  'F36',
  'the database is restored from before',
  'turns re-open, their notes are known again by their codes: none is posted twice',
  async ({ figure }) => {
    const backup = await backUp();
    const messages = Array.from({ length: 4 }, () => open(sandbox).message);
    for (const message of messages) expect(await outcomeOf(message)).toEqual(suggested);
    const codes = messages.map((message) => codesIn(notes(message)[0]?.body ?? '').at(-1));

    await restore(backup);
    for (const message of messages) expect(await sandbox.stores.sessions.find(message)).toBeNull();
    sandbox.clock.advance(2 * minute);
    await sweepOnce(sandbox);

    for (const [index, message] of messages.entries()) {
      // Temporal kept the first run, so the turn re-opens with the next number.
      expect(await outcomeOf(message, 2)).toEqual(suggested);
      expect(notes(message)).toHaveLength(1);
      expect(await sandbox.stores.notes.find(message)).toMatchObject({
        state: 'posted',
        referenceCode: codes[index],
        partId: notes(message)[0]?.id,
        covers: [message.messageId],
      });
    }
    figure('turns re-opened', messages.length);
    figure('second notes', messages.flatMap(notes).length - messages.length);
  },
  60_000,
);

faultTest(
  'F36',
  'the customer writes on after a restore',
  'the next note names the forgotten one that it replaces',
  async () => {
    const backup = await backUp();
    const { message } = open(sandbox);
    expect(await outcomeOf(message)).toEqual(suggested);
    await restore(backup);
    const body = 'And how do I invite a new member to my team?';
    const reply = sandbox.simulator.customerReplies({ ...place(message), body });
    const second = { ...message, messageId: partId(reply) };
    expect(await outcomeOf(second)).toEqual(suggested);
    const [first, newer] = notes(message);
    const [named, own] = codesIn(newer?.body ?? '');
    expect(codesIn(first?.body ?? '')).toEqual([named]);
    expect(own).not.toBe(named);
    expect(notes(message)).toHaveLength(2);
  },
  60_000,
);

faultTest(
  'F36',
  'the database is restored from the middle of a decision',
  'the outcome that the run reached is recorded, and its note is known again',
  async () => {
    const { message } = open(sandbox);
    expect(await outcomeOf(message)).toEqual(suggested);
    const own = { messageId: message.messageId, conversationId: message.conversationId };
    await database().collection('notes').deleteOne(own);
    const undecided = { 'decisions.0.outcome': null, 'decisions.0.endedAtMs': null };
    await database()
      .collection('sessions')
      .updateOne(own, { $set: { status: 'open', ...undecided } });
    sandbox.clock.advance(2 * minute);
    await sweepOnce(sandbox);
    expect(await outcomeOf(message)).toEqual(suggested);
    expect((await sandbox.stores.notes.find(message))?.state).toBe('posted');
    expect(notes(message)).toHaveLength(1);
  },
  60_000,
);

it('starts nothing old when a workspace is connected', async () => {
  const other = await startProductSandbox({
    temporalAddress: inject('temporalAddress'),
    mongodbUri: inject('mongodbUri'),
    settings: scenarioSettings,
  });
  const unheard = () => {
    other.simulator.setFaults({ deliveries: [{ kind: 'drop' }] });
    return open(other).message;
  };
  try {
    const untouched = unheard();
    const touched = unheard();
    other.clock.advance(40 * minute);
    const recent = unheard();
    other.clock.advance(10 * minute);
    other.simulator.close({ ...place(touched), silent: true });
    other.simulator.reopen({ ...place(touched), silent: true });
    await sweepOnce(other);
    expect(lastDecision(await ended(other, recent))?.outcome).toEqual(suggested);
    for (const old of [untouched, touched]) {
      expect(await other.stores.sessions.find(old)).toBeNull();
    }
    expect((await other.stores.sweeps.find(other.appId))?.missedWebhooks).toBe(0);
  } finally {
    await other.stop();
  }
}, 60_000);

faultTest(
  'F10',
  'the web process dies between the row and the start',
  'the sweep starts what the row asks for: one run, one note',
  async () => {
    const message = await rowOnly();
    sandbox.clock.advance(minute);
    await sweepOnce(sandbox);
    expect(await outcomeOf(message)).toEqual(suggested);
    expect(notes(message)).toHaveLength(1);
    expect(await unstarted()).toEqual([]);
  },
  60_000,
);

faultTest(
  'F08',
  'Temporal was away when webhooks were acknowledged, and the web process is gone since',
  'the sweep starts exactly one run a message',
  async ({ figure }) => {
    const messages = [];
    for (let row = 0; row < 5; row += 1) messages.push(await rowOnly());
    sandbox.clock.advance(minute);
    await Promise.all([sweepOnce(sandbox), sweepOnce(sandbox)]);
    for (const message of messages) {
      expect(await outcomeOf(message)).toEqual(suggested);
      expect(notes(message)).toHaveLength(1);
      expect(await runsOf(message)).toBe(1);
    }
    expect(await unstarted()).toEqual([]);
    figure('rows', messages.length);
  },
  60_000,
);

let webStops = false;
/** A message whose webhook got as far as its row, at a web process that is gone now. */
async function rowOnly(): Promise<MessageRef> {
  if (!webStops) await sandbox.web.stop();
  webStops = true;
  const { message } = open(sandbox);
  await sandbox.stores.deliveries.accept({
    appId: sandbox.appId,
    notificationId: `notif-${message.conversationId}`,
    topic: 'conversation.user.created',
    conversationId: message.conversationId,
    messageIds: [message.messageId],
    newestPartId: null,
    articleId: null,
    receivedAtMs: sandbox.clock.now(),
    started: false,
  });
  return message;
}

const unstarted = () =>
  sandbox.stores.deliveries.unstarted({
    ...{ appIds: [sandbox.appId], receivedBeforeMs: sandbox.clock.now(), atMost: 10 },
  });

/** Runs of the message that Temporal ever had; its search lags a moment behind. */
async function runsOf(message: MessageRef): Promise<number> {
  const query = `WorkflowId="${assistWorkflowId(message)}"`;
  await sleep(1_000);
  const count = async () => (await sandbox.product.client.workflow.count(query)).count;
  await eventually('the run', async () => (await count()) > 0);
  return count();
}
