import { setTimeout as sleep } from 'node:timers/promises';
import type { Collection } from 'mongodb';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import { type RunningPart, makeWorker } from '../../app/make-worker.ts';
import { type MessageRef, conversationKey, sourceId } from '../../domain/identifiers.ts';
import { createExtractiveModel } from '../../models/extractive.ts';
import { type TcpProxy, startTcpProxy } from '../../sandbox/proxy/tcp-proxy.ts';
import { faultTest } from '../support/fault.ts';
import { type ProductSandbox, startProductSandbox } from '../support/product-sandbox.ts';

/** More conversations than a message makes calls that name it: call n of conversation n is hit. */
const conversations = 40;
const firstId = 830_000;
const intercomTimeoutMs = 1_500;
const timeoutMs = 120_000;

let sandbox: ProductSandbox;
let proxy: TcpProxy;
let worker: RunningPart;
/** By conversation: calls so far that name it. */
const calls = new Map<string, number>();
/** Commands whose answer was cut. */
const cut: string[] = [];

/** Two calls one after the other: the driver by itself repeats a read once. */
function modeFor(request: Buffer) {
  const [id] = /83\d{4}/.exec(request.toString('latin1')) ?? [];
  if (id === undefined) return null;
  const count = (calls.get(id) ?? 0) + 1;
  calls.set(id, count);
  const nth = Number(id) - firstId;
  if (count !== nth && count !== nth + 1) return null;
  cut.push(commandOf(request));
  return { kind: 'cut_after_forward' } as const;
}

/** The first field of an OP_MSG's body, which is the command's name. */
const commandOf = (request: Buffer): string =>
  request.toString('latin1', 26, request.indexOf(0, 26));

beforeAll(async () => {
  sandbox = await startProductSandbox({
    ...{ temporalAddress: inject('temporalAddress'), mongodbUri: inject('mongodbUri') },
    ...{ withWorker: false, scale: 5 },
    settings: { confidenceThreshold: 0, waits: { firstWebMs: 500 } },
  });
  // Only the worker's way leads through the proxy: web process and test see the database as it is.
  const uri = new URL(sandbox.mongodbUri);
  proxy = await startTcpProxy({ host: uri.hostname, port: Number(uri.port) }, modeFor);
  uri.host = proxy.address;
  uri.search = 'directConnection=true';
  worker = await makeWorker({
    ...{ mongodbUri: uri.href, taskQueue: sandbox.taskQueue, clock: sandbox.clock },
    temporal: { address: sandbox.temporalAddress, namespace: 'default', apiKey: null, tls: null },
    workspaces: sandbox.workspaces,
    secrets: ['of-this-test'],
    model: createExtractiveModel(),
    links: { sessionLink: () => null },
    intercomTimeoutMs,
    sdkLogLevel: 'ERROR',
  });
});
afterAll(async () => {
  proxy.setMode({ kind: 'pass' });
  await worker.stop();
  await proxy.stop();
  await sandbox.stop();
});

function ask(ids: readonly number[]): MessageRef[] {
  const { appId, simulator } = sandbox;
  const assignee = { teammate: simulator.addTeammate({ appId, name: 'Jane' }) };
  const contactId = simulator.addContact({ appId, name: 'Dana', email: 'dana@customer.example' });
  const body = 'How do I export my time entries?';
  return ids.map((id) => {
    const opened = simulator.startConversation({
      ...{ appId, id: String(id), contactId, assignee, body },
    });
    const { conversationId } = opened;
    return { appId, conversationId, messageId: sourceId(opened.sourceId) };
  });
}

/** Waits for the end of a message; then what the stores and Intercom hold of it. */
async function became(message: MessageRef) {
  const { stores, simulator } = sandbox;
  const session = await (async () => {
    for (;;) {
      const found = await stores.sessions.find(message);
      if (found?.status === 'ended') return found;
      await sleep(200);
    }
  })();
  const { appId, conversationId } = message;
  const row = await stores.notes.find(message);
  await claimIsOver(message);
  return {
    outcomes: session.decisions.map(({ outcome }) => outcome),
    notes: simulator.notes(appId, conversationId).length,
    tags: simulator.tags(appId, conversationId).length,
    row: row?.state,
  };
}

/** An attempt whose last answer was lost keeps its claim, until that runs out by itself. */
async function claimIsOver(message: MessageRef): Promise<void> {
  const { stores, clock } = sandbox;
  const claims: Collection<{ _id: string }> = stores.database.db.collection('claims');
  const _id = conversationKey(message);
  while (await claims.findOne({ _id, 'claim.untilMs': { $gt: clock.now() } })) await sleep(200);
}
const whole = {
  outcomes: [{ kind: 'suggested' }],
  ...{ notes: 1, tags: 1, row: 'posted' },
};

faultTest(
  'F30',
  'each call of a message to the database is done, and its answer and that of the next one is lost',
  'absorbed: one outcome, one note, one tag; session and note row agree, the claim runs out',
  async ({ figure }) => {
    const messages = ask(Array.from({ length: conversations }, (_, index) => firstId + 1 + index));
    for (const message of messages) {
      expect({ id: message.conversationId, ...(await became(message)) }).toEqual({
        id: message.conversationId,
        ...whole,
      });
    }
    const fewest = Math.min(...calls.values());
    expect(fewest).toBeLessThan(conversations);
    for (const kind of ['find', 'insert', 'update']) expect(cut).toContain(kind);
    figure('messages', conversations);
    figure('answers cut', cut.length);
    figure('calls of a message', fewest);
  },
  timeoutMs,
);

faultTest(
  'F30',
  'the database cuts every connection for three seconds while messages are decided',
  'absorbed: one outcome, one note, one tag; session and note row agree, the claim runs out',
  async ({ figure }) => {
    const messages = ask(Array.from({ length: 20 }, (_, index) => firstId + 100_000 + index));
    await sleep(200);
    proxy.setMode({ kind: 'reset' });
    await sleep(3_000);
    proxy.setMode({ kind: 'pass' });
    const backAt = performance.now();
    for (const message of messages) expect(await became(message)).toEqual(whole);
    figure('messages', messages.length);
    figure('all ended after, s', Math.round((performance.now() - backAt) / 1_000));
  },
  timeoutMs,
);
