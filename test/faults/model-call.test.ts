import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import { sourceId } from '../../domain/identifiers.ts';
import { type ModelServer, startModelServer } from '../../sandbox/model-server.ts';
import { bundleWorkflows } from '../../temporal/bundle.ts';
import { faultTest } from '../support/fault.ts';
import { type ProductSandbox, startProductSandbox } from '../support/product-sandbox.ts';
import { type SupervisedWorkers, superviseWorkers } from '../support/supervised-workers.ts';

/** By conversation; they come one after the other, so that nothing else is cut off by a kill. */
const kills = {
  '801': ['classifyTopic:after', 'draftReply:before', 'draftReply:after'],
  '802': ['answer:model'],
} as const;
const words = { '801': 'Alphateam', '802': 'Betateam' } as const;
/** Each kill is noticed after ten seconds, when the heartbeat is missed. */
const timeoutMs = 240_000;

let sandbox: ProductSandbox;
let models: ModelServer;
let supervised: SupervisedWorkers;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sidenote-model-kills-'));
  models = await startModelServer();
  sandbox = await startProductSandbox({
    ...{ temporalAddress: inject('temporalAddress'), mongodbUri: inject('mongodbUri') },
    ...{ withWorker: false, scale: 1 },
    settings: {
      confidenceThreshold: 0,
      waits: { firstWebMs: 500 },
      // Without vectors a model has to say whether a turn is about it.
      excludedTopics: ['refund disputes'],
    },
  });
  const bundleFile = join(folder, 'workflows.cjs');
  await writeFile(bundleFile, (await bundleWorkflows()).code);
  await mkdir(join(folder, 'fired'));
  const { taskQueue, mongodbUri, temporalAddress } = sandbox;
  const [workspace] = sandbox.workspaces;
  if (!workspace) throw new Error('The sandbox serves no workspace');
  supervised = superviseWorkers(2, {
    ...{ temporalAddress, mongodbUri, taskQueue, workspace, bundleFile, kills },
    intercomTimeoutMs: 5_000,
    folder: join(folder, 'fired'),
    model: { baseUrl: models.baseUrl, words },
  });
});
afterAll(async () => {
  await supervised.stop();
  await sandbox.stop();
  await models.stop();
  await rm(folder, { recursive: true, force: true });
});

/** What became of a question in this conversation: its kills, the calls of the model, its notes. */
async function ask(id: keyof typeof kills) {
  const { appId, simulator, stores } = sandbox;
  const { conversationId, sourceId: source } = simulator.startConversation({
    ...{ appId, id, assignee: { teammate: simulator.addTeammate({ appId, name: 'Jane' }) } },
    contactId: simulator.addContact({ appId, name: 'Dana', email: 'dana@customer.example' }),
    body: `How do I export the time entries of ${words[id]}?`,
  });
  const message = { appId, conversationId, messageId: sourceId(source) };
  while ((await stores.sessions.find(message))?.status !== 'ended') {
    expect(supervised.troubles).toEqual([]);
    await sleep(300);
  }
  const fired = (await readdir(join(folder, 'fired'))).filter((name) => name.startsWith(id));
  const calls = models.requests.filter(({ prompt }) => prompt.includes(words[id]));
  return {
    kills: fired.length,
    outcomes: (await stores.sessions.find(message))?.decisions.map(({ outcome }) => outcome),
    calls: calls.map(({ form }) => form),
    notes: simulator.notes(appId, conversationId).length,
  };
}

faultTest(
  'F14',
  'a worker is killed after a step that calls the model, before one, and after it',
  'resumed; a result that is recorded is not paid twice; one note',
  async ({ figure }) => {
    const became = await ask('801');
    expect(became).toEqual({
      kills: kills['801'].length,
      outcomes: [{ kind: 'suggested' }],
      calls: ['classification', 'draft'],
      notes: 1,
    });
    figure('kills', became.kills);
    figure('calls of the model', became.calls.length);
  },
  timeoutMs,
);

faultTest(
  'F14',
  'a worker is killed when the model has answered and nothing is recorded yet',
  'resumed; that one call is made again, since nobody has its result; one note',
  async ({ figure }) => {
    const became = await ask('802');
    expect(became).toEqual({
      kills: 1,
      outcomes: [{ kind: 'suggested' }],
      calls: ['classification', 'classification', 'draft'],
      notes: 1,
    });
    figure('calls of the model', became.calls.length);
  },
  timeoutMs,
);
