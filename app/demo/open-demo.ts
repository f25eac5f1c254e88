import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Environment } from '../../config/environment.ts';
import { createCast } from '../../desk/cast.ts';
import { createDeskServer } from '../../desk/server.ts';
import type { DeskPorts } from '../../desk/ports.ts';
import { type Suggestions, ownSuggestions, sampleSuggestions } from '../../desk/suggestions.ts';
import { assistWorkflowId } from '../../domain/identifiers.ts';
import { bundleWorkflows } from '../../temporal/bundle.ts';
import { createTemporalClient } from '../../temporal/connection.ts';
import { readRunTrace } from '../../temporal/run-trace.ts';
import { decideNow } from '../../workflows/messages.ts';
import { realClock } from '../clocks.ts';
import { editSettings } from '../edit-settings.ts';
import { type Imported, importPath } from '../knowledge/import-knowledge.ts';
import type { Servers } from '../local-servers.ts';
import { sandboxConnection, startSandbox } from '../sandbox-stack.ts';
import { sampleKnowledge } from '../knowledge/sample-knowledge.ts';
import type { Stores } from '../stores.ts';
import { createTemporalUi } from '../temporal-ui.ts';
import { startDeskWorker } from './desk-worker.ts';
import { createKeptConversations } from './kept-conversations.ts';
import { sandboxSettings } from '../../sandbox/sandbox-settings.ts';

export const demoAppId = 'demo';

export type DemoOptions = {
  readonly servers: Servers;
  readonly environment: Environment;
  /** What a killed demo finds again when it is started anew. */
  readonly folder: string;
  readonly linkSecret: string;
  /** A folder of Markdown files or a JSONL file; null: the sample. */
  readonly knowledge: string | null;
  /** 0: any free one. */
  readonly webPort: number;
  readonly deskPort: number;
};

export type Demo = {
  readonly deskUrl: string;
  readonly webUrl: string;
  readonly simulatorUrl: string;
  readonly lookupLink: string;
  readonly imported: Imported;
  /** Conversations of an earlier demo that go on. */
  readonly restored: number;
  stop(): Promise<void>;
};

/** What the demo's workspace begins with; whoever changes it on the page keeps what they set. */
const firstSettings = {
  ...sandboxSettings,
  excludedTopics: ['refund disputes', 'anything legal'],
};

/** The simulator, the product with a worker of its own process, and the page. */
export async function openDemo(options: DemoOptions): Promise<Demo> {
  const { servers, folder, environment } = options;
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const one of stops.splice(0).reverse()) await one();
  };
  try {
    const sandbox = await startSandbox({
      temporal: servers.temporal,
      mongodbUri: servers.mongodbUri,
      clock: realClock,
      appIds: [demoAppId],
      linkSecret: options.linkSecret,
      ...(options.webPort === 0 ? {} : { webPort: options.webPort }),
      withWorker: false,
    });
    stops.push(() => sandbox.stop());
    const { simulator, stores, links, web } = sandbox;
    const [workspace] = sandbox.workspaces;
    if (workspace === undefined) throw new Error('The demo has no workspace');
    const kept = createKeptConversations(folder, demoAppId, simulator);
    const restored = await kept.restore();
    // One source, whatever it is read from: what an earlier demo asked about is gone then.
    const path = options.knowledge ?? sampleKnowledge;
    const imported = await importPath(stores, demoAppId, path, 'demo');
    const settings = await stores.settings.current(demoAppId);
    if (settings.version === 0) {
      const nowMs = realClock.now();
      await editSettings(stores, { appId: demoAppId, edit: firstSettings, nowMs });
    }

    const { address, namespace } = servers.temporal;
    const bundleFile = join(folder, 'workflows.cjs');
    await writeFile(bundleFile, (await bundleWorkflows()).code);
    const worker = startDeskWorker(
      {
        temporal: { address, namespace },
        mongodbUri: servers.mongodbUri,
        workspace,
        linkSecret: options.linkSecret,
        publicUrl: web.url,
        bundleFile,
      },
      environment,
    );
    stops.push(() => worker.stop());
    const { client, connection } = createTemporalClient(servers.temporal);
    stops.push(() => connection.close());
    await worker.ready;

    const ui = createTemporalUi(servers.temporalUiUrl, namespace);
    const ports: DeskPorts = {
      appId: demoAppId,
      clock: realClock,
      simulator,
      suggestions: options.knowledge === null ? sampleSuggestions : await suggestionsFrom(stores),
      cast: createCast(simulator, demoAppId, sandboxConnection.adminId),
      sessions: stores.sessions,
      settings: {
        current: async () => (await stores.settings.current(demoAppId)).settings,
        async edit(edit) {
          const nowMs = realClock.now();
          const answer = await editSettings(stores, { appId: demoAppId, edit, nowMs });
          return answer.kind === 'invalid' ? answer.problems : [];
        },
      },
      traceOf: (message) => readRunTrace(client, assistWorkflowId(message)),
      decideNow: (message) =>
        client.workflow.getHandle(assistWorkflowId(message)).signal(decideNow),
      worker,
      links: {
        session: (message) => links.signed.sessionLink(message),
        lookup: () => links.signed.lookupLink(),
        temporal: ui.url,
        event: ({ workflowId, runId }, eventId) => ui.eventUrl(workflowId, runId, eventId),
      },
      changed: () => kept.save(),
    };
    const desk = createDeskServer(ports);
    stops.push(() => desk.close());
    const deskUrl = await desk.listen({ host: '127.0.0.1', port: options.deskPort });
    // Notes and tags are changes too.
    const saving = setInterval(() => void kept.save().catch(() => undefined), saveEveryMs);
    stops.push(async () => clearInterval(saving));
    return {
      ...{ deskUrl, imported, restored, stop, webUrl: web.url, simulatorUrl: simulator.url },
      lookupLink: links.signed.lookupLink(),
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

const saveEveryMs = 1_000;

async function suggestionsFrom({ articles }: Pick<Stores, 'articles'>): Promise<Suggestions> {
  const all = await articles.all(demoAppId);
  return ownSuggestions(all.map(({ title }) => title));
}
