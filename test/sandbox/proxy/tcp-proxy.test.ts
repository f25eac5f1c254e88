import { type Server, createServer } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type TcpProxy, startTcpProxy } from '../../../sandbox/proxy/tcp-proxy.ts';

let asked = 0;
let server: Server;
let proxy: TcpProxy;

beforeAll(async () => {
  server = createServer((_request, response) => {
    asked += 1;
    response.end('answer');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  proxy = await startTcpProxy({ host: '127.0.0.1', port });
});
afterAll(async () => {
  await proxy.stop();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(() => {
  proxy.setMode({ kind: 'pass' });
  asked = 0;
});

const ask = async (timeoutMs = 5_000): Promise<string> => {
  const signal = AbortSignal.timeout(timeoutMs);
  const response = await fetch(`http://${proxy.address}/`, { signal });
  return response.text();
};

test('what it passes on arrives', async () => {
  expect(await ask()).toBe('answer');
});

test('an answer comes late by the delay', async () => {
  proxy.setMode({ kind: 'delay', delayMs: 300 });
  const startedAt = performance.now();
  expect(await ask()).toBe('answer');
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(290);
});

test('a reset reaches nobody', async () => {
  proxy.setMode({ kind: 'reset' });
  await expect(ask()).rejects.toThrow();
  expect(asked).toBe(0);
});

test('a black hole never answers, and lets go of who waits when it ends', async () => {
  proxy.setMode({ kind: 'black_hole' });
  await expect(ask(500)).rejects.toThrow(/abort|timeout/i);
  const waiting = ask().catch(() => 'let go');
  await new Promise((resolve) => setTimeout(resolve, 100));
  proxy.setMode({ kind: 'pass' });
  expect(await waiting).toBe('let go');
  expect(asked).toBe(0);
  expect(await ask()).toBe('answer');
});

test('a cut after forwarding: done, and nobody hears of it', async () => {
  proxy.setMode({ kind: 'cut_after_forward' });
  await expect(ask()).rejects.toThrow();
  expect(asked).toBeGreaterThanOrEqual(1);
});

test('one request may be answered unlike the others', async () => {
  const picky = await startTcpProxy({ host: '127.0.0.1', port: proxy.port }, (request) =>
    request.includes('/cut') ? { kind: 'cut_after_forward' } : null,
  );
  await expect(fetch(`http://${picky.address}/cut`)).rejects.toThrow();
  expect(asked).toBe(1);
  expect(await (await fetch(`http://${picky.address}/other`)).text()).toBe('answer');
  await picky.stop();
});
