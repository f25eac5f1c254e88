import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import { choosePort } from '../sandbox/servers/ports.ts';
import { databaseHostsOf } from '../storage/mongodb.ts';
import { createMetrics } from '../server/metrics.ts';
import type { HealthCheck } from '../server/ports.ts';
import { awayStore } from './away-store.ts';
import { realClock } from './clocks.ts';
import { checkPublicAddress } from './checks/public-address.ts';
import { startEmbedder } from './start-embedder.ts';
import { knowledgeSecondsOf, linkOptionsFrom, localUrl, workspaceFrom } from './from-config.ts';
import { makeLinks } from './links.ts';
import { type ServerOptions, openServers } from './local-servers.ts';
import { type RunningPart, makeWorker } from './make-worker.ts';
import { type RunningWeb, makeWeb } from './make-web.ts';
import { modelFrom } from './model.ts';
import { startWhenThere } from './start-when-there.ts';
import { type Stores, openStoresLater } from './stores.ts';
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

/**
 * Serves the workspace of the environment: the web process, the worker, or both in this process. A
 * store that is away is waited for, by a worker that runs as soon as it can and by a web process that
 * takes webhooks meanwhile; one that is there and cannot be used is thrown.
 */
export async function serve(
  options: ServerOptions & { readonly parts: 'web' | 'worker' | 'both' },
): Promise<Serving> {
  const { folder, report } = options;
  const workspace = workspaceFrom(options.config);
  const config = options.parts === 'worker' ? options.config : await withWebPort(options);
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
    const stores = await openStoresLater(mongodbUri, workspace.mode);
    below.push(() => stores.database.close());

    const pace = {
      everyMs: config.sidenote.sweepSeconds * 1_000,
      pollMs: config.sidenote.pollSeconds * 1_000,
    };
    let checks: readonly HealthCheck[] = [];
    let worker: RunningPart | null = null;
    let web: RunningWeb | null = null;
    // First, so that webhooks are taken whatever is away.
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
      report('Checking the connection to Intercom (it only reads)');
      const looking = { config, workspace, nowMs: realClock.now() };
      const found = await verify({ ...looking, stores }).catch(
        unlessAway(() => verify({ ...looking, stores: null })),
      );
      checks = [...found, await checkPublicAddress(config.server.publicUrl)];
    }
    if (options.parts !== 'web') {
      const meaning = startEmbedder({ config, environment: options.environment, report });
      below.push(() => meaning.stop());
      const start = () =>
        makeWorker({
          ...shared,
          embedder: meaning.embedder,
          report,
          model,
          links: links.inNotes,
          secrets: linkOptions.secrets,
          sweep: pace,
          knowledge: knowledgeSecondsOf(config),
          atMostOpen: config.sidenote.openRuns,
          buildId,
          onOutcome: (outcome) => metrics.outcome(outcome),
        });
      const hosts = { MongoDB: databaseHostsOf(mongodbUri), Temporal: temporal.address };
      const started = await startWhenThere(start, (store) =>
        report(
          `${store} at ${hosts[store]} does not answer: waiting; decisions go on as soon as it does`,
        ),
      );
      parts.push(() => started.stop());
      worker = started;
    }
    const ui = createTemporalUi(servers.temporalUiUrl, temporal.namespace);
    return {
      lines: [
        await writesLine(stores, workspace).catch(unlessAway(() => modeUnknown)),
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
        ...(worker === null
          ? []
          : await pollingLines(stores, workspace, pace).catch(unlessAway(() => []))),
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

const modeUnknown = 'MongoDB does not answer: nothing is decided or written until it does';

/** Turns the failure of a store that is away into something else; any other goes on. */
const unlessAway =
  <Value>(otherwise: () => Value) =>
  (error: unknown): Value => {
    if (awayStore(error) === null) throw error;
    return otherwise();
  };

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

/**
 * A port that nobody named moves on when it is taken, and that is said. Not in production, where
 * others count on it; a named one that is taken is an error when the web process listens.
 */
async function withWebPort({ config, environment, report }: ServerOptions): Promise<Config> {
  const { host, port: preferred } = config.server;
  if (config.production || (environment['PORT'] ?? '') !== '') return config;
  const port = await choosePort({ what: 'the web process', named: undefined, preferred, host });
  if (port === preferred) return config;
  report(`Port ${preferred} is taken: the web process listens on ${port} (PORT names another)`);
  return { ...config, server: { ...config.server, port } };
}

const webhookLine = (publicUrl: string | null, url: string): string =>
  publicUrl === null
    ? `Webhook address: ${url}/webhooks/intercom (reachable from this machine only: set PUBLIC_URL to one that Intercom can reach)`
    : `Webhook address to paste into the Developer Hub: ${publicUrl}/webhooks/intercom`;

function sayPort(error: unknown): never {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    const port = 'port' in error ? ` ${String(error.port)}` : '';
    throw new Error(
      `Port${port}, for the web process, is taken by another program. Stop it or set PORT.`,
      { cause: error },
    );
  }
  throw error;
}
