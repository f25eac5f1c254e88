import { channel } from 'node:diagnostics_channel';
import { type Db, MongoClient, MongoServerError } from 'mongodb';
import { isDatabaseAway } from './database-away.ts';

export type Database = { readonly db: Db; ping(): Promise<boolean>; close(): Promise<void> };

/** The database that an address names; null: none. An address may list several hosts. */
export const databaseNameOf = (uri: string): string | null =>
  /^mongodb(?:\+srv)?:\/\/[^/]*\/([^?]+)/.exec(uri)?.[1] ?? null;

/** The hosts that an address names, without who connects. */
export const databaseHostsOf = (uri: string): string =>
  /^mongodb(?:\+srv)?:\/\/(?:[^/]*@)?([^/?]*)/.exec(uri)?.[1] ?? 'an unknown address';

/** Told of every command, where it is sent from; for measuring, so only of what connects later. */
export const databaseCommands = channel('sidenote:mongodb-command');

/**
 * A database that `connect` connects to, within two seconds. The driver connects anew by itself after
 * the database was away, but never gets over a first connection that failed: until `connect` has
 * worked once, call it again. What is asked meanwhile fails within two seconds.
 */
export function openDatabase(
  uri: string,
  name = 'sidenote',
): Database & { connect(): Promise<void> } {
  const client = new MongoClient(uri, {
    serverSelectionTimeoutMS: 2_000,
    connectTimeoutMS: 2_000,
    socketTimeoutMS: 10_000,
    retryWrites: false,
    appName: 'sidenote',
    ignoreUndefined: true,
  });
  // Not the driver's command monitoring: that copies every command and answer.
  if (databaseCommands.hasSubscribers) {
    client.on('connectionCheckOutStarted', (event) => databaseCommands.publish(event));
  }
  const db = client.db(databaseNameOf(uri) ?? name);
  return {
    db,
    async connect() {
      await client.connect().catch((cause: unknown) => {
        const mongodb = `MongoDB at ${databaseHostsOf(uri)}`;
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw new Error(
          isDatabaseAway(cause)
            ? `${mongodb} does not answer. Start it, or name another as MONGODB_URI.`
            : `${mongodb} cannot be used (${reason}). Check MONGODB_URI.`,
          { cause },
        );
      });
    },
    ping: () =>
      db.command({ ping: 1 }, { timeoutMS: 2_000 }).then(
        () => true,
        () => false,
      ),
    close: () => client.close(),
  };
}

/** Connects to any MongoDB-wire server, within two seconds; the driver connects anew by itself. */
export async function connectDatabase(uri: string, name = 'sidenote'): Promise<Database> {
  const database = openDatabase(uri, name);
  try {
    await database.connect();
  } catch (error) {
    await database.close();
    throw error;
  }
  return database;
}

/** A unique key was there already: how a claim is lost. */
const isDuplicateKey = (error: unknown): boolean =>
  error instanceof MongoServerError && error.code === 11000;

/** True unless the key was there already: it was this call that inserted, or changed, the document. */
export async function insertOnce(insert: Promise<unknown>): Promise<boolean> {
  try {
    await insert;
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}
