import type { Connection } from '@temporalio/client';
import { inboxLink } from '../domain/conversation-link.ts';
import type { Clock } from '../domain/clock.ts';
import type { Runs, SessionLinks } from '../domain/ports.ts';
import { createServer } from '../server/app.ts';
import { closeServer } from '../server/close.ts';
import type { SignedLinks } from '../server/links.ts';
import { createLogger } from '../server/logger.ts';
import { type Metrics, createMetrics } from '../server/metrics.ts';
import type {
  HealthCheck,
  SeenNotification,
  ServedWorkspace,
  ServerPorts,
} from '../server/ports.ts';
import { standingBudgets } from './standing-budgets.ts';
import { createStoreGate } from '../server/store-gate.ts';
import { type SpoolOptions, createSpool } from '../storage/spool.ts';
import type { TemporalAddress } from '../temporal/connection.ts';
import { openRun, openRunIds } from '../temporal/open-runs.ts';
import { createRuns } from '../temporal/runs.ts';
import { taskQueue } from '../temporal/task-queue.ts';
import { startDrain } from './drain/drain.ts';
import type { Stores } from './stores.ts';
import { openWebStores } from './web-stores.ts';
import type { Workspace } from './workspace.ts';

export type WebParts = {
  readonly temporal: TemporalAddress;
  readonly mongodbUri: string;
  readonly workspaces: readonly Workspace[];
  readonly links: { readonly signed: SignedLinks; readonly inNotes: SessionLinks };
  readonly clock: Clock;
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly logLevel: string;
  /** Where log lines go; default: standard output. */
  readonly logTo?: { write(line: string): void };
  readonly checks?: () => readonly HealthCheck[];
  readonly onNotification?: (seen: SeenNotification) => void;
  readonly taskQueue?: string;
  /** Absent: what neither store takes is answered with 503. */
  readonly spool?: SpoolOptions;
  /** What had waited is started while fewer runs than this are open; default 200. */
  readonly atMostOpen?: number;
  /** Puts something around what the server works with: tests kill the process in between. */
  readonly wrapPorts?: (ports: ServerPorts) => ServerPorts;
  /** Given where a worker of the same process counts its outcomes. */
  readonly metrics?: Metrics;
};

export type RunningWeb = {
  readonly url: string;
  readonly port: number;
  /** Unready at once, takes requests for another `drainMs` (default 0), answers, closes. */
  stop(options?: { readonly drainMs?: number }): Promise<void>;
};

const defaultOpenRuns = 200;

/**
 * Starts the server: webhooks, health, metrics and pages, and the loop that takes further what had
 * to wait. Neither store has to be there: webhooks are taken all the same, and it goes on when they
 * come. Throws at once when one is there and cannot be used.
 */
export async function makeWeb(parts: WebParts): Promise<RunningWeb> {
  const { clock, temporal, workspaces, links } = parts;
  const log = createLogger({
    level: parts.logLevel,
    ...(parts.logTo ? { destination: parts.logTo } : {}),
  });
  const opened = await openWebStores({
    ...{ temporal, mongodbUri: parts.mongodbUri, mode: workspaces[0]?.mode ?? null, log },
  });
  const { stores, client, connection } = opened;
  const queue = parts.taskQueue ?? taskQueue;
  const spool = parts.spool === undefined ? null : createSpool(parts.spool);
  let stopping = false;
  const health = {
    mongodb: () => stores.database.ping(),
    temporal: () =>
      connection.workflowService.getSystemInfo({}).then(
        () => true,
        () => false,
      ),
    stopping: () => stopping,
    checks: () => [...opened.checks(), ...(parts.checks?.() ?? [])],
    troubles: () => stores.troubles.standing(workspaces.map(({ appId }) => appId)),
    budgets: () =>
      standingBudgets(
        stores,
        workspaces.map(({ appId }) => appId),
        clock.now(),
      ),
  };
  const ports: ServerPorts = {
    spool,
    gates: {
      mongodb: createStoreGate(health.mongodb),
      temporal: createStoreGate(health.temporal),
    },
    deliveries: stores.deliveries,
    runs: withDeadline(
      connection,
      createRuns({
        client,
        taskQueue: queue,
        sessions: stores.sessions,
        notes: stores.notes,
        settings: stores.settings,
        links: links.inNotes,
      }),
    ),
    metrics: parts.metrics ?? createMetrics({ processMetrics: true }),
    clock,
    workspaces: new Map(
      workspaces.map((workspace) => [workspace.appId, served(workspace, stores)]),
    ),
    sessions: stores.sessions,
    notes: stores.notes,
    settings: stores.settings,
    sweeps: stores.sweeps,
    links: links.signed,
    health,
    logger: log,
    ...(parts.onNotification ? { onNotification: parts.onNotification } : {}),
  };
  const wrapped = parts.wrapPorts?.(ports) ?? ports;
  const server = createServer(wrapped);
  try {
    await server.listen({ host: parts.host, port: parts.port });
  } catch (error) {
    await opened.close();
    throw error;
  }
  const draining = startDrain({
    ...wrapped,
    deliveries: { ...stores.deliveries, ...wrapped.deliveries },
    spool,
    appIds: workspaces.map(({ appId }) => appId),
    openRuns: {
      list: (atMost) => openRunIds(client, queue, atMost),
      isOpen: async (workflowId) => (await openRun(client, workflowId)) !== null,
    },
    atMostOpen: parts.atMostOpen ?? defaultOpenRuns,
    log,
  });
  const address = server.server.address();
  const port = typeof address === 'object' && address ? address.port : parts.port;
  return {
    url: `http://${parts.host.includes(':') ? `[${parts.host}]` : parts.host}:${port}`,
    port,
    async stop({ drainMs = 0 } = {}) {
      stopping = true;
      await closeServer(server, drainMs);
      await draining.stop();
      await opened.close();
    },
  };
}

/** Left alone, gRPC would try for minutes and start things long after their webhook was answered. */
const startMs = 3_000;

const withDeadline = (connection: Connection, runs: Runs): ServerPorts['runs'] => ({
  start: (message, cause) =>
    connection.withDeadline(Date.now() + startMs, () => runs.start(message, cause)),
  review: (conversation, newestPart) =>
    connection.withDeadline(Date.now() + startMs, () => runs.review(conversation, newestPart)),
  readArticle: (appId, articleId) =>
    connection.withDeadline(Date.now() + startMs, () => runs.readArticle(appId, articleId)),
});

const served = (workspace: Workspace, stores: Stores): ServedWorkspace => ({
  clientSecrets: workspace.clientSecrets,
  adminId: workspace.adminId,
  mode: async () => (await stores.settings.current(workspace.appId)).settings.mode,
  keepsThreads: async () =>
    (await stores.settings.current(workspace.appId)).settings.fullConversationSync,
  inboxLink: (conversationId) =>
    workspace.region === undefined
      ? null
      : inboxLink(workspace.region, workspace.appId, conversationId),
});
