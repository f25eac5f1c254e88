import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { choosePort } from '../../../sandbox/servers/ports.ts';

async function takenPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

test('a taken port that the caller named is an error naming it', async () => {
  const named = await takenPort();
  const choice = choosePort({ what: 'Temporal', named, preferred: 7233 });
  await expect(choice).rejects.toThrow(`Port ${named}, named for Temporal, is taken`);
});

test('our own choice moves on from a taken port', async () => {
  const preferred = await takenPort();
  const port = await choosePort({ what: 'Temporal', named: undefined, preferred });
  expect(port).toBeGreaterThan(preferred);
  expect(port).toBeLessThan(preferred + 200);
});

test('0 asks for any free port', async () => {
  expect(await choosePort({ what: 'Temporal', named: 0, preferred: 7233 })).toBeGreaterThan(1023);
});
