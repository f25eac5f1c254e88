import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import { type MessageRef, assistWorkflowId, sourceId } from '../../domain/identifiers.ts';
import { decisionKillPoints } from '../../sandbox/chaos/kill-points.ts';
import { bundleWorkflows } from '../../temporal/bundle.ts';
import { createTemporalClient } from '../../temporal/connection.ts';
import { prepareNamespace } from '../../temporal/namespace.ts';
import { faultTest } from '../support/fault.ts';
import { type ProductSandbox, startProductSandbox } from '../support/product-sandbox.ts';
import { type SupervisedWorkers, superviseWorkers } from '../support/supervised-workers.ts';

/** SIDENOTE_FULL=1: at every point. A kill costs a start, so else only where something is written. */
const points =
  process.env['SIDENOTE_FULL'] === '1'
    ? decisionKillPoints
    : decisionKillPoints.filter((point) => /postNote|tag|recordOutcome|reply/.test(point));

const intercomTimeoutMs = 2_500;
const workers = 2;
const giveUpAfterMs = 480_000;

let sandbox: ProductSandbox;
let supervised: SupervisedWorkers;
let folder: string;
/** By kill point: a conversation of its own. */
const messages = new Map<string, MessageRef>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sidenote-kills-'));
  // The web process opens doors here before any worker has made the namespace fit.
  const address = inject('temporalAddress');
  const where = { address, namespace: 'default', apiKey: null, tls: null };
  const { connection } = createTemporalClient(where);
  await prepareNamespace(connection, 'default', (ms) => sleep(ms));
  await connection.close();
  sandbox = await startProductSandbox({
    ...{ temporalAddress: inject('temporalAddress'), mongodbUri: inject('mongodbUri') },
    ...{ withWorker: false, scale: 1 },
    settings: { confidenceThreshold: 0, waits: { firstWebMs: 500 } },
  });
  const { appId, simulator, taskQueue, mongodbUri, temporalAddress } = sandbox;
  const teammate = simulator.addTeammate({ appId, name: 'Jane' });
  const contactId = simulator.addContact({ appId, name: 'Dana', email: 'dana@customer.example' });
  for (const [index, point] of points.entries()) {
    const { conversationId, sourceId: id } = simulator.startConversation({
      ...{ appId, id: String(9_001 + index), contactId, assignee: { teammate } },
      body: 'How do I export my time entries?',
    });
    messages.set(point, { appId, conversationId, messageId: sourceId(id) });
  }
  const bundleFile = join(folder, 'workflows.cjs');
  const { code } = await bundleWorkflows();
  await writeFile(bundleFile, code);
  const fired = join(folder, 'fired');
  await mkdir(fired);
  const [workspace] = sandbox.workspaces;
  if (!workspace) throw new Error('The sandbox serves no workspace');
  supervised = superviseWorkers(workers, {
    ...{ temporalAddress, mongodbUri, taskQueue, workspace, intercomTimeoutMs, bundleFile },
    folder: fired,
    kills: Object.fromEntries(
      [...messages].map(([point, { conversationId }]) => [conversationId, [point]]),
    ),
  });
});
afterAll(async () => {
  await supervised.stop();
  await sandbox.stop();
  await rm(folder, { recursive: true, force: true });
});

faultTest(
  'F15',
  'a worker is killed before and after the steps that write, and when Intercom has just taken the note or tag',
  'adopted: one outcome, one note, one tag for each message',
  async ({ figure }) => {
    const open = new Set(points);
    const until = performance.now() + giveUpAfterMs;
    while (open.size > 0 && supervised.troubles.length === 0 && performance.now() < until) {
      await sleep(500);
      for (const point of open) {
        const message = messages.get(point);
        const session = message && (await sandbox.stores.sessions.find(message));
        if (session?.status === 'ended') open.delete(point);
      }
    }
    expect(supervised.troubles).toEqual([]);
    expect([...open]).toEqual([]);
    expect(await readdir(join(folder, 'fired'))).toHaveLength(points.length);
    // Two points that are reached in one worker at the same moment cost it one death.
    expect(supervised.deaths()).toBeGreaterThan(points.length / 2);
    expect(supervised.deaths()).toBeLessThanOrEqual(points.length);

    for (const [point, message] of messages) {
      const { appId, conversationId } = message;
      const session = await sandbox.stores.sessions.find(message);
      const told = { point, decisions: session?.decisions.map(({ outcome }) => outcome) };
      expect(told).toEqual({ point, decisions: [{ kind: 'suggested' }] });
      const notes = sandbox.simulator.notes(appId, conversationId);
      expect({ point, notes: notes.length }).toEqual({ point, notes: 1 });
      const tags = sandbox.simulator.tags(appId, conversationId);
      expect({ point, tags: tags.length }).toEqual({ point, tags: 1 });
      const handle = sandbox.product.client.workflow.getHandle(assistWorkflowId(message));
      expect(await handle.result()).toEqual({ kind: 'suggested' });
    }
    const taken = messages.get('answer:reply')?.conversationId;
    const posts = sandbox.simulator
      .writes()
      .filter(({ path }) => path === `/conversations/${taken}/reply`);
    expect(posts).toHaveLength(1);
    expect(sandbox.simulator.customerVisible()).toEqual([]);
    figure('kills', points.length);
  },
  giveUpAfterMs + 20_000,
);
