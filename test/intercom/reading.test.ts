import { afterAll, beforeAll, beforeEach, describe, expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import type { ReadOnlyConnection } from '../../app/preview/read-only.ts';
import type { IntercomClient } from '../../intercom/client.ts';
import { createHttp } from '../../intercom/http.ts';
import { type IntercomReading, createReadingClient } from '../../intercom/reading.ts';
import { json, startServer } from './local-server.ts';

type Server = Awaited<ReturnType<typeof startServer>>;
let server: Server;
beforeAll(async () => {
  server = await startServer();
});
beforeEach(() => {
  server.seen.length = 0;
  server.answerWith(json(200, {}));
});
afterAll(() => server.stop());

const signal = new AbortController().signal;
const options = () => ({
  ...{ accessToken: 't', baseUrl: server.baseUrl, version: '2.14', timeoutMs: 20_000 },
  now: Date.now,
});

describe('a connection that only reads', () => {
  it('has no method that writes, by type', () => {
    type Writes = 'replyWithNote' | 'createTag' | 'tagConversation';
    expectTypeOf<Exclude<keyof IntercomClient, keyof IntercomReading>>().toEqualTypeOf<Writes>();
    expectTypeOf<ReadOnlyConnection['writer']>().toEqualTypeOf<null>();
    expectTypeOf<keyof ReadOnlyConnection['reader']>().toEqualTypeOf<'read'>();
  });

  it('has none at run time either', () => {
    const names = Object.keys(createReadingClient(options()));
    expect(names).toContain('getConversation');
    expect(
      names.filter((name) => /reply|note|tag|create|add|write|close|assign/i.test(name)),
    ).toEqual([]);
  });

  const call = (method: 'GET' | 'POST', path: string, writes: boolean) =>
    createHttp({ ...options(), onlyReads: true })({
      ...{ method, path, writes, signal, answer: z.unknown() },
      ...(method === 'POST' ? { body: {} } : {}),
    });

  it.each([
    ['POST', '/conversations/1/reply', true],
    ['POST', '/conversations/1/reply', false],
    ['POST', '/conversations/search/', false],
    ['POST', '/conversations/1/tags', true],
    ['POST', '/tags', false],
  ] as const)('refuses %s %s before anything is sent', async (method, path, writes) => {
    await expect(call(method, path, writes)).rejects.toThrow('this connection only reads');
    expect(server.seen).toEqual([]);
  });

  it.each([
    ['GET', '/conversations/1'],
    ['POST', '/conversations/search'],
  ] as const)('sends %s %s', async (method, path) => {
    await call(method, path, false);
    expect(server.seen).toMatchObject([{ method, path }]);
  });
});
