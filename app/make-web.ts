import type { Connection } from '@temporalio/client';
import { inboxLink } from '../domain/conversation-link.ts';
import type { Clock } from '../domain/clock.ts';
import type { SessionLinks } from '../domain/ports.ts';
import { createServer } from '../server/app.ts';
import { closeServer } from '../server/close.ts';
import type { SignedLinks } from '../server/links.ts';
import { createLogger } from '../server/logger.ts';
import { type Metrics, createMetrics } from '../server/metrics.ts';
import type { HealthCheck, ServedWorkspace } from '../server/ports.ts';
import { type TemporalAddress, createTemporalClient } from '../temporal/connection.ts';
import { NamespaceNotFit, prepareNamespace } from '../temporal/namespace.ts';
import { createRuns } from '../temporal/runs.ts';
import { taskQueue } from '../temporal/task-queue.ts';
import { pause } from './pause.ts';
import { type Stores, openStores } from './stores.ts';
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
  readonly onNotification?: (seen: { appId: string; topic: string; receivedAtMs: number }) => void;
  readonly taskQueue?: string;
  /** Given where a worker of the same process counts its outcomes. */
  readonly metrics?: Metrics;
};

export type RunningWeb = {
  readonly url: string;
  readonly port: number;
  /** Unready at once, takes requests for another `drainMs` (default 0), answers, closes. */
  stop(options?: { readonly drainMs?: number }): Promise<void>;
};

/** Starts the server: webhooks, health, metrics and pages. */
export async function makeWeb(parts: WebParts): Promise<RunningWeb> {
  const { clock, temporal, workspaces, links } = parts;
  const stores = await openStores(parts.mongodbUri, workspaces[0]?.mode ?? null);
  const { client, connection } = createTemporalClient(temporal);
  let stopping = false;
  const preparing = await prepareOnceThere(connection, temporal.namespace);
  const server = createServer({
    workspaces: new Map(
      workspaces.map((workspace) => [workspace.appId, served(workspace, stores)]),
    ),
    deliveries: stores.deliveries,
    runs: createRuns({
      client,
      taskQueue: parts.taskQueue ?? taskQueue,
      sessions: stores.sessions,
      notes: stores.notes,
      settings: stores.settings,
      links: links.inNotes,
    }),
    sessions: stores.sessions,
    notes: stores.notes,
    settings: stores.settings,
    clock,
    links: links.signed,
    health: {
      mongodb: () => stores.database.ping(),
      temporal: () =>
        connection.workflowService.getSystemInfo({}).then(
          () => true,
          () => false,
        ),
      stopping: () => stopping,
      checks: parts.checks ?? (() => []),
    },
    metrics: parts.metrics ?? createMetrics({ processMetrics: true }),
    logger: createLogger({
      level: parts.logLevel,
      ...(parts.logTo ? { destination: parts.logTo } : {}),
    }),
    ...(parts.onNotification ? { onNotification: parts.onNotification } : {}),
  });
  await server.listen({ host: parts.host, port: parts.port });
  const address = server.server.address();
  const port = typeof address === 'object' && address ? address.port : parts.port;
  return {
    url: `http://${parts.host.includes(':') ? `[${parts.host}]` : parts.host}:${port}`,
    port,
    async stop({ drainMs = 0 } = {}) {
      stopping = true;
      await closeServer(server, drainMs);
      preparing.giveUp();
      await connection.close();
      await stores.database.close();
    },
  };
}

const tryAgainMs = 5_000;

/**
 * Makes the namespace fit before the first webhook is taken: a start that names an attribute which
 * the namespace lacks fails. Webhooks are taken without Temporal too, so while it is away this goes
 * on trying in the background. Throws `NamespaceNotFit`.
 */
async function prepareOnceThere(
  connection: Connection,
  namespace: string,
): Promise<{ giveUp(): void }> {
  let given = false;
  const isDone = (): Promise<boolean> =>
    connection.withDeadline(Date.now() + tryAgainMs, () =>
      prepareNamespace(connection, namespace, pause).then(
        () => true,
        (error: unknown) => {
          if (error instanceof NamespaceNotFit) throw error;
          return false;
        },
      ),
    );
  const goOn = async (): Promise<void> => {
    while (!given) {
      await pause(tryAgainMs);
      if (given || (await isDone().catch(() => false))) return;
    }
  };
  if (!(await isDone())) void goOn();
  return {
    giveUp: () => {
      given = true;
    },
  };
}

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
