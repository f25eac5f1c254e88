import { randomBytes } from 'node:crypto';
import type { WorkflowBundle } from '@temporalio/worker';
import type { Clock } from '../domain/clock.ts';
import type { LanguageModel } from '../domain/language-model.ts';
import type { Article } from '../domain/passage.ts';
import { createExtractiveModel } from '../models/extractive.ts';
import type { IntercomSimulator } from '../sandbox/intercom/simulator-types.ts';
import { startIntercomSimulator } from '../sandbox/intercom/simulator.ts';
import { choosePort } from '../sandbox/servers/ports.ts';
import type { SpoolOptions } from '../storage/spool.ts';
import type { TemporalAddress } from '../temporal/connection.ts';
import type { KnowledgeSeconds } from './knowledge-sync/schedule.ts';
import { type LinkOptions, makeLinks } from './links.ts';
import { type RunningPart, makeWorker } from './make-worker.ts';
import { type RunningWeb, makeWeb } from './make-web.ts';
import { type Stores, openStores } from './stores.ts';
import type { SweepPace } from './sweeping.ts';
import type { Workspace } from './workspace.ts';

/** What the sandbox's workspaces have in common; ids as Intercom shapes them. */
export const sandboxConnection = {
  adminId: '9000001',
  accessToken: 'sandbox-token',
  clientSecret: 'sandbox-client-secret',
} as const;

export type SandboxOptions = {
  readonly temporal: Pick<TemporalAddress, 'address' | 'namespace'>;
  readonly mongodbUri: string;
  readonly clock: Clock;
  /** Workspaces to make in the simulator and to serve, by app id. */
  readonly appIds: readonly string[];
  readonly clientSecret?: string;
  readonly model?: LanguageModel;
  readonly webPort?: number;
  readonly simulatorPort?: number;
  readonly logLevel?: string;
  readonly logTo?: { write(line: string): void };
  readonly bundle?: WorkflowBundle;
  readonly taskQueue?: string;
  readonly intercomTimeoutMs?: number;
  /** The workspace whose knowledge all of them share. */
  readonly knowledgeOf?: string;
  /** Signs links; default: one that nobody knows afterwards. */
  readonly linkSecret?: string;
  /** Where webhooks wait while both stores are away; absent: nowhere. */
  readonly spool?: SpoolOptions;
  readonly atMostOpen?: number;
  /** Sweeps on a schedule; absent: only webhooks start anything. */
  readonly sweep?: SweepPace;
  /** Reads knowledge again on a schedule; absent: only what webhooks tell of is read. */
  readonly knowledge?: KnowledgeSeconds;
  /** False: another process works. */
  readonly withWorker?: boolean;
};

export type Sandbox = {
  readonly simulator: IntercomSimulator;
  readonly web: RunningWeb;
  readonly worker: RunningPart | null;
  readonly stores: Stores;
  readonly links: ReturnType<typeof makeLinks>;
  readonly workspaces: readonly Workspace[];
  /** Makes a workspace's knowledge hold exactly these articles. */
  know(appId: string, articles: readonly Article[]): Promise<void>;
  stop(): Promise<void>;
};

/** Everything on loopback: the Intercom simulator, a web process and a worker on given servers. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { clock, mongodbUri } = options;
  const temporal: TemporalAddress = { ...options.temporal, apiKey: null, tls: null };
  const clientSecret = options.clientSecret ?? sandboxConnection.clientSecret;
  const simulator = await startIntercomSimulator({ clock, port: options.simulatorPort ?? 0 });
  const webPort =
    options.webPort ?? (await choosePort({ what: 'the web server', named: 0, preferred: 0 }));
  const webUrl = `http://127.0.0.1:${webPort}`;
  const workspaces = options.appIds.map((appId): Workspace => {
    const accessToken = `${sandboxConnection.accessToken}-${appId}`;
    simulator.createWorkspace({
      appId,
      token: accessToken,
      clientSecret,
      adminId: sandboxConnection.adminId,
      webhookUrl: `${webUrl}/webhooks/intercom`,
    });
    return {
      appId,
      adminId: sandboxConnection.adminId,
      accessToken,
      clientSecrets: [clientSecret],
      baseUrl: simulator.url,
      version: '2.14',
      mode: null,
    };
  });
  const linkOptions: LinkOptions = {
    secrets: [options.linkSecret ?? randomBytes(32).toString('base64url')],
    publicUrl: webUrl,
    loopbackToo: true,
  };
  const links = makeLinks(linkOptions, webUrl, clock);
  const stores = await openStores(mongodbUri);
  const shared = {
    temporal,
    mongodbUri,
    workspaces,
    clock,
    ...(options.taskQueue ? { taskQueue: options.taskQueue } : {}),
  };
  const worker =
    options.withWorker === false
      ? null
      : await makeWorker({
          ...shared,
          model: options.model ?? createExtractiveModel(),
          links: links.inNotes,
          secrets: linkOptions.secrets,
          ...(options.sweep ? { sweep: options.sweep } : {}),
          ...(options.knowledge ? { knowledge: options.knowledge } : {}),
          ...(options.atMostOpen === undefined ? {} : { atMostOpen: options.atMostOpen }),
          // A demo that injects faults would fill the terminal with them.
          sdkLogLevel: options.logLevel === undefined ? 'ERROR' : 'WARN',
          ...(options.knowledgeOf ? { knowledgeOf: options.knowledgeOf } : {}),
          ...(options.bundle ? { bundle: options.bundle } : {}),
          ...(options.intercomTimeoutMs ? { intercomTimeoutMs: options.intercomTimeoutMs } : {}),
        });
  const web = await makeWeb({
    ...shared,
    links,
    host: '127.0.0.1',
    port: webPort,
    logLevel: options.logLevel ?? 'silent',
    ...(options.logTo ? { logTo: options.logTo } : {}),
    ...(options.spool ? { spool: options.spool } : {}),
    ...(options.atMostOpen ? { atMostOpen: options.atMostOpen } : {}),
  });
  return {
    simulator,
    web,
    worker,
    stores,
    links,
    workspaces,
    async know(appId, articles) {
      await stores.articles.replaceSource(appId, 'sandbox', articles);
    },
    async stop() {
      await worker?.stop();
      await simulator.stop();
      await web.stop();
      await stores.database.close();
    },
  };
}
