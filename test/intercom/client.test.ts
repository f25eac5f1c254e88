import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IntercomFailure } from '../../domain/failure.ts';
import { createIntercomClient } from '../../intercom/client.ts';
import { allOf } from '../../intercom/paging.ts';
import { baseUrlOf } from '../../intercom/region.ts';
import { failureFrom, hang, json, page, reset, startServer } from './local-server.ts';

const signal = new AbortController().signal;
const note = '<p>Open <b>Settings</b>.</p><p>Sidenote, reference SN-4F7K2Q</p>';

const conversation = (parts: unknown[] = []) => ({
  type: 'conversation',
  id: '503',
  created_at: 1734537511,
  updated_at: 1734537600,
  source: { id: '1', type: 'conversation', delivered_as: 'customer_initiated', body: '<p>Hi</p>' },
  conversation_parts: { conversation_parts: parts, total_count: parts.length },
});

const part = (facts: Record<string, unknown>) => ({
  type: 'conversation_part',
  id: '9',
  part_type: 'note',
  body: note,
  created_at: 1734537600,
  author: { type: 'admin', id: '77' },
  ...facts,
});

let server: Awaited<ReturnType<typeof startServer>>;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

describe('a note', () => {
  it('can only be an internal one, by our account, and says what Intercom needs', async () => {
    server.answerWith(json(200, conversation([part({ id: 12 })])));
    expect(await server.client().replyWithNote('503', note, signal)).toEqual({ partId: '12' });
    expect(server.seen).toMatchObject([
      {
        method: 'POST',
        path: '/conversations/503/reply',
        headers: { authorization: 'Bearer token-of-the-test', 'intercom-version': '2.14' },
        body: { message_type: 'note', type: 'admin', admin_id: '77', body: note },
      },
    ]);
  });

  it('is found among others, however Intercom rewrote its HTML', async () => {
    const rewritten = '<div>Open <strong>Settings</strong>.<br>Sidenote, reference SN-4F7K2Q</div>';
    const parts = [
      part({ id: '7', body: '<p>an earlier note</p>' }),
      part({ id: '8', author: { type: 'admin', id: '12' } }),
      part({ id: '9', body: rewritten, author: { type: 'admin', id: 77 } }),
      part({ id: '10', part_type: 'comment', body: '<p>hello?</p>', author: { type: 'user' } }),
    ];
    server.answerWith(json(200, conversation(parts)));
    expect(await server.client().replyWithNote('503', note, signal)).toEqual({ partId: '9' });
  });

  it.each([
    ['the answer lacks it', json(200, conversation([part({ body: '<p>another</p>' })]))],
    ['the answer has no parts', json(200, conversation())],
    ['the answer is another thing', json(200, { type: 'admin', id: '1' })],
    ['the answer is not JSON', page(200, '<html>maintenance</html>')],
    ['the connection ends', reset],
    ['a gateway gives up', page(504, 'upstream')],
    ['the server breaks', json(500, { type: 'error.list', errors: [{ code: 'server_error' }] })],
    ['the server waited too long', json(408, {})],
    ['nothing comes', hang],
  ])('has an unknown effect when %s, and is posted once', async (_case, answer) => {
    server.answerWith(answer);
    // Busy cores answer late: only what never answers may run into the timeout.
    const client = server.client({ timeoutMs: answer === hang ? 500 : 10_000 });
    const failure = await failureFrom(client.replyWithNote('503', note, signal));
    expect(failure).toMatchObject({ name: 'IntercomFailure', kind: 'retry', effectUnknown: true });
    expect(server.seen).toHaveLength(1);
  });

  it('that became a comment stops everything: the customer may see it', async () => {
    server.answerWith(json(200, conversation([part({ part_type: 'comment' })])));
    expect(await failureFrom(server.client().replyWithNote('503', note, signal))).toMatchObject({
      kind: 'reject',
      code: 'not_a_note',
      effectUnknown: false,
    });
  });

  it('cancelled on its way may have been posted, cancelled before it was not', async () => {
    server.answerWith(hang);
    const caller = new AbortController();
    const posting = failureFrom(server.client().replyWithNote('503', note, caller.signal));
    setTimeout(() => caller.abort(new Error('worker stops')), 80);
    expect(await posting).toMatchObject({ kind: 'retry', effectUnknown: true });
    const late = await failureFrom(server.client().replyWithNote('503', note, caller.signal));
    expect(late).toMatchObject({ message: 'worker stops' });
    expect(server.seen).toHaveLength(1);
  });
});

