import { once } from 'node:events';
import { access, mkdir, symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { expect, onTestFinished, test } from 'vitest';
import { openServers } from '../../../app/local-servers.ts';
import { loadConfig } from '../../../config/load.ts';
import { testFetchOptions } from '../../support/fetch-options.ts';
import { startProxy } from './local-network.ts';
import { freshFolder, recorder } from './support.ts';

/** Takes the port, unless another program has it already. */
async function take(port: number): Promise<void> {
  const server = createServer().listen(port, '127.0.0.1');
  await Promise.race([once(server, 'listening'), once(server, 'error')]);
  onTestFinished(() => {
    server.close();
  });
}

test('offline, both servers start from a warm cache, beside ports that are taken', async (context) => {
  const warm = join(testFetchOptions().cacheFolder, 'servers');
  if (
    !(await access(warm).then(
      () => true,
      () => false,
    ))
  ) {
    return context.skip('the servers of this run are those on PATH, not in the cache');
  }
  const cache = await freshFolder();
  await mkdir(join(cache, 'sidenote'));
  await symlink(warm, join(cache, 'sidenote', 'servers'));
  const usual = [7233, 8233, 27017];
  await Promise.all(usual.map(take));
  const proxy = await startProxy();
  const environment = {
    SIDENOTE_OFFLINE: '1',
    XDG_CACHE_HOME: cache,
    HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
    PATH: '/nowhere',
  };
  const { lines, report } = recorder();
  const folder = await freshFolder();
  const servers = await openServers({
    config: loadConfig(environment),
    environment,
    folder,
    report,
  });
  onTestFinished(() => servers.stop());

  const client = await new MongoClient(servers.mongodbUri).connect();
  onTestFinished(() => client.close());
  await client.db('test').collection('documents').insertOne({ kept: true });
  const ports = [servers.temporal.address, servers.temporalUiUrl ?? '', servers.mongodbUri].map(
    (address) => Number(/:(\d+)\/?(?:\?|$)/.exec(address)?.[1]),
  );
  for (const [at, port] of ports.entries()) expect(port).toBeGreaterThan(usual[at] ?? 0);
  expect(proxy.asked).toEqual([]);
  expect(lines.filter((line) => line.includes('Fetching'))).toEqual([]);
});
