import type { Client } from '@temporalio/client';
import type { Config } from '../config/config.ts';
import type { Clock } from '../domain/clock.ts';
import type { Runs } from '../domain/ports.ts';
import type { SignedLinks } from '../server/links.ts';
import { type TemporalAddress, createTemporalClient } from '../temporal/connection.ts';
import { createRuns } from '../temporal/runs.ts';
import { taskQueue as defaultTaskQueue } from '../temporal/task-queue.ts';
import { realClock } from './clocks.ts';
import { knownLinkOptions, localUrl } from './from-config.ts';
import { makeLinks } from './links.ts';
import { type ServerOptions, openServers } from './local-servers.ts';
import { type Stores, openStores } from './stores.ts';
import { type TemporalUi, createTemporalUi } from './temporal-ui.ts';

/** What a command works with that looks at, or starts, decisions from outside. */
export type Product = {
  readonly stores: Stores;
  readonly temporal: TemporalAddress;
  readonly mongodbUri: string;
  readonly client: Client;
  readonly runs: Runs;
  readonly taskQueue: string;
  readonly ui: TemporalUi;
  /** Null: no secret is known to sign with. */
  readonly links: SignedLinks | null;
  readonly clock: Clock;
  /** No language model is configured: drafts are quotes, topics match by words. */
  readonly keyless: boolean;
  close(): Promise<void>;
};

/** Opens stores and Temporal on given servers. */
export async function openProductAt(options: {
  temporal: TemporalAddress;
  mongodbUri: string;
  temporalUiUrl: string | null;
  links: ReturnType<typeof makeLinks> | null;
  mode: Config['sidenote']['mode'];
  keyless: boolean;
  clock?: Clock;
  taskQueue?: string;
}): Promise<Product> {
  const { temporal, mongodbUri, links } = options;
  const taskQueue = options.taskQueue ?? defaultTaskQueue;
  const stores = await openStores(mongodbUri, options.mode);
  const { client, connection } = createTemporalClient(temporal);
  return {
    stores,
    temporal,
    mongodbUri,
    client,
    runs: createRuns({
      client,
      taskQueue,
      sessions: stores.sessions,
      notes: stores.notes,
      settings: stores.settings,
      links: links?.inNotes ?? { sessionLink: () => null },
    }),
    taskQueue,
    ui: createTemporalUi(options.temporalUiUrl, temporal.namespace),
    links: links?.signed ?? null,
    clock: options.clock ?? realClock,
    keyless: options.keyless,
    async close() {
      await connection.close();
      await stores.database.close();
    },
  };
}

/** The product of the environment, on its servers; `close` stops what was started for it. */
export async function openProduct(options: ServerOptions): Promise<Product> {
  const { config, folder } = options;
  const servers = await openServers(options);
  try {
    const known = await knownLinkOptions(config, folder);
    const product = await openProductAt({
      temporal: servers.temporal,
      mongodbUri: servers.mongodbUri,
      temporalUiUrl: servers.temporalUiUrl,
      links: known && makeLinks(known, localUrl(config), realClock),
      mode: config.sidenote.mode,
      keyless: isKeyless(config),
    });
    return {
      ...product,
      async close() {
        await product.close();
        await servers.stop();
      },
    };
  } catch (error) {
    await servers.stop();
    throw error;
  }
}

/** Neither a key nor a server of one's own: the extractive model works. */
export const isKeyless = ({ openai }: Config): boolean =>
  openai.apiKey === null && openai.baseUrl === null;