describe('failures', () => {
  it.each([
    [401, { errors: [{ code: 'unauthorized', message: 'token-of-the-test' }] }, 'ACCESS_TOKEN'],
    [403, { errors: [{ code: 'api_plan_restricted' }] }, 'plan'],
    [403, { errors: [{ code: 'forbidden' }] }, 'permission'],
    [422, { errors: [{ code: 'parameter_invalid', field: 'admin_id' }] }, 'admin_id'],
    [400, {}, 'INTERCOM_ADMIN_ID'],
    [302, {}, 'INTERCOM_BASE_URL'],
    [405, {}, 'Developer Hub'],
  ])('%i is a rejection that says what to do and nothing else', async (status, body, words) => {
    server.answerWith(json(status, { type: 'error.list', ...body }));
    const failure = await failureFrom(server.client().replyWithNote('503', note, signal));
    expect(failure).toBeInstanceOf(IntercomFailure);
    expect(failure).toMatchObject({ kind: 'reject', status, effectUnknown: false });
    expect(String(failure)).toContain(words);
    expect(String(failure)).not.toContain('token-of-the-test');
    expect(server.seen).toHaveLength(1);
  });

  it('404 is its own kind', async () => {
    server.answerWith(json(404, { errors: [{ code: 'conversation_not_found' }] }));
    expect(await failureFrom(server.client().getConversation('1', signal))).toMatchObject({
      kind: 'not_found',
      code: 'conversation_not_found',
    });
  });

  it.each([
    ['1734537605', 5_000],
    ['1734537590', 1_000],
    ['1934537605', 60_000],
    [null, 10_000],
  ])('429 with reset %s waits %i ms on the server’s clock', async (reset, waitMs) => {
    server.answerWith(json(429, {}, reset ? { 'x-ratelimit-reset': reset } : {}));
    const client = server.client({ now: () => 1_734_537_600_000 });
    const failure = await failureFrom(client.replyWithNote('503', note, signal));
    expect(failure).toMatchObject({ kind: 'wait', waitMs, effectUnknown: false });
  });

  it('a captcha page is passing weather and wrote nothing', async () => {
    server.answerWith(page(405, '<!doctype html><title>Are you human?</title>'));
    expect(await failureFrom(server.client().createTag('a', signal))).toMatchObject({
      kind: 'retry',
      effectUnknown: false,
    });
  });

  it('a refused connection wrote nothing', async () => {
    const closed = createServer();
    await new Promise<void>((done) => closed.listen(0, '127.0.0.1', done));
    const address = closed.address();
    const port = typeof address === 'object' ? address?.port : 0;
    await new Promise((done) => closed.close(done));
    const client = createIntercomClient({
      accessToken: 'x',
      baseUrl: `http://127.0.0.1:${port}`,
      version: '2.14',
      adminId: '77',
    });
    expect(await failureFrom(client.replyWithNote('1', note, signal))).toMatchObject({
      kind: 'retry',
      code: 'ECONNREFUSED',
      effectUnknown: false,
    });
  });

  it('reads have no effect to be unknown, and end with the caller’s reason', async () => {
    server.answerWith(reset);
    expect(await failureFrom(server.client().me(signal))).toMatchObject({
      kind: 'retry',
      effectUnknown: false,
    });
    server.answerWith(hang);
    const caller = new AbortController();
    const reading = failureFrom(server.client().me(caller.signal));
    setTimeout(() => caller.abort(new Error('enough')), 50);
    expect(await reading).toMatchObject({ message: 'enough' });
  });

  it('a list that is not there is a broken answer, never an empty list', async () => {
    server.answerWith(json(200, { type: 'list' }));
    const client = server.client();
    for (const listing of [
      client.admins(signal),
      client.listArticles({}, signal),
      client.listInternalArticles({}, signal),
      client.searchConversations({ query: { operator: 'AND', value: [] } }, signal),
    ]) {
      expect(await failureFrom(listing)).toMatchObject({ kind: 'retry' });
    }
  });
});

describe('lists', () => {
  it('reads articles page by page in each of Intercom’s three ways of paging', async () => {
    const article = (id: number) => ({ id, title: `A${id}`, body: '<p>x</p>', updated_at: 1 });
    server.answerWith((response, { path }) => {
      const base = { data: [article(server.seen.length)] };
      const pages = path.includes('page=3')
        ? { page: 3, total_pages: 3, next: null }
        : path.includes('starting_after=abc')
          ? { page: 2, total_pages: 3 }
          : { next: `${server.baseUrl}/articles?per_page=1&starting_after=abc` };
      json(200, { ...base, pages })(response, server.seen[0]!);
    });
    const client = server.client();
    const titles: string[] = [];
    const fetchPage = (next: string | null) => client.listArticles({ next, perPage: 1 }, signal);
    for await (const { title } of allOf(fetchPage)) titles.push(title);
    expect(titles).toEqual(['A1', 'A2', 'A3']);
    expect(server.seen.map(({ path }) => path)).toEqual([
      '/articles?per_page=1',
      '/articles?per_page=1&starting_after=abc',
      '/articles?per_page=1&page=3',
    ]);
  });

  it('searches with a cursor in the body', async () => {
    const found = { id: 5, created_at: 1, updated_at: 2, state: 'open', admin_assignee_id: 0 };
    const pages = { next: { starting_after: 'c2' } };
    server.answerWith(json(200, { conversations: [found], pages, total_count: 9 }));
    const query = { field: 'updated_at', operator: '>', value: 17 } as const;
    const client = server.client();
    const first = await client.searchConversations({ query, perPage: 150 }, signal);
    expect(first).toMatchObject({
      members: [{ id: '5', updated_at: 2000, admin_assignee_id: null }],
      total: 9,
    });
    await client.searchConversations({ query, next: first.next }, signal);
    expect(server.seen.map(({ body }) => body)).toEqual([
      { query, pagination: { per_page: 150 } },
      { query, pagination: { starting_after: 'c2' } },
    ]);
  });

  it('keeps its connection', async () => {
    server.answerWith(json(200, { admins: [{ id: 1, name: 'A', has_inbox_seat: true }] }));
    const before = server.connections();
    for (let call = 0; call < 5; call += 1) await server.client().admins(signal);
    expect(server.connections() - before).toBeLessThanOrEqual(1);
  });
});

it('knows each region’s host', () => {
  expect(['us', 'eu', 'au'].map((region) => baseUrlOf(region as 'us'))).toEqual([
    'https://api.intercom.io',
    'https://api.eu.intercom.io',
    'https://api.au.intercom.io',
  ]);
});
