import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Environment } from '../../config/environment.ts';
import type { ChaosPlan } from '../../sandbox/chaos/plan.ts';
import type { Protection } from '../../sandbox/chaos/protections.ts';
import { startIntercomSimulator } from '../../sandbox/intercom/simulator.ts';
import { type TcpProxy, startTcpProxy } from '../../sandbox/proxy/tcp-proxy.ts';
import { choosePort } from '../../sandbox/servers/ports.ts';
import { bundleWorkflows } from '../../temporal/bundle.ts';
import { createTemporalClient } from '../../temporal/connection.ts';
import { prepareNamespace } from '../../temporal/namespace.ts';
import { deleteSweeps } from '../../temporal/schedule.ts';
import { realClock } from '../clocks.ts';
import { importPath } from '../knowledge/import-knowledge.ts';
import { sampleKnowledge } from '../knowledge/sample-knowledge.ts';
import { pause } from '../pause.ts';
import { sandboxConnection } from '../sandbox-stack.ts';
import { openStores } from '../stores.ts';
import { superviseProcesses } from '../supervised-processes.ts';
import { startSweeping } from '../sweeping.ts';
import { chaosScript } from './chaos-script.ts';
import type { ProcessOptions } from './process-options.ts';

export type ChaosServers = {
  readonly temporal: { readonly address: string; readonly namespace: string };
  /** With the database to use. */
  readonly mongodbUri: string;
};

export type StageOptions = {
  readonly servers: ChaosServers;
  readonly plan: ChaosPlan;
  readonly appIds: readonly string[];
  readonly taskQueue: string;
  readonly seed: number;
  readonly waitMs: number;
  /** Real milliseconds between two sweeps. */
  readonly sweepMs: number;
  readonly workers: number;
  readonly without: readonly Protection[];
  /** Fresh; holds what the processes are told. */
  readonly folder: string;
  /** Of the machine alone, no product name. */
  readonly environment: Environment;
  readonly intercomTimeoutMs?: number;
};

export type ChaosStage = Awaited<ReturnType<typeof openChaosStage>>;

/**
 * The simulator in this process; the web process and the workers in processes of their own, which
 * reach the stores through proxies and are killed and started again.
 */
export async function openChaosStage(options: StageOptions) {
  const { servers, plan, appIds, taskQueue, folder, environment } = options;
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const one of stops.splice(0).reverse()) await one();
  };
  try {
    const simulator = await startIntercomSimulator({ clock: realClock, seed: options.seed });
    stops.push(() => simulator.stop());
    const webPort = await choosePort({ what: 'the web server', named: 0, preferred: 0 });
    const { adminId, clientSecret } = sandboxConnection;
    const workspaces = appIds.map((appId) => {
      const accessToken = `${sandboxConnection.accessToken}-${appId}`;
      const webhookUrl = `http://127.0.0.1:${webPort}/webhooks/intercom`;
      simulator.createWorkspace({ appId, token: accessToken, clientSecret, adminId, webhookUrl });
      return {
        ...{ appId, adminId, accessToken, clientSecrets: [clientSecret], baseUrl: simulator.url },
        ...{ version: '2.14', mode: null },
      };
    });
    simulator.setFaults(plan.faults);

    const stores = await openStores(servers.mongodbUri);
    stops.push(() => stores.database.close());
    const [knowledgeOf = ''] = appIds;
    await importPath(stores, knowledgeOf, sampleKnowledge, 'sample');
    const { waitMs } = options;
    const settings = {
      ...{ mode: 'live', confidenceThreshold: 0 },
      waits: {
        ...{ firstWebMs: waitMs, firstEmailMs: waitMs },
        ...{ afterTeammateMs: waitMs, afterOwnMessageMs: waitMs },
      },
    };
    for (const appId of appIds) {
      await stores.settings.save({ appId, base: 0, settings, nowMs: realClock.now() });
    }

    const direct = { ...servers.temporal, apiKey: null, tls: null };
    const { client, connection } = createTemporalClient(direct);
    stops.push(() => connection.close());
    await prepareNamespace(connection, direct.namespace, pause);

    const mongodbUri = new URL(servers.mongodbUri);
    const mongodb = await startTcpProxy({ host: '127.0.0.1', port: Number(mongodbUri.port) });
    stops.push(() => mongodb.stop());
    mongodbUri.port = String(mongodb.port);
    const temporal = await startTcpProxy(placeOf(servers.temporal.address));
    stops.push(() => temporal.stop());
    const proxies: Readonly<Record<'mongodb' | 'temporal', TcpProxy>> = { mongodb, temporal };

    const told = await tellProcesses(folder, plan);
    const common = {
      temporal: { address: temporal.address, namespace: servers.temporal.namespace },
      mongodbUri: mongodbUri.href,
      ...{ taskQueue, webPort, workspaces, knowledgeOf, without: [...options.without], ...told },
      ...(options.intercomTimeoutMs === undefined
        ? {}
        : { intercomTimeoutMs: options.intercomTimeoutMs }),
    };
    const begin = (part: ProcessOptions['part'], count: number) => {
      const processes = superviseProcesses(count, chaosScript({ ...common, part }, environment));
      stops.push(processes.stop);
      return processes;
    };
    const web = begin('web', 1);
    const workers = begin('worker', options.workers);
    await Promise.all([web.ready, workers.ready]);
    if (!options.without.includes('sweep')) {
      const { topics } = stores;
      const pace = { everyMs: options.sweepMs, pollMs: options.sweepMs };
      const sweeping = await startSweeping({ client, topics, taskQueue, appIds, pace });
      stops.push(async () => {
        sweeping.stop();
        for (const appId of appIds) await deleteSweeps(client, appId);
      });
    }
    return { simulator, stores, client, proxies, web, workers, taskQueue, appIds, ...told, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const placeOf = (address: string): { host: string; port: number } => {
  const at = address.lastIndexOf(':');
  return { host: address.slice(0, at), port: Number(address.slice(at + 1)) };
};

/** Files that the processes read: the workflows' code and who is killed where. */
async function tellProcesses(folder: string, { kills }: ChaosPlan) {
  const bundleFile = join(folder, 'workflows.cjs');
  const { code } = await bundleWorkflows();
  await writeFile(bundleFile, code);
  const killsFile = join(folder, 'kills.json');
  await writeFile(killsFile, JSON.stringify(kills));
  const firedFolder = join(folder, 'fired');
  await mkdir(firedFolder);
  const dueFolder = join(folder, 'due');
  await mkdir(dueFolder);
  return { bundleFile, killsFile, firedFolder, dueFolder, spoolFolder: join(folder, 'spool') };
}
