import { Agent, get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { createServer } from '../../server/app.ts';
import { closeServer } from '../../server/close.ts';
import { createServerPorts } from '../support/server-ports.ts';

const agent = new Agent({ keepAlive: true, maxSockets: 1 });
afterEach(() => agent.destroy());

const listening = async () => {
  const { ports, moods } = createServerPorts();
  const app = createServer(ports);
  const begun: string[] = [];
  app.get('/slow', async () => {
    begun.push('slow');
    await sleep(1_000);
    return 'done';
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return { app, moods, url, begun };
};

const ask = (url: string): Promise<{ status: number; connection: string; reused: boolean }> =>
  new Promise((resolve, reject) => {
    const request = get(url, { agent }, (response) => {
      response.resume().once('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          connection: response.headers.connection ?? '',
          reused: request.reusedSocket,
        }),
      );
    });
    request.once('error', reject);
  });

test('a process that stops is unready, answers all that still comes, and lets connections go', async () => {
  const { app, moods, url } = await listening();
  expect(await ask(`${url}/live`)).toMatchObject({ status: 200, connection: 'keep-alive' });
  expect((await ask(`${url}/ready`)).status).toBe(200);
  moods.stopping = true;
  const closed = closeServer(app, 1_000);
  expect(await ask(`${url}/ready`)).toEqual({ status: 503, connection: 'close', reused: true });
  expect(await ask(`${url}/live`)).toEqual({ status: 200, connection: 'close', reused: false });
  await closed;
  await expect(ask(`${url}/live`)).rejects.toThrow('ECONNREFUSED');
});

test('what was begun is answered, and its connection holds up nothing', async () => {
  const { app, moods, url, begun } = await listening();
  const slow = ask(`${url}/slow`);
  while (begun.length === 0) await sleep(10);
  moods.stopping = true;
  const before = performance.now();
  const closed = closeServer(app, 0);
  expect(await slow).toMatchObject({ status: 200, connection: 'close' });
  await closed;
  expect(performance.now() - before).toBeLessThan(10_000);
});
