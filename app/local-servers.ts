import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import type { Environment } from '../config/environment.ts';
import { ConfigError } from '../config/config-error.ts';
import { startMongoDb } from '../sandbox/servers/mongodb.ts';
import type { Report } from '../sandbox/servers/report.ts';
import { startTemporal } from '../sandbox/servers/temporal.ts';
import type { TemporalAddress } from '../temporal/connection.ts';
import { fetchOptionsFrom } from './fetch-options.ts';
import { findRunningServers, noteRunningServers } from './running-servers.ts';
import { temporalAddressFrom } from './temporal-address.ts';
import { guessTemporalUi } from './temporal-ui.ts';

export type ServerOptions = {
  readonly config: Config;
  readonly environment: Environment;
  /** Data of servers that are started here: `.sidenote`. */
  readonly folder: string;
  readonly report: Report;
  /** Start on any free port: for what ends by itself and may run beside another. */
  readonly anyPort?: boolean;
};

export type Servers = {
  readonly temporal: TemporalAddress;
  readonly temporalUiUrl: string | null;
  readonly mongodbUri: string;
  /** Stops what was started here; servers of the environment or of another process go on. */
  stop(): Promise<void>;
};

/** What the environment names or another process of ours runs; null where there is nothing yet. */
export async function findServers({ config, folder }: ServerOptions) {
  const uri = config.mongodb.uri?.reveal() ?? null;
  const { address } = config.temporal;
  const running = await findRunningServers(folder);
  const temporalAddress = address ?? running.temporal?.address ?? null;
  const ui = address === null ? running.temporal?.uiUrl : await guessTemporalUi(address);
  return {
    temporal: temporalAddress === null ? null : await temporalAddressFrom(config, temporalAddress),
    temporalUiUrl: ui ?? null,
    mongodbUri: uri ?? running.mongodb?.uri ?? null,
  };
}

/**
 * The servers that the environment names; what it does not name is taken from a running process of
 * ours or started, with its data in `folder`. In production a missing address is an error.
 */
export async function openServers(options: ServerOptions): Promise<Servers> {
  const { config, environment, folder, report } = options;
  const found = await findServers(options);
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(stops.splice(0).map((one) => one()));
  };
  const { temporal, mongodbUri } = found;
  if (temporal !== null && mongodbUri !== null) {
    return { temporal, mongodbUri, temporalUiUrl: found.temporalUiUrl, stop };
  }
  if (config.production)
    throw new ConfigError(missingNames(temporal === null, mongodbUri === null));

  const common = {
    report,
    fetch: fetchOptionsFrom(environment, config.sidenote.offline),
    ...(options.anyPort ? { port: 0 } : {}),
  };
  const { namespace } = config.temporal;
  const starting = await Promise.allSettled([
    temporal === null
      ? startTemporal({
          ...common,
          ...(options.anyPort ? { uiPort: 0 } : {}),
          namespace,
          dataFolder: join(folder, 'temporal'),
        })
      : null,
    mongodbUri === null ? startMongoDb({ ...common, dataFolder: join(folder, 'mongodb') }) : null,
  ]);
  for (const one of starting) {
    if (one.status === 'fulfilled' && one.value !== null) stops.push(one.value.stop);
  }
  const [startedTemporal, startedMongoDb] = starting;
  if (startedTemporal.status === 'rejected' || startedMongoDb.status === 'rejected') {
    await stop();
    throw startedTemporal.status === 'rejected'
      ? startedTemporal.reason
      : startedMongoDb.status === 'rejected'
        ? startedMongoDb.reason
        : new Error('A server did not start');
  }
  const ownTemporal = startedTemporal.value;
  const ownMongoDb = startedMongoDb.value;
  if (ownTemporal) report(`Temporal at ${ownTemporal.address}: ${ownTemporal.name}`);
  if (ownMongoDb) report(`MongoDB at ${new URL(ownMongoDb.uri).host}: ${ownMongoDb.name}`);
  await noteStarted(folder, ownTemporal, ownMongoDb);
  return {
    temporal: temporal ?? (await temporalAddressFrom(config, ownTemporal?.address ?? '')),
    temporalUiUrl: ownTemporal?.uiUrl ?? found.temporalUiUrl,
    mongodbUri: mongodbUri ?? ownMongoDb?.uri ?? '',
    stop,
  };
}

const missingNames = (temporal: boolean, mongodb: boolean): string[] => [
  ...(temporal ? ['TEMPORAL_ADDRESS: name your Temporal server.'] : []),
  ...(mongodb ? ['MONGODB_URI: name your MongoDB server.'] : []),
];

type Started = {
  readonly temporal: { address: string; namespace: string; uiUrl: string | undefined } | null;
  readonly mongodb: { uri: string } | null;
};

async function noteStarted(
  folder: string,
  temporal: Started['temporal'],
  mongodb: Started['mongodb'],
): Promise<void> {
  const running = await findRunningServers(folder);
  await noteRunningServers(folder, {
    temporal:
      temporal === null
        ? running.temporal
        : {
            address: temporal.address,
            namespace: temporal.namespace,
            uiUrl: temporal.uiUrl ?? null,
          },
    mongodb: mongodb === null ? running.mongodb : { uri: mongodb.uri },
  });
}
