import { fastify } from 'fastify';
import { describe, expect, it } from 'vitest';
import { guardLoopback } from '../../desk/guard.ts';

const app = fastify();
guardLoopback(app);
app.get('/', async () => 'page');
app.post('/kill', async () => 'killed');

const ask = async (method: 'GET' | 'POST', headers: Record<string, string>) => {
  const url = method === 'GET' ? '/' : '/kill';
  return (await app.inject({ method, url, headers })).statusCode;
};
const own = { host: '127.0.0.1:3000' };

describe("the demo's page", () => {
  it('is shown under loopback names', async () => {
    for (const host of ['127.0.0.1:3000', 'localhost:3000', '[::1]:3000']) {
      expect(await ask('GET', { host }), host).toBe(200);
    }
  });

  it('is not shown under a name that somebody made point here', async () => {
    for (const host of ['rebound.example', '127.0.0.1.rebound.example', 'localhost.example:3000']) {
      expect(await ask('GET', { host }), host).toBe(403);
    }
  });

  it('is moved by its own forms only', async () => {
    expect(await ask('POST', { ...own, origin: 'http://127.0.0.1:3000' })).toBe(200);
    for (const origin of ['https://elsewhere.example', 'http://127.0.0.1:4000', 'null']) {
      expect(await ask('POST', { ...own, origin }), origin).toBe(403);
    }
    expect(await ask('POST', own)).toBe(403);
  });
});
