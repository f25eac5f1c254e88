import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import { chaosScript } from '../../app/chaos/chaos-script.ts';
import type { Kills } from '../../app/chaos/killing.ts';
import { type SupervisedProcesses, superviseProcesses } from '../../app/supervised-processes.ts';
import { hostEnvironment } from '../../config/environment.ts';
import { type MessageRef, assistWorkflowId, sourceId } from '../../domain/identifiers.ts';
import { choosePort } from '../../sandbox/servers/ports.ts';
import { type TcpProxy, startTcpProxy } from '../../sandbox/proxy/tcp-proxy.ts';
import { faultTest } from '../support/fault.ts';
import { type ProductSandbox, startProductSandbox } from '../support/product-sandbox.ts';
import { eventually } from '../support/scenarios.ts';

/** Intercom sends again after fifteen real seconds: another process is there by then. */
const scale = 4;
let sandbox: ProductSandbox;
let folder: string;
let mongodb: TcpProxy;
let temporal: TcpProxy;
let assignee: { teammate: string };
let contactId: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sidenote-intake-'));
  sandbox = await startProductSandbox({
    ...{ temporalAddress: inject('temporalAddress'), mongodbUri: inject('mongodbUri'), scale },
    settings: { confidenceThreshold: 0, waits: { firstWebMs: 500 } },
  });
  const { appId, simulator, mongodbUri, temporalAddress } = sandbox;
  // Only the process that dies takes webhooks, and only it goes on with what is left.
  await sandbox.web.stop();
  const at = (hostAndPort: string) => ({
    host: '127.0.0.1',
    port: Number(hostAndPort.split(':')[1]),
  });
  mongodb = await startTcpProxy(at(new URL(mongodbUri).host));
  temporal = await startTcpProxy(at(temporalAddress));
  assignee = { teammate: simulator.addTeammate({ appId, name: 'Jane' }) };
  contactId = simulator.addContact({ appId, name: 'Dana', email: 'dana@customer.example' });
});
afterAll(async () => {
  await sandbox.stop();
  await Promise.all([mongodb.stop(), temporal.stop()]);
  await rm(folder, { recursive: true, force: true });
});

/** Webhooks go to a process that dies so, and is started again. */
async function withWeb(kills: Kills, run: (web: SupervisedProcesses) => Promise<void>) {
  const port = await choosePort({ what: 'the web server', named: 0, preferred: 0 });
  const { appId, simulator, taskQueue, workspaces } = sandbox;
  const own = await mkdtemp(join(folder, 'run-'));
  const firedFolder = join(own, 'fired');
  await mkdir(firedFolder);
  const killsFile = join(own, 'kills.json');
  await writeFile(killsFile, JSON.stringify(kills));
  const mongodbUri = new URL(sandbox.mongodbUri);
  mongodbUri.host = mongodb.address;
  const web = superviseProcesses(
    1,
    chaosScript(
      {
        ...{ part: 'web', webPort: port, taskQueue, workspaces, knowledgeOf: appId, without: [] },
        temporal: { address: temporal.address, namespace: 'default' },
        mongodbUri: mongodbUri.href,
        ...{ spoolFolder: join(own, 'spool'), killsFile, firedFolder },
        ...{ dueFolder: firedFolder, bundleFile: '' },
      },
      hostEnvironment(),
    ),
  );
  try {
    await web.ready;
    simulator.updateWorkspace({ appId, webhookUrl: `http://127.0.0.1:${port}/webhooks/intercom` });
    await run(web);
    expect(web.troubles).toEqual([]);
    expect(web.deaths()).toBe(Object.values(kills).flat().length);
  } finally {
    await web.stop();
  }
}

function open(id: string): MessageRef {
  const { appId, simulator } = sandbox;
  const body = 'How do I export my time entries?';
  const started = simulator.startConversation({ appId, id, contactId, body, assignee });
  return { appId, conversationId: id, messageId: sourceId(started.sourceId) };
}

/** One decision, one note, a row that is marked: nothing is left over and nothing came twice. */
async function hasOneNote(message: MessageRef): Promise<void> {
  const { appId, conversationId } = message;
  const outcomes = async () => {
    const session = await sandbox.stores.sessions.find(message);
    return session?.decisions.map(({ outcome }) => outcome?.kind);
  };
  await expect.poll(outcomes, { timeout: 120_000, interval: 200 }).toEqual(['suggested']);
  expect(sandbox.simulator.notes(appId, conversationId)).toHaveLength(1);
  const rows = () =>
    sandbox.stores.database.db.collection('deliveries').find({ conversationId }).toArray();
  const marks = async () => (await rows()).map(({ started }) => started);
  await expect.poll(marks, { timeout: 30_000, interval: 200 }).toEqual([true]);
}

async function runsOf(message: MessageRef): Promise<number> {
  const query = `WorkflowId = "${assistWorkflowId(message)}"`;
  return (await sandbox.product.client.workflow.count(query)).count;
}

faultTest(
  'F10',
  'the web process is killed between the row and the start',
  'The row is found by the next process and started; one note.',
  async ({ figure }) => {
    await withWeb({ '501': ['web:row'] }, async () => {
      const message = open('501');
      const before = performance.now();
      await hasOneNote(message);
      figure('outcome after, s', Math.round((performance.now() - before) / 100) / 10);
      expect(await runsOf(message)).toBe(1);
    });
  },
  150_000,
);

faultTest(
  'F11',
  'the web process is killed after the start, before it answers',
  'The resend meets a run of the same name and changes nothing; one note.',
  async ({ figure }) => {
    await withWeb({ '502': ['web:start'] }, async () => {
      const message = open('502');
      await hasOneNote(message);
      await sandbox.simulator.settled();
      await hasOneNote(message);
      expect(await runsOf(message)).toBe(1);
      const delivery = sandbox.simulator
        .deliveries()
        .find(({ conversationId }) => conversationId === message.conversationId);
      figure('deliveries of the webhook', delivery?.attempts.length ?? 0);
      expect(delivery).toMatchObject({ outcome: 'delivered' });
      expect(delivery?.attempts.length).toBeGreaterThan(1);
    });
  },
  150_000,
);

faultTest(
  'F09',
  'the web process is killed three times while it drains the spool',
  'What was drained is drained again and changes nothing; exactly one note each.',
  async ({ figure }) => {
    const kills: Kills = { '606': ['web:start'], '609': ['web:row'], '616': ['web:row'] };
    await withWeb(kills, async (web) => {
      mongodb.setMode({ kind: 'black_hole' });
      temporal.setMode({ kind: 'reset' });
      const messages = Array.from({ length: 20 }, (_, index) => open(String(601 + index)));
      await eventually('all webhooks answered', async () =>
        messages.every(({ conversationId }) =>
          sandbox.simulator
            .deliveries()
            .some((one) => one.conversationId === conversationId && one.outcome === 'delivered'),
        ),
      );
      mongodb.setMode({ kind: 'pass' });
      temporal.setMode({ kind: 'pass' });
      for (const message of messages) await hasOneNote(message);
      for (const message of messages) expect(await runsOf(message)).toBe(1);
      figure('kills', web.deaths());
    });
  },
  180_000,
);
