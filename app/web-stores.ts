import type { Client, Connection } from '@temporalio/client';
import type { FastifyBaseLogger } from 'fastify';
import type { HealthCheck } from '../server/ports.ts';
import { type TemporalAddress, createTemporalClient } from '../temporal/connection.ts';
import { prepareNamespace } from '../temporal/namespace.ts';
import { failed } from './checks/check.ts';
import { onceThere } from './once-there.ts';
import { pause } from './pause.ts';
import { type Stores, openStoresLater } from './stores.ts';
import type { Workspace } from './workspace.ts';

export type WebStores = {
  readonly stores: Stores;
  readonly client: Client;
  readonly connection: Connection;
  /** What was found of a store that came later and cannot be used. */
  checks(): readonly HealthCheck[];
  close(): Promise<void>;
};

const tryAgainMs = 5_000;

/**
 * Both stores as a web process uses them: webhooks are taken without either, so one that is away is
 * tried for in the background. The namespace is made fit before the first start, since a start that
 * names an attribute which it lacks fails. Throws when a store is there and cannot be used.
 */
export async function openWebStores(options: {
  temporal: TemporalAddress;
  mongodbUri: string;
  mode: Workspace['mode'];
  log: FastifyBaseLogger;
}): Promise<WebStores> {
  const { temporal, log } = options;
  const onRefusal = ({ message }: Error): void => log.error(message);
  const { client, connection } = createTemporalClient(temporal);
  const prepare = () =>
    connection.withDeadline(Date.now() + tryAgainMs, () =>
      prepareNamespace(connection, temporal.namespace, pause),
    );
  const [opened, prepared] = await Promise.allSettled([
    openStoresLater(options.mongodbUri, options.mode, onRefusal),
    onceThere(prepare, { everyMs: tryAgainMs, onRefusal }),
  ]);
  const close = async (): Promise<void> => {
    if (prepared.status === 'fulfilled') prepared.value.giveUp();
    await connection.close();
    if (opened.status === 'fulfilled') await opened.value.database.close();
  };
  if (opened.status === 'rejected' || prepared.status === 'rejected') {
    await close();
    throw opened.status === 'rejected' ? opened.reason : reasonOf(prepared);
  }
  const { value: stores } = opened;
  const { value: preparing } = prepared;
  return {
    stores,
    client,
    connection,
    checks: () => [
      ...refused('database', 'Nothing can be decided in this database.', stores.refusal()),
      ...refused('namespace', 'No decision can be started in this namespace.', preparing.refusal()),
    ],
    close,
  };
}

const reasonOf = (result: PromiseSettledResult<unknown>): unknown =>
  result.status === 'rejected' ? result.reason : null;

const refused = (name: string, sentence: string, refusal: Error | null): HealthCheck[] =>
  refusal === null ? [] : [failed(name, sentence, refusal.message)];
