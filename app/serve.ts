import { join } from 'node:path';
import { createMetrics } from '../server/metrics.ts';
import type { HealthCheck } from '../server/ports.ts';
import { realClock } from './clocks.ts';
import { checkPublicAddress } from './checks/public-address.ts';
import { linkOptionsFrom, localUrl, workspaceFrom } from './from-config.ts';
import { makeLinks } from './links.ts';
import { type ServerOptions, openServers } from './local-servers.ts';
import { type RunningPart, makeWorker } from './make-worker.ts';
import { type RunningWeb, makeWeb } from './make-web.ts';
import { modelFrom } from './model.ts';
import { type Stores, openStores } from './stores.ts';
import { type SweepPace, sweepEveryMs } from './sweeping.ts';
import { createTemporalUi } from './temporal-ui.ts';
import { createTopicRecorder } from './topic-recorder.ts';
import { verify } from './verify.ts';
import type { Workspace } from './workspace.ts';

export type Serving = {
  /** What a person wants to know, a line each. */
  readonly lines: readonly string[];
  /** What `verify` found; empty for a worker alone. */
  readonly checks: () => readonly HealthCheck[];
  readonly web: RunningWeb | null;
  readonly worker: RunningPart | null;
  /**
   * The web process turns unready and still takes requests for `drainMs`, while the worker finishes
   * what it does; then stores and servers close. Rejects with what did not stop as it should.
   */
  stop(options?: { readonly drainMs?: number }): Promise<void>;
};

type Stop = (options: { readonly drainMs?: number }) => Promise<unknown>;

/** Serves the workspace of the environment: the web process, the worker, or both in this process. */
export async function serve(
  options: ServerOptions & { readonly parts: 'web' | 'worker' | 'both' },
): Promise<Serving> {
  const { config, folder, report } = options;
  const workspace = workspaceFrom(config);
  const { buildId } = config.sidenote;
  const model = modelFrom(config);
  const linkOptions = await linkOptionsFrom(config, folder);
  const links = makeLinks(linkOptions, localUrl(config), realClock);
  const parts: Stop[] = [];
  const below: Stop[] = [];
  const stop = async (given: { readonly drainMs?: number } = {}): Promise<void> => {
    const ends = await Promise.allSettled(parts.splice(0).map((one) => one(given)));
    for (const one of below.splice(0).reverse()) await one(given);
    const failure = ends.find(({ status }) => status === 'rejected');
    if (failure?.status === 'rejected') throw failure.reason;
  };
  try {
    const servers = await openServers(options);
    below.push(() => servers.stop());
    const { temporal, mongodbUri } = servers;
    const metrics = createMetrics({ processMetrics: true });
    const shared = { temporal, mongodbUri, workspaces: [workspace], clock: realClock };
    const stores = await openStores(mongodbUri, workspace.mode);
    below.push(() => stores.database.close());

    const pace = {
      everyMs: config.sidenote.sweepSeconds * 1_000,
      pollMs: config.sidenote.pollSeconds * 1_000,
    };
    let checks: readonly HealthCheck[] = [];
    let worker: RunningPart | null = null;
    let web: RunningWeb | null = null;
    if (options.parts !== 'worker') {
      report('Checking the connection to Intercom (it only reads)');
      checks = await verify({ config, workspace, stores, nowMs: realClock.now() });
    }
    if (options.parts !== 'web') {
      const started = await makeWorker({
        ...shared,
        model,
        links: links.inNotes,
        secrets: linkOptions.secrets,
        sweep: pace,
        atMostOpen: config.sidenote.openRuns,
        buildId,
        onOutcome: (outcome) => metrics.outcome(outcome),
      });
      parts.push(() => started.stop());
      worker = started;
    }
    if (options.parts !== 'worker') {
      const started = await makeWeb({
        ...shared,
        links,
        host: config.server.host,
        port: config.server.port,
        logLevel: config.server.logLevel,
        spool: {
          folder: config.sidenote.spoolDir ?? join(folder, 'spool'),
          maximumBytes: config.sidenote.spoolMegabytes * 1_000_000,
        },
        atMostOpen: config.sidenote.openRuns,
        checks: () => checks,
        metrics,
        onNotification: createTopicRecorder(stores.topics),
      }).catch(sayPort);
      parts.push((given) => started.stop(given));
      web = started;
      checks = [...checks, await checkPublicAddress(config.server.publicUrl)];
    }
    const ui = createTemporalUi(servers.temporalUiUrl, temporal.namespace);
    return {
      lines: [
        await writesLine(stores, workspace),
        `Drafts: ${model.name}${model.translates ? '' : ' (quotes the knowledge base; nothing is sent to a model)'}`,
        ...(worker === null || buildId === null
          ? []
          : [
              `Build ${buildId}: gets new messages while it is current (npx sidenote promote ${buildId})`,
            ]),
        ...(linkOptions.made
          ? [
              `Links are signed with a secret made now and kept in ${folder}/secret; set SIDENOTE_SECRET to use your own.`,
            ]
          : []),
        ...(web === null ? [] : [`Look up a conversation: ${links.signed.lookupLink()}`]),
        `Temporal: ${ui.url ?? `${temporal.address}, namespace ${temporal.namespace}`}`,
        ...(web === null ? [] : [webhookLine(config.server.publicUrl, web.url)]),
        ...(worker === null ? [] : await pollingLines(stores, workspace, pace)),
      ],
      checks: () => checks,
      web,
      worker,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Says so when messages are found by looking for them, since nobody tells of them. */
async function pollingLines(
  { topics }: Pick<Stores, 'topics'>,
  { appId }: Pick<Workspace, 'appId'>,
  pace: SweepPace,
): Promise<string[]> {
  const { everyMs, polls } = await sweepEveryMs(topics, appId, pace);
  return polls
    ? [
        `No webhook has come yet: Sidenote looks for new messages itself, every ${everyMs / 1_000} s, until one does.`,
      ]
    : [];
}

/** In one line what will be written. */
export async function writesLine(
  { settings }: Pick<Stores, 'settings'>,
  { appId }: Pick<Workspace, 'appId'>,
): Promise<string> {
  const { mode, tags } = (await settings.current(appId)).settings;
  return mode === 'shadow'
    ? 'shadow: nothing will be written to Intercom'
    : `live: internal notes and the tag ${tags.suggested} will be written to workspace ${appId}`;
}

const webhookLine = (publicUrl: string | null, url: string): string =>
  publicUrl === null
    ? `Webhook address: ${url}/webhooks/intercom (reachable from this machine only: set PUBLIC_URL to one that Intercom can reach)`
    : `Webhook address to paste into the Developer Hub: ${publicUrl}/webhooks/intercom`;

function sayPort(error: unknown): never {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    throw new Error('The port of the web process is taken: stop what uses it, or set PORT.', {
      cause: error,
    });
  }
  throw error;
}
