import { channel } from 'node:diagnostics_channel';
import { type Db, MongoClient, MongoServerError } from 'mongodb';

export type Database = { readonly db: Db; ping(): Promise<boolean>; close(): Promise<void> };

/** The database that an address names; null: none. An address may list several hosts. */
export const databaseNameOf = (uri: string): string | null =>
  /^mongodb(?:\+srv)?:\/\/[^/]*\/([^?]+)/.exec(uri)?.[1] ?? null;

/** Publishes the name of every command that is sent; for measuring, so only what connects later. */
export const databaseCommands = channel('sidenote:mongodb-command');

/**
 * Connects to any MongoDB-wire server. Fails within two seconds when nobody answers, so that a
 * webhook is acknowledged in time; the driver connects anew by itself later.
 */
export async function connectDatabase(uri: string, name = 'sidenote'): Promise<Database> {
  const client = new MongoClient(uri, {
    serverSelectionTimeoutMS: 2_000,
    connectTimeoutMS: 2_000,
    socketTimeoutMS: 10_000,
    retryWrites: false,
    appName: 'sidenote',
    ignoreUndefined: true,
    monitorCommands: databaseCommands.hasSubscribers,
  });
  client.on('commandStarted', ({ commandName }) => databaseCommands.publish(commandName));
  await client.connect();
  const db = client.db(databaseNameOf(uri) ?? name);
  return {
    db,
    ping: () =>
      db.command({ ping: 1 }, { timeoutMS: 2_000 }).then(
        () => true,
        () => false,
      ),
    close: () => client.close(),
  };
}

/** A unique key was there already: how a claim is lost. */
export const isDuplicateKey = (error: unknown): boolean =>
  error instanceof MongoServerError && error.code === 11000;

/** Inserts unless the key exists; true when it was this call that inserted. */
export async function insertOnce(insert: Promise<unknown>): Promise<boolean> {
  try {
    await insert;
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}
