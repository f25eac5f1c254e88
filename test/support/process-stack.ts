import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { realClock } from '../../app/clocks.ts';
import { pause } from '../../app/pause.ts';
import { type Stores, openStores } from '../../app/stores.ts';
import { assistWorkflowId, type MessageRef, sourceId } from '../../domain/identifiers.ts';
import { readMarkdownFolder } from '../../knowledge/sources/markdown.ts';
import type { IntercomSimulator } from '../../sandbox/intercom/simulator-types.ts';
import { startIntercomSimulator } from '../../sandbox/intercom/simulator.ts';
import { choosePort } from '../../sandbox/servers/ports.ts';
import { createTemporalClient } from '../../temporal/connection.ts';
import { prepareNamespace, registerNamespace } from '../../temporal/namespace.ts';
import { deleteSyncs } from '../../temporal/knowledge-schedule.ts';
import { deleteSweeps } from '../../temporal/schedule.ts';

/** A process of the product as it is deployed, and how it ended. */
export type SidenoteProcess = {
  /** Settles when it has said that it works; rejects when it ended before. */
  readonly ready: Promise<void>;
  readonly ended: Promise<{ code: number | null; signal: string | null }>;
  readonly written: () => string;
  signal(name: NodeJS.Signals): void;
};

export type ProcessStack = {
  readonly simulator: IntercomSimulator;
  readonly stores: Stores;
  readonly appId: string;
  /** Where a web process listens. */
  readonly webUrl: string;
  /** Runs `node bin/sidenote.js COMMAND` on the stack. */
  run(command: 'start' | 'web' | 'worker', more?: Record<string, string>): SidenoteProcess;
  /** A customer opens a conversation that a teammate owns; its webhook is sent at once. */
  ask(): MessageRef;
  /** Which of the messages have not ended yet. */
  open(messages: readonly MessageRef[]): Promise<readonly MessageRef[]>;
  /** Waits until all have ended; fails with how many have not after `withinMs`. */
  untilEnded(messages: readonly MessageRef[], withinMs: number): Promise<void>;
  /** Temporal's own result of every run of the message, oldest first; null: it is open. */
  outcomesInTemporal(message: MessageRef): Promise<readonly (string | null)[]>;
  /** How many runs there have been under a workflow id. */
  runsOf(workflowId: string): Promise<number>;
  stop(): Promise<void>;
};

/**
 * The simulator and stores in this process, in a namespace and a database of their own, for
 * processes of the real command: they share its one task queue with nobody.
 */
