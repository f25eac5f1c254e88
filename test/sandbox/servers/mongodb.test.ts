import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { expect, inject, onTestFinished, test } from 'vitest';
import type { FetchOptions } from '../../../sandbox/servers/fetch-options.ts';
import { type MongoDbServer, startMongoDb } from '../../../sandbox/servers/mongodb.ts';
import { choosePort } from '../../../sandbox/servers/ports.ts';
import { testFetchOptions } from '../../support/fetch-options.ts';
import { freshFolder, isGoneWithin, recorder } from './support.ts';

async function start(dataFolder: string, fetch: FetchOptions = testFetchOptions()) {
  const { lines, report } = recorder();
  const server = await startMongoDb({ dataFolder, port: 0, report, fetch });
  onTestFinished(() => server.stop());
  return { ...server, lines };
}

async function documentsOf(server: MongoDbServer) {
  const client = await new MongoClient(server.uri).connect();
  onTestFinished(() => client.close());
  return client.db('test').collection<{ _id: string }>('documents');
}

/** A PATH whose first folder has a `mongod` of ours. */
async function withMongod(script: string): Promise<FetchOptions> {
  const folder = await freshFolder();
  const mongod = join(folder, 'mongod');
  await writeFile(mongod, `#!/bin/sh\n${script}\n`);
  await chmod(mongod, 0o755);
  const options = testFetchOptions();
  const { PATH = '' } = options.environment;
  return { ...options, environment: { ...options.environment, PATH: `${folder}:${PATH}` } };
}

test('it starts, takes writes, and gives its port back when stopped', async () => {
  const server = await start(await freshFolder());
  const documents = await documentsOf(server);
  await documents.insertOne({ _id: 'one' });
  await expect(documents.insertOne({ _id: 'one' })).rejects.toMatchObject({ code: 11000 });

  await server.stop();
  expect(await isGoneWithin(server.pid, 0)).toBe(true);
  const named = Number(new URL(server.uri).port);
  expect(await choosePort({ what: 'MongoDB', named, preferred: 0 })).toBe(named);
});

test('an acknowledged document is there after kill -9 and a start on another port', async () => {
  const dataFolder = await freshFolder();
  const before = await start(dataFolder);
  await (await documentsOf(before)).insertOne({ _id: 'kept' });
  process.kill(before.pid, 'SIGKILL');

  const after = await start(dataFolder);
  expect(await (await documentsOf(after)).findOne({ _id: 'kept' })).toEqual({ _id: 'kept' });
});

test('a `mongod` on PATH that does not start is reported, and the next source is taken', async () => {
  const fetch = await withMongod('echo this file system is not supported >&2; exit 14');
  const server = await start(await freshFolder(), fetch);
  expect(server.lines[0]).toContain('`mongod` on PATH (SSPL-1.0) does not work: it ended at once');
  expect(server.lines[0]).toContain('this file system is not supported');
  await (await documentsOf(server)).insertOne({ _id: 'one' });
});

test('a `mongod` on PATH comes first, with its own folder for the data', async () => {
  const calls = join(await freshFolder(), 'calls');
  const fetch = await withMongod(`echo "$@" >"${calls}"; exit 1`);
  const dataFolder = await freshFolder();
  const server = await start(dataFolder, fetch);
  const args = await readFile(calls, 'utf8');
  expect(args).toContain(`--bind_ip 127.0.0.1 --dbpath ${join(dataFolder, 'mongod')}`);
  expect(args).toContain('--replSet sidenote');
  expect(args).toContain(`--port ${new URL(server.uri).port}`);
});

test('offline with an empty cache, the error lists the ways out', async () => {
  const cacheFolder = join(await freshFolder(), 'cache');
  const fetch = { cacheFolder, offline: true, environment: { PATH: '/nowhere' } };
  const message = await start(await freshFolder(), fetch).then(
    () => '',
    (error: unknown) => String(error),
  );
  expect(message).toContain('`mongod` on PATH (SSPL-1.0): not found');
  expect(message).toContain('set MONGODB_URI');
  expect(message).toContain('docker run');
  expect(message).toContain(join(cacheFolder, 'files'));
});

test('a taken port that was named is an error', async () => {
  const port = Number(new URL(inject('mongodbUri')).port);
  const { report } = recorder();
  const fetch = testFetchOptions();
  const taken = startMongoDb({ dataFolder: await freshFolder(), port, report, fetch });
  await expect(taken).rejects.toThrow(`Port ${port}, named for MongoDB, is taken`);
});
