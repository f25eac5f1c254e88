import { describe, expect, inject, it } from 'vitest';
import {
  connectDatabase,
  databaseHostsOf,
  databaseNameOf,
  insertOnce,
} from '../../storage/mongodb.ts';
import { ensureIndexes } from '../../storage/indexes.ts';
import { ownDatabase } from '../support/database.ts';

const database = ownDatabase('mongodb');

describe('the name of the database', () => {
  it.each([
    ['mongodb://127.0.0.1:27017', null],
    ['mongodb://127.0.0.1:27017/', null],
    ['mongodb://127.0.0.1:27017/?replicaSet=rs0', null],
    ['mongodb://127.0.0.1:27017/desk', 'desk'],
    ['mongodb://user:p%40ss@one:27017,two:27017,three:27017/desk?replicaSet=rs0', 'desk'],
    ['mongodb+srv://user:pass@cluster.example/desk?w=majority', 'desk'],
    ['mongodb+srv://cluster.example/?w=majority', null],
  ])('of %s is %s', (uri, name) => {
    expect(databaseNameOf(uri)).toBe(name);
  });
});

it.each([
  ['mongodb://127.0.0.1:27017', '127.0.0.1:27017'],
  ['mongodb://user:p%40ss@one:27017,two:27017/desk?replicaSet=rs0', 'one:27017,two:27017'],
  ['mongodb+srv://user:pass@cluster.example/?w=majority', 'cluster.example'],
])('the hosts of %s are told without who connects', (uri, hosts) => {
  expect(databaseHostsOf(uri)).toBe(hosts);
});

describe('a database', () => {
  it('answers a ping while it is there', async () => {
    expect(await database().ping()).toBe(true);
  });

  it('takes its default name where the address has none', async () => {
    const address = new URL(inject('mongodbUri'));
    address.pathname = '/';
    const connected = await connectDatabase(address.toString());
    expect(connected.db.databaseName).toBe('sidenote');
    await connected.close();
  });

  it('gives up within seconds when nobody answers', async () => {
    const startedAt = performance.now();
    await expect(connectDatabase('mongodb://127.0.0.1:1/x')).rejects.toThrow();
    expect(performance.now() - startedAt).toBeLessThan(15_000);
  });

  it('makes its indexes as often as it is asked to', async () => {
    await ensureIndexes(database().db);
    await ensureIndexes(database().db);
    const names = await database().db.collection('notes').indexes();
    expect(names.length).toBeGreaterThanOrEqual(4);
  });

  it('inserts a key once', async () => {
    const collection = database().db.collection<{ _id: string }>('once');
    const inserts = Array.from({ length: 20 }, () =>
      insertOnce(collection.insertOne({ _id: 'k' })),
    );
    const results = await Promise.all(inserts);
    expect(results.filter(Boolean)).toHaveLength(1);
    await expect(insertOnce(Promise.reject(new Error('away')))).rejects.toThrow('away');
  });
});