export async function startProcessStack(options: {
  temporalAddress: string;
  mongodbUri: string;
  settings: Record<string, unknown>;
}): Promise<ProcessStack> {
  const name = randomBytes(4).toString('hex');
  const appId = `w${name}`;
  const namespace = `processes-${name}`;
  const folder = await mkdtemp(join(tmpdir(), 'sidenote-processes-'));
  const uri = new URL(options.mongodbUri);
  uri.pathname = `/processes_${name}`;
  const address = options.temporalAddress;
  const { client, connection } = createTemporalClient({
    ...{ address, namespace, apiKey: null, tls: null },
  });
  await registerNamespace(connection, namespace);
  await prepareNamespace(connection, namespace, pause);
  const port = await choosePort({ what: 'the web process', named: 0, preferred: 0 });
  const webUrl = `http://127.0.0.1:${port}`;
  const simulator = await startIntercomSimulator({ clock: realClock });
  const webhookUrl = `${webUrl}/webhooks/intercom`;
  const workspace = { appId, token: 'token', clientSecret: 'client-secret', adminId: '9000001' };
  simulator.createWorkspace({ ...workspace, webhookUrl });
  const stores = await openStores(uri.href);
  const read = { source: 'sandbox', guessLanguage: () => 'en' };
  const { articles } = await readMarkdownFolder('sandbox/knowledge', read);
  await stores.articles.replaceSource(appId, 'sandbox', articles);
  const settings = { mode: 'live', ...options.settings };
  await stores.settings.save({ appId, base: 0, settings, nowMs: realClock.now() });

  const teammate = simulator.addTeammate({ appId, name: 'Jane' });
  const contactId = simulator.addContact({ appId, name: 'Dana', email: 'dana@customer.example' });
  const children = new Set<ChildProcess>();
  const environment = {
    ...process.env,
    INTERCOM_ACCESS_TOKEN: workspace.token,
    INTERCOM_CLIENT_SECRET: workspace.clientSecret,
    INTERCOM_APP_ID: appId,
    INTERCOM_ADMIN_ID: workspace.adminId,
    INTERCOM_BASE_URL: simulator.url,
    TEMPORAL_ADDRESS: address,
    TEMPORAL_NAMESPACE: namespace,
    MONGODB_URI: uri.href,
    SIDENOTE_SECRET: 'secret-of-the-process-tests-0123456789',
    SIDENOTE_EMBEDDINGS: 'none',
    SIDENOTE_SPOOL_DIR: join(folder, 'spool'),
    PORT: String(port),
    LOG_LEVEL: 'silent',
    SIDENOTE_KNOWLEDGE_SECONDS: '0',
  };

  const open = async (messages: readonly MessageRef[]): Promise<readonly MessageRef[]> => {
    const sessions = await Promise.all(messages.map((message) => stores.sessions.find(message)));
    return messages.filter((_, index) => sessions[index]?.status !== 'ended');
  };

  return {
    simulator,
    stores,
    appId,
    webUrl,
    open,
    async untilEnded(messages, withinMs) {
      const until = performance.now() + withinMs;
      let left = messages;
      for (;;) {
        left = await open(left);
        if (left.length === 0) return;
        if (performance.now() > until) {
          throw new Error(`${left.length} messages have not ended within ${withinMs / 1_000} s`);
        }
        await pause(250);
      }
    },
    run(command, more = {}) {
      const child = spawn(process.execPath, ['bin/sidenote.js', command], {
        env: { ...environment, ...more },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      children.add(child);
      let written = '';
      const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
        child.once('exit', (code, signal) => {
          children.delete(child);
          resolve({ code, signal });
        });
      });
      const ready = new Promise<void>((resolve, reject) => {
        const take = (chunk: Buffer): void => {
          written += chunk.toString();
          if (/^Temporal: /m.test(written)) resolve();
        };
        child.stdout.on('data', take);
        child.stderr.on('data', take);
        void ended.then(() => reject(new Error(`It ended before it was ready: ${written}`)));
      });
      // Whoever does not wait for it learns from the exit.
      ready.catch(() => undefined);
      return { ready, ended, written: () => written, signal: (signal) => child.kill(signal) };
    },
    ask() {
      const { conversationId, sourceId: id } = simulator.startConversation({
        ...{ appId, contactId, assignee: { teammate } },
        body: 'How do I export my time entries?',
      });
      return { appId, conversationId, messageId: sourceId(id) };
    },
    async outcomesInTemporal(message) {
      const query = `WorkflowId="${assistWorkflowId(message)}"`;
      const runs: { startedAtMs: number; outcome: string | null }[] = [];
      for await (const { workflowId, runId, startTime, status } of client.workflow.list({
        query,
      })) {
        const handle = client.workflow.getHandle(workflowId, runId);
        const outcome = status.name === 'RUNNING' ? null : JSON.stringify(await handle.result());
        runs.push({ startedAtMs: startTime.getTime(), outcome });
      }
      return runs
        .sort((one, other) => one.startedAtMs - other.startedAtMs)
        .map(({ outcome }) => outcome);
    },
    async runsOf(workflowId) {
      return (await client.workflow.count(`WorkflowId="${workflowId}"`)).count;
    },
    async stop() {
      const gone = [...children].map(
        (child) => new Promise((resolve) => child.once('exit', resolve)),
      );
      for (const child of children) child.kill('SIGKILL');
      await Promise.all(gone);
      await deleteSweeps(client, appId).catch(() => undefined);
      await deleteSyncs(client, appId).catch(() => undefined);
      await connection.close();
      await simulator.stop();
      await stores.database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
