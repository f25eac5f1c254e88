import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { shop, startShop } from './support.ts';

describe('faults on calls', () => {
  test('before: says no without doing it, in Intercom’s words or as a captcha page', async () => {
    const { start, note, simulator, appId } = await startShop();
    const conversationId = start();
    const path = '/conversations/*/reply';
    simulator.setFaults({
      calls: [
        { kind: 'before', path, nth: 1, status: 403, code: 'api_plan_restricted' },
        { kind: 'before', path, nth: 2, status: 405, html: '<html>captcha</html>' },
      ],
    });
    const restricted = await note(conversationId);
    expect(restricted).toMatchObject({
      status: 403,
      json: { errors: [{ code: 'api_plan_restricted' }] },
    });
    const captcha = await note(conversationId);
    expect(captcha).toMatchObject({ status: 405, text: '<html>captcha</html>' });
    expect(captcha.headers.get('content-type')).toContain('text/html');
    expect(simulator.notes(appId, conversationId)).toEqual([]);
    expect((await note(conversationId)).status).toBe(200);
    expect(simulator.writes().map((call) => [call.status, call.done])).toEqual([
      [403, false],
      [405, false],
      [200, true],
    ]);
  });

  test.each([
    [401, 'unauthorized'],
    [403, 'token_unauthorized'],
    [404, 'not_found'],
    [422, 'parameter_invalid'],
    [500, 'server_error'],
    [503, 'service_unavailable'],
  ])('before: %i in Intercom’s words, and nothing is done', async (status, code) => {
    const { start, note, simulator, appId } = await startShop();
    const conversationId = start();
    simulator.setFaults({ calls: [{ kind: 'before', method: 'POST', status, code }] });
    const answer = await note(conversationId);
    expect(answer).toMatchObject({ status, json: { type: 'error.list', errors: [{ code }] } });
    expect(simulator.notes(appId, conversationId)).toEqual([]);
  });

  test('lasts: hits everything that fits for a while, and then nothing more', async () => {
    const { start, note, simulator } = await startShop();
    const conversationId = start();
    const lastsMs = 400;
    simulator.setFaults({ calls: [{ kind: 'before', status: 503, nth: 2, lastsMs }] });
    const statuses = [];
    for (let call = 0; call < 3; call += 1) statuses.push((await note(conversationId)).status);
    expect(statuses).toEqual([200, 503, 503]);
    await pause(lastsMs);
    expect((await note(conversationId)).status).toBe(200);
  });

  test('after: does it and says that it failed, or cuts the connection', async () => {
    const { start, note, simulator, appId } = await startShop();
    const conversationId = start();
    const path = '/conversations/*/reply';
    simulator.setFaults({
      calls: [
        { kind: 'after', path, nth: 1, status: 502, html: 'Bad gateway' },
        { kind: 'after_reset', path, nth: 2 },
        { kind: 'reset', path, nth: 3 },
      ],
    });
    expect((await note(conversationId)).status).toBe(502);
    await expect(note(conversationId)).rejects.toThrow();
    expect(simulator.notes(appId, conversationId)).toHaveLength(2);
    await expect(note(conversationId)).rejects.toThrow();
    expect(simulator.notes(appId, conversationId)).toHaveLength(2);
    expect(simulator.writes().map((call) => [call.status, call.done])).toEqual([
      [502, true],
      [0, true],
      [0, false],
    ]);
  });

  test('after_timeout: does it and never answers', async () => {
    const { start, simulator, appId, call } = await startShop();
    const conversationId = start();
    simulator.setFaults({ calls: [{ kind: 'after_timeout', method: 'GET', path: '/me' }] });
    const waiting = call('GET', '/me').catch(() => 'cut');
    const early = await Promise.race([
      waiting,
      new Promise((done) => setTimeout(done, 100, 'waits')),
    ]);
    expect(early).toBe('waits');
    expect(simulator.tags(appId, conversationId)).toEqual([]);
  });

  test('malformed: a 200 that holds half, nothing, a page or no part', async () => {
    const { start, note, simulator, appId } = await startShop();
    const conversationId = start();
    const bodies = ['truncated', 'empty', 'html', 'without_parts'] as const;
    simulator.setFaults({
      calls: bodies.map((body, index) => ({
        kind: 'malformed',
        method: 'POST',
        nth: index + 1,
        body,
      })),
    });
    for (const body of bodies) {
      const answer = await note(conversationId);
      expect(answer.status, body).toBe(200);
      if (body === 'without_parts') {
        expect(answer.json.conversation_parts.conversation_parts).toEqual([]);
      } else expect(answer.json, body).toBeUndefined();
    }
    expect(simulator.notes(appId, conversationId)).toHaveLength(4);
  });

  test('malformed: a 200 of fifty million characters', async () => {
    const { start, note, simulator, appId } = await startShop();
    const conversationId = start();
    simulator.setFaults({ calls: [{ kind: 'malformed', method: 'POST', body: 'enormous' }] });
    const answer = await note(conversationId);
    expect(answer.status).toBe(200);
    expect(answer.text.length).toBeGreaterThan(50_000_000);
    expect(simulator.notes(appId, conversationId)).toHaveLength(1);
  });

  test('stale: reads lag behind a write, and a new conversation is not there yet', async () => {
    const { call, start, note, simulator, clock } = await startShop();
    simulator.setFaults({ calls: [{ kind: 'stale', method: 'GET', lagMs: 8_000 }] });
    const conversationId = start();
    const read = () => call('GET', `/conversations/${conversationId}`);
    expect((await read()).status).toBe(404);
    clock.pass(9_000);
    expect((await note(conversationId)).json.conversation_parts.conversation_parts).toHaveLength(1);
    expect((await read()).json.conversation_parts.conversation_parts).toHaveLength(0);
    clock.pass(9_000);
    expect((await read()).json.conversation_parts.conversation_parts).toHaveLength(1);
  });

  test('delay is real, before the thing is done or after', async () => {
    const { start, note, simulator, appId } = await startShop();
    const conversationId = start();
    simulator.setFaults({
      calls: [{ kind: 'delay', method: 'POST', delayMs: 1_500, when: 'after', nth: 1 }],
    });
    const began = performance.now();
    let answered = false;
    const answer = note(conversationId).then(() => {
      answered = true;
    });
    await expect.poll(() => simulator.notes(appId, conversationId).length, { interval: 5 }).toBe(1);
    expect(answered).toBe(false);
    await answer;
    expect(performance.now() - began).toBeGreaterThan(1_490);
  });

  test('delay past the caller’s timeout: it is done all the same', async () => {
    const { start, simulator, appId } = await startShop();
    const conversationId = start();
    simulator.setFaults({ calls: [{ kind: 'delay', method: 'POST', delayMs: 400 }] });
    const posting = fetch(`${simulator.url}/conversations/${conversationId}/reply`, {
      method: 'POST',
      headers: { authorization: `Bearer ${shop.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        ...{ message_type: 'note', type: 'admin', admin_id: shop.adminId, body: '<p>late</p>' },
      }),
      signal: AbortSignal.timeout(100),
    });
    await expect(posting).rejects.toThrow();
    await expect.poll(() => simulator.notes(appId, conversationId).length).toBe(1);
  });

  test('rate limit: headers count down, 429 until the window of 10 s ends', async () => {
    const { call, clock, simulator } = await startShop({ rateLimit: 2 });
    const first = await call('GET', '/me');
    expect(first.headers.get('x-ratelimit-limit')).toBe('2');
    expect(first.headers.get('x-ratelimit-remaining')).toBe('1');
    const reset = Number(first.headers.get('x-ratelimit-reset')) * 1000;
    expect(reset - clock.now()).toBeGreaterThan(0);
    expect(reset - clock.now()).toBeLessThanOrEqual(10_000);
    await call('GET', '/me');
    const refused = await call('GET', '/me');
    expect(refused).toMatchObject({
      status: 429,
      json: { errors: [{ code: 'rate_limit_exceeded' }] },
    });
    clock.pass(10_000);
    expect((await call('GET', '/me')).status).toBe(200);
    simulator.setFaults({ calls: [{ kind: 'rate_limited', nth: 1 }] });
    expect((await call('GET', '/me')).status).toBe(429);
    expect((await call('GET', '/teams')).status).toBe(429);
    clock.pass(10_000);
    expect((await call('GET', '/me')).status).toBe(200);
  });

  test('probability is drawn from the seed', async () => {
    const outcomes: number[][] = [];
    for (let round = 0; round < 2; round += 1) {
      const { call, simulator } = await startShop({}, { seed: 3 });
      simulator.setFaults({ calls: [{ kind: 'before', status: 500, probability: 0.5, times: 4 }] });
      const statuses: number[] = [];
      for (let n = 0; n < 20; n += 1) statuses.push((await call('GET', '/me')).status);
      outcomes.push(statuses);
    }
    expect(outcomes[0]).toEqual(outcomes[1]);
    expect(outcomes[0]?.filter((status) => status === 500)).toHaveLength(4);
  });

  test('a plan with a mistake is refused in words', async () => {
    const { simulator } = await startShop();
    expect(() => simulator.setFaults({ calls: [{ kind: 'explode' }] })).toThrow(/not valid/);
  });
});

describe('what is remembered', () => {
  test('calls are written to the file as they come', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sidenote-simulator-'));
    const logFile = join(folder, 'calls.jsonl');
    const { call, start, note } = await startShop({}, { logFile });
    const conversationId = start();
    await note(conversationId);
    await call('GET', '/teams?x=1');
    const lines = (await readFile(logFile, 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map((line) => line.kind)).toEqual(['call', 'answer', 'call', 'answer']);
    expect(lines[0]).toMatchObject({
      method: 'POST',
      appId: 'shop',
      conversationId,
      body: { message_type: 'note' },
    });
    expect(lines[2]).toMatchObject({ path: '/teams', query: { x: '1' } });
    await rm(folder, { recursive: true });
  });

  test('a search is no write, an unknown token has no workspace', async () => {
    const { call, simulator } = await startShop();
    await call('POST', '/conversations/search', {
      query: { field: 'open', operator: '=', value: true },
    });
    await call('POST', '/tags', { name: 'x' }, { authorization: 'Bearer nobody' });
    expect(simulator.writes()).toMatchObject([{ appId: null, status: 401, done: false }]);
    expect(simulator.calls()[0]).not.toHaveProperty('conversationId');
  });

  test('a script can act at the nth read', async () => {
    const { call, start, simulator, appId, teammateId } = await startShop();
    const conversationId = start();
    const answerNow = () => {
      simulator.teammateReplies({ appId, conversationId, teammateId, body: 'Done' });
    };
    simulator.onRead({ appId, conversationId }, 2, answerNow);
    simulator.onRead({ appId, conversationId }, 4, answerNow, 'before');
    const counts: number[] = [];
    for (let n = 0; n < 4; n += 1) {
      const { json } = await call('GET', `/conversations/${conversationId}`);
      counts.push(json.conversation_parts.total_count);
    }
    expect(counts).toEqual([0, 0, 1, 2]);
  });
});
