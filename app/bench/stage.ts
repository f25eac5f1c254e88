import { join } from 'node:path';
import type { Environment } from '../../config/environment.ts';
import { startIntercomSimulator } from '../../sandbox/intercom/simulator.ts';
import { startMongoDb } from '../../sandbox/servers/mongodb.ts';
import { choosePort } from '../../sandbox/servers/ports.ts';
import type { Report } from '../../sandbox/servers/report.ts';
import { startTemporal } from '../../sandbox/servers/temporal.ts';
import { createTemporalClient } from '../../temporal/connection.ts';
import { realClock } from '../clocks.ts';
import { fetchOptionsFrom } from '../fetch-options.ts';
import { importPath } from '../knowledge/import-knowledge.ts';
import { sampleKnowledge } from '../knowledge/sample-knowledge.ts';
import { sandboxConnection } from '../sandbox-stack.ts';
import { openStores } from '../stores.ts';
import type { ProcessOptions } from './process-options.ts';
import { startProcess } from './start-process.ts';
import { sandboxSettings } from '../../sandbox/sandbox-settings.ts';

const appId = 'bench';

/** Nobody types here: a message is decided as soon as it is there. */
const settings = {
  ...sandboxSettings,
  waits: { firstWebMs: 0, firstEmailMs: 0, afterTeammateMs: 0, afterOwnMessageMs: 0 },
};

export type StageOptions = {
  /** Of the machine alone, no product name. */
  readonly environment: Environment;
  readonly offline: boolean;
  /** Fresh; holds the servers' data. */
  readonly folder: string;
  readonly report: Report;
};

export type Stage = Awaited<ReturnType<typeof openStage>>;

/**
 * Fresh servers, the simulator in this process, and in a process each the web server, the worker
 * and the worker of the bare workflow, which has the same options.
 */
export async function openStage({ environment, offline, folder, report }: StageOptions) {
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const one of stops.splice(0).reverse()) await one();
  };
  try {
    const common = { port: 0, report, fetch: fetchOptionsFrom(environment, offline) };
    const temporalServer = await startTemporal({
      ...common,
      dataFolder: join(folder, 'temporal'),
      headless: true,
    });
    stops.push(temporalServer.stop);
    const mongodb = await startMongoDb({ ...common, dataFolder: join(folder, 'mongodb') });
    stops.push(mongodb.stop);
    const simulator = await startIntercomSimulator({ clock: realClock });
    stops.push(() => simulator.stop());

    const webPort = await choosePort({ what: 'the web server', named: 0, preferred: 0 });
    const { adminId, accessToken, clientSecret } = sandboxConnection;
    const webhookUrl = `http://127.0.0.1:${webPort}/webhooks/intercom`;
    simulator.createWorkspace({ appId, token: accessToken, clientSecret, adminId, webhookUrl });
    const teammateId = simulator.addTeammate({ appId, name: 'Jane' });
    const contactId = simulator.addContact({ appId, name: 'Dana', email: 'dana@client.example' });

    const stores = await openStores(mongodb.uri);
    stops.push(() => stores.database.close());
    await importPath(stores, appId, sampleKnowledge, 'sample');
    await stores.settings.save({ appId, base: 0, settings, nowMs: realClock.now() });

    const { address, namespace } = temporalServer;
    const temporal = { address, namespace };
    const { client, connection } = createTemporalClient({ ...temporal, apiKey: null, tls: null });
    stops.push(() => connection.close());
    const workspace = {
      ...{ appId, adminId, accessToken, clientSecrets: [clientSecret], baseUrl: simulator.url },
      ...{ version: '2.14', mode: null },
    };
    const shared = { temporal, mongodbUri: mongodb.uri, webPort, workspace };
    const begin = async (part: ProcessOptions['part']) => {
      const started = await startProcess({ ...shared, part }, environment);
      stops.push(() => started.stop());
      return started;
    };
    report('Starting the worker, the web process and the worker of the bare workflow');
    const worker = await begin('worker');
    const web = await begin('web');
    const bare = await begin('bare');
    return {
      ...{ appId, simulator, client, worker, web, bare, teammateId, contactId, stop },
      servers: [temporalServer.name, mongodb.name],
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
