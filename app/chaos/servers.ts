import { join } from 'node:path';
import type { Environment } from '../../config/environment.ts';
import { startMongoDb } from '../../sandbox/servers/mongodb.ts';
import type { Report } from '../../sandbox/servers/report.ts';
import { startTemporal } from '../../sandbox/servers/temporal.ts';
import { fetchOptionsFrom } from '../fetch-options.ts';
import type { ChaosServers } from './stage.ts';

/** Fresh servers on free ports, whatever the environment names. */
export async function openChaosServers(options: {
  readonly environment: Environment;
  readonly offline: boolean;
  readonly folder: string;
  readonly report: Report;
}): Promise<ChaosServers & { stop(): Promise<void> }> {
  const { environment, offline, folder, report } = options;
  const common = { port: 0, report, fetch: fetchOptionsFrom(environment, offline) };
  const temporal = await startTemporal({
    ...{ ...common, dataFolder: join(folder, 'temporal'), headless: true },
  });
  try {
    const mongodb = await startMongoDb({ ...common, dataFolder: join(folder, 'mongodb') });
    report(`${temporal.name}; ${mongodb.name}`);
    const { address, namespace } = temporal;
    return {
      temporal: { address, namespace },
      mongodbUri: mongodb.uri,
      async stop() {
        await Promise.all([temporal.stop(), mongodb.stop()]);
      },
    };
  } catch (error) {
    await temporal.stop();
    throw error;
  }
}
