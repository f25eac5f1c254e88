import type { WorkflowBundle } from '@temporalio/worker';
import { createReferenceCodes } from '../activities/reference-code.ts';
import { type Activities, createActivities } from '../activities/index.ts';
import type { ActivityPorts } from '../activities/ports.ts';
import type { Clock } from '../domain/clock.ts';
import type { Embedder } from '../domain/embedder.ts';
import type { LanguageModel } from '../domain/language-model.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Connection, SessionLinks } from '../domain/ports.ts';
import { createLanguageDetector } from '../models/language.ts';
import { bundleWorkflows } from '../temporal/bundle.ts';
import { type TemporalAddress, createTemporalClient } from '../temporal/connection.ts';
import { prepareNamespace } from '../temporal/namespace.ts';
import type { SdkLogLevel } from '../temporal/runtime.ts';
import { createRuns } from '../temporal/runs.ts';
import { taskQueue } from '../temporal/task-queue.ts';
import { startWorker } from '../temporal/worker.ts';
import { pause } from './pause.ts';
import { createRetrievers } from './knowledge/retrievers.ts';
import { createPassageVectors } from './knowledge/passage-vectors.ts';
import { openStores } from './stores.ts';
import { createKnowledgeSync } from './knowledge-sync/sync.ts';
import { type KnowledgeSeconds, productPace, scheduleSyncs } from './knowledge-sync/schedule.ts';
import { type SweepPace, startSweeping } from './sweeping.ts';
import { createTextVectors } from './text-vectors.ts';
import { createTroubleRecorder } from './trouble-recorder.ts';
import { type Workspace, clientOf, connectionOn } from './workspace.ts';

export type WorkerParts = {
  readonly temporal: TemporalAddress;
  readonly mongodbUri: string;
  readonly workspaces: readonly Workspace[];
  /** Ready-made connections beside theirs: to conversations that do not come from Intercom. */
  readonly connections?: readonly Connection[];
  readonly model: LanguageModel;
  readonly links: SessionLinks;
  /** Make the reference codes of notes; the first marks new ones. The same for every worker. */
  readonly secrets: readonly string[];
  readonly clock: Clock;
  /** Real milliseconds that one call to Intercom may take. */
  readonly intercomTimeoutMs?: number;
  /** Made once by whoever starts several workers. */
  readonly bundle?: WorkflowBundle;
  readonly taskQueue?: string;
  readonly sdkLogLevel?: SdkLogLevel;
  /** The build that this process runs, where workers are versioned; null: they are not. */
  readonly buildId?: string | null;
  readonly onOutcome?: (outcome: Outcome) => void;
  /** Makes vectors of questions and passages; null as long as there is none. */
  readonly embedder?: () => Embedder | null;
  /** Told what goes on beside decisions, a line each. */
  readonly report?: (line: string) => void;
  /** All workspaces draw on the knowledge of this one: the sandbox has many and one help center. */
  readonly knowledgeOf?: string;
  /** Sweeps the workspaces on a schedule, and once now; absent: another process sees to it. */
  readonly sweep?: SweepPace;
  /** Reads knowledge again on a schedule; absent: only what webhooks tell of is read. */
  readonly knowledge?: KnowledgeSeconds;
  /** So many decisions and reviews may be open while a sweep starts more; default 200. */
  readonly atMostOpen?: number;
  /** Puts something around the steps: tests kill the process in the middle of one. */
  readonly wrapActivities?: (activities: Activities) => Activities;
  /** The same for what the steps work with. */
  readonly wrapPorts?: (ports: ActivityPorts) => ActivityPorts;
};

export type RunningPart = { readonly stopped: Promise<void>; stop(): Promise<void> };

/** Left alone, gRPC would try for minutes before it says that nobody answers. */
const prepareMs = 15_000;

/**
 * Starts a worker with all its parts, after making the namespace fit. Needs both stores, and closes
 * what it opened when it fails: `startWhenThere` waits for them.
 */
export async function makeWorker(parts: WorkerParts): Promise<RunningPart> {
  const opened: Close[] = [];
  const close: Close = async () => {
    for (const one of opened.splice(0).reverse()) await one();
  };
  try {
    return await assemble(parts, opened, close);
  } catch (error) {
    await close();
    throw error;
  }
}

type Close = () => Promise<void>;

