import { randomBytes } from 'node:crypto';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import type { LanguageModel } from '../domain/language-model.ts';
import { type Session, lastDecision } from '../domain/session.ts';
import { createExtractiveModel } from '../models/extractive.ts';
import { type DeliveryResult, differencesOf } from '../sandbox/deliveries/judge.ts';
import {
  type RecordedDelivery,
  chainsOf,
  conversationOf,
} from '../sandbox/deliveries/recorded-delivery.ts';
import { bundleWorkflows } from '../temporal/bundle.ts';
import { type TemporalAddress, createTemporalClient } from '../temporal/connection.ts';
import { registerNamespace } from '../temporal/namespace.ts';
import { createScaledClock } from './clocks.ts';
import { editSettings } from './edit-settings.ts';
import { importPath } from './knowledge/import-knowledge.ts';
import { pause } from './pause.ts';
import type { PlayOptions } from './play-script.ts';
import { type Sandbox, startSandbox } from './sandbox-stack.ts';
import { sandboxSettings } from '../sandbox/sandbox-settings.ts';

/** The recorded webhooks are signed with this one (data's README). */
const recordedSecret = 'not-a-real-secret';
/** For payloads that name no workspace. */
const otherApp = 'abc12345';
const patienceMs = 60_000;

export type PlayedDelivery = {
  readonly row: RecordedDelivery;
  readonly result: DeliveryResult;
  readonly differences: readonly string[];
};

export type DeliveryOptions = Omit<PlayOptions, 'words' | 'taskQueue'>;

/** Plays recorded webhooks one at a time, each to its end, and judges them by their `want`. */
export async function playDeliveryRows(
  rows: readonly RecordedDelivery[],
  options: DeliveryOptions,
): Promise<readonly PlayedDelivery[]> {
  const bundle = await bundleWorkflows();
  // Servers that outlive this play remember earlier ones: nothing of them may be met again.
  const play = randomBytes(4).toString('hex');
  await makeNamespaces(play, chainsOf(rows).length, options.temporal);
  const played: PlayedDelivery[] = [];
  for (const [index, chain] of chainsOf(rows).entries()) {
    const workspace = await openWorkspace(chain, { play, index }, options, bundle);
    try {
      for (const row of chain) {
        const result = await playRow(row, workspace);
        played.push({ row, result, differences: differencesOf(row, result) });
        options.report(`${played.length} of ${rows.length} deliveries played: ${row.name}`);
      }
    } finally {
      await workspace.close();
    }
  }
  return rows.flatMap((row) => played.find((one) => one.row === row) ?? []);
}

const namespaceOf = (play: string, index: number): string => `deliveries-${play}-${index}`;

async function makeNamespaces(
  play: string,
  count: number,
  temporal: TemporalAddress,
): Promise<void> {
  const { connection } = createTemporalClient(temporal);
  for (let index = 0; index < count; index += 1) {
    await registerNamespace(connection, namespaceOf(play, index));
  }
  await connection.close();
}

type Workspace = {
  readonly sandbox: Sandbox;
  readonly appId: string;
  readonly openRuns: () => Promise<number>;
  /** Everything that was stored, logged, sent to the model or kept in histories. */
  readonly traces: () => Promise<readonly (readonly [string, string])[]>;
  readonly close: () => Promise<void>;
};

/** A fresh workspace: a database and a namespace of its own, so that equal ids do not meet. */
async function openWorkspace(
  chain: readonly RecordedDelivery[],
  { play, index }: { play: string; index: number },
  options: DeliveryOptions,
  bundle: Awaited<ReturnType<typeof bundleWorkflows>>,
): Promise<Workspace> {
  const temporal: TemporalAddress = { ...options.temporal, namespace: namespaceOf(play, index) };
  const clock = createScaledClock(options.scale);
  const appId = chain.map(({ body }) => conversationOf(body)?.appId).find(Boolean) ?? otherApp;
  const taskQueue = `deliveries-${index}`;
  const mongodbUri = withDatabase(options.mongodbUri, `deliveries_${play}_${index}`);
  const logLines: string[] = [];
  const requests: string[] = [];
  const sandbox = await startSandbox({
    temporal,
    mongodbUri,
    clock,
    appIds: [appId],
    clientSecret: recordedSecret,
    taskQueue,
    bundle,
    model: recording(options.model ?? createExtractiveModel(), requests),
    logLevel: 'debug',
    logTo: { write: (line) => logLines.push(line) },
  });
  await importPath(sandbox.stores, appId, options.knowledge, undefined);
  await editSettings(sandbox.stores, { appId, edit: sandboxSettings, nowMs: clock.now() });
  const { client, connection } = createTemporalClient(temporal);
  const query = `TaskQueue="${taskQueue}"`;
  return {
    sandbox,
    appId,
    openRuns: async () =>
      (await client.workflow.count(`${query} AND ExecutionStatus="Running"`)).count,
    async traces() {
      const histories: string[] = [];
      for await (const { workflowId, runId } of client.workflow.list({ query })) {
        histories.push(
          historyToJSON(await client.workflow.getHandle(workflowId, runId).fetchHistory()),
        );
      }
      return [
        ['a stored document', JSON.stringify(await documentsOf(sandbox))],
        ['a log line', logLines.join('\n')],
        ['a request to the model', requests.join('\n')],
        ['a history', histories.map(decoded).join('\n')],
      ];
    },
    async close() {
      await connection.close();
      await sandbox.stores.database.db.dropDatabase();
      await sandbox.stop();
    },
  };
}

