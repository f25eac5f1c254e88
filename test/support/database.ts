import { afterAll, beforeAll, inject } from 'vitest';
import { ensureIndexes } from '../../storage/indexes.ts';
import { type Database, connectDatabase } from '../../storage/mongodb.ts';

/** The URI of the test run's server with a database of this name, unlike any other's. */
export function databaseUri(name: string): string {
  const uri = new URL(inject('mongodbUri'));
  uri.pathname = `/${name}-${process.pid}-${Date.now().toString(36)}`;
  return uri.toString();
}

/** Connects to a database of the test file's own before its tests, and drops it after them. */
export function ownDatabase(name: string): () => Database {
  let database: Database | undefined;
  beforeAll(async () => {
    database = await connectDatabase(databaseUri(name));
    await ensureIndexes(database.db);
  });
  afterAll(async () => {
    await database?.db.dropDatabase();
    await database?.close();
  });
  return () => {
    if (!database) throw new Error('The database is there only while tests run');
    return database;
  };
}