async function assemble(parts: WorkerParts, opened: Close[], close: Close): Promise<RunningPart> {
  const { clock, temporal, workspaces, links } = parts;
  const queue = parts.taskQueue ?? taskQueue;
  const timeoutMs = parts.intercomTimeoutMs ?? 10_000;
  const stores = await openStores(parts.mongodbUri, workspaces[0]?.mode ?? null);
  opened.push(() => stores.database.close());
  const { client, connection } = createTemporalClient(temporal);
  opened.push(() => connection.close());
  await connection.withDeadline(Date.now() + prepareMs, () =>
    prepareNamespace(connection, temporal.namespace, pause),
  );
  const recorder = createTroubleRecorder(stores.troubles);
  const { provider } = parts.model;
  provider?.watch(recorder.model);
  await stores.troubles.keepModels(provider?.host ?? '', provider?.models ?? []);
  const clients = new Map(
    workspaces.map((workspace) => {
      const onAnswer = recorder.intercom(workspace.appId);
      return [workspace.appId, clientOf(workspace, { clock, timeoutMs, onAnswer })];
    }),
  );
  const connections = new Map(
    [
      ...workspaces.flatMap((workspace) => {
        const client = clients.get(workspace.appId);
        return client ? [connectionOn(client, workspace)] : [];
      }),
      ...(parts.connections ?? []),
    ].map((connection) => [connection.appId, connection]),
  );
  const report = parts.report ?? (() => undefined);
  const passageVectors = createPassageVectors({ vectors: stores.vectors, report });
  opened.push(() => passageVectors.stop());
  const embedder = parts.embedder ?? (() => null);
  const retrieverOf = createRetrievers(stores.articles, clock, {
    embedder,
    passageVectors,
    report,
  });
  const ports: ActivityPorts = {
    clock,
    connection: (appId) => {
      const found = connections.get(appId);
      if (!found) throw new Error(`Not connected to the workspace ${appId}`);
      return found;
    },
    sessions: stores.sessions,
    notes: stores.notes,
    settings: stores.settings,
    budgets: stores.budgets,
    retriever: (appId) => retrieverOf(parts.knowledgeOf ?? appId),
    model: parts.model,
    textVectors: createTextVectors({ embedder, report }),
    language: await createLanguageDetector(),
    runs: createRuns({
      client,
      taskQueue: queue,
      sessions: stores.sessions,
      notes: stores.notes,
      settings: stores.settings,
      links,
    }),
    deliveries: stores.deliveries,
    reviewed: stores.reviewed,
    sweeps: stores.sweeps,
    knowledge: createKnowledgeSync({
      ...{ stores, clock, clientOf: (appId) => clients.get(appId) ?? null },
      workspaceOf: (appId) => workspaces.find((one) => one.appId === appId) ?? null,
      pace: productPace(parts.knowledge ?? null, clock),
    }),
    referenceCodes: createReferenceCodes(parts.secrets),
    atMostOpen: parts.atMostOpen ?? 200,
    links,
    ...(parts.onOutcome ? { onOutcome: parts.onOutcome } : {}),
    postTimeoutMs: timeoutMs,
  };
  const activities = createActivities(parts.wrapPorts?.(ports) ?? ports);
  const worker = await startWorker({
    where: temporal,
    taskQueue: queue,
    activities: parts.wrapActivities?.(activities) ?? activities,
    bundle: parts.bundle ?? (await bundleWorkflows()),
    buildId: parts.buildId ?? null,
    ...(parts.sdkLogLevel ? { sdkLogLevel: parts.sdkLogLevel } : {}),
  });
  if (parts.sweep) {
    const sweeping = await startSweeping({
      ...{ client, topics: stores.topics, taskQueue: queue, pace: parts.sweep },
      appIds: [...connections.keys()],
    }).catch(async (error: unknown) => {
      await worker.stop();
      throw error;
    });
    opened.push(async () => sweeping.stop());
  }
  if (parts.knowledge) {
    const { everySeconds } = parts.knowledge;
    const appIds = workspaces.map(({ appId }) => appId);
    const scheduling = await scheduleSyncs({
      ...{ client, taskQueue: queue, appIds, everySeconds },
    }).catch(async (error: unknown) => {
      await worker.stop();
      throw error;
    });
    opened.push(async () => scheduling.stop());
  }
  const stopped = worker.stopped.finally(close);
  return {
    stopped,
    async stop() {
      await worker.stop();
      await stopped;
    },
  };
}