async function playRow(row: RecordedDelivery, workspace: Workspace): Promise<DeliveryResult> {
  const { sandbox, appId } = workspace;
  const { simulator, stores, web } = sandbox;
  const payload = conversationOf(row.body);
  const place = payload && { appId, conversationId: payload.item.id };
  if (payload) simulator.importConversation({ appId, conversation: payload.item });
  const sessions = async (): Promise<readonly Session[]> =>
    place ? stores.sessions.ofConversation(place) : [];
  const decisionsOf = (all: readonly Session[]): number =>
    all.reduce((sum, { decisions }) => sum + decisions.length, 0);

  const before = decisionsOf(await sessions());
  const notesOf = () => (place ? simulator.notes(place.appId, place.conversationId) : []);
  const notesBefore = notesOf().length;
  const answer = await fetch(`${web.url}/webhooks/intercom`, {
    method: 'POST',
    headers: row.headers,
    body: Buffer.from(row.body),
  });
  await answer.arrayBuffer();
  await comeToRest(workspace, sessions);
  const after = await sessions();
  const session = after.at(-1);
  const notes = notesOf();
  return {
    name: row.name,
    status: answer.status,
    outcome: (session && lastDecision(session)?.outcome) ?? null,
    decisions: decisionsOf(after) - before,
    notes: notes.length - notesBefore,
    noteHtml: notes.at(-1)?.body ?? null,
    found: await presentStrings(row, workspace, notes.map(({ body }) => body).join('\n')),
  };
}

async function comeToRest(
  { openRuns }: Workspace,
  sessions: () => Promise<readonly Session[]>,
): Promise<void> {
  const givenUpAt = performance.now() + patienceMs;
  let quietLooks = 0;
  while (quietLooks < 4 && performance.now() < givenUpAt) {
    const isOpen = (await sessions()).some(({ status }) => status === 'open');
    quietLooks = isOpen || (await openRuns()) > 0 ? 0 : quietLooks + 1;
    await pause(60);
  }
}

async function presentStrings(
  { want }: RecordedDelivery,
  workspace: Workspace,
  notes: string,
): Promise<string[]> {
  const absent = want?.absent ?? [];
  if (absent.length === 0) return [];
  const traces = [...(await workspace.traces()), ['a note', notes] as const];
  return absent.flatMap((string) =>
    traces
      .filter(([, text]) => text.includes(string))
      .map(([where]) => `${where} holds what must be absent`),
  );
}

/** Payloads lie in histories as base64: read them too. */
const decoded = (history: string): string =>
  history.replaceAll(/"([A-Za-z0-9+/=]{16,})"/g, (_, data: string) =>
    Buffer.from(data, 'base64').toString(),
  );

async function documentsOf({ stores }: Sandbox): Promise<unknown[]> {
  const { db } = stores.database;
  const collections = await db.collections();
  const own = collections.filter(({ collectionName }) => collectionName !== 'articles');
  return Promise.all(own.map((collection) => collection.find().toArray()));
}

const recording = (model: LanguageModel, requests: string[]): LanguageModel => ({
  ...model,
  classify(request, call) {
    requests.push(JSON.stringify(request));
    return model.classify(request, call);
  },
  draft(request, call) {
    requests.push(JSON.stringify(request));
    return model.draft(request, call);
  },
});

function withDatabase(uri: string, name: string): string {
  const url = new URL(uri);
  url.pathname = `/${name}`;
  return url.toString();
}
