import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { signatureOf } from '../../intercom/signature.ts';
import type { Delivery, Spool } from '../../domain/ports.ts';
import { createServer } from '../../server/app.ts';
import type { StoreGate } from '../../server/store-gate.ts';
import { faultTest } from '../support/fault.ts';
import { sampleAppId } from '../support/sample-session.ts';
import { createServerPorts, sampleSecret } from '../support/server-ports.ts';
import { sharedFile } from '../support/shared.ts';

const customer = { type: 'user', id: 'c1', name: 'Dana Example', email: 'dana@customer.example' };

const notification = (changes: Record<string, unknown> = {}, parts: unknown[] = []): string =>
  JSON.stringify({
    type: 'notification_event',
    app_id: sampleAppId,
    id: 'notif_1',
    topic: 'conversation.user.created',
    created_at: 1_734_537_700,
    data: {
      type: 'notification_event_data',
      item: {
        type: 'conversation',
        id: '503',
        created_at: 1_734_537_511,
        updated_at: 1_734_537_511,
        source: { type: 'conversation', id: '400000503', body: '<p>Hi</p>', author: customer },
        conversation_parts: { conversation_parts: parts },
      },
    },
    ...changes,
  });

const part = (id: string, changes: Record<string, unknown> = {}) => ({
  type: 'conversation_part',
  id,
  part_type: 'comment',
  body: '<p>hello?</p>',
  created_at: 1_734_537_600,
  author: customer,
  ...changes,
});

type Sent = { body: string; headers?: Record<string, string>; secret?: string };

function createReceiver(given: Parameters<typeof createServerPorts>[0] = {}) {
  const server = createServerPorts(given);
  const app = createServer(server.ports);
  const send = ({ body, headers, secret = sampleSecret }: Sent) =>
    app.inject({
      method: 'POST',
      url: '/webhooks/intercom',
      payload: body,
      headers: headers ?? {
        'content-type': 'application/json',
        'x-hub-signature': signatureOf(body, secret),
      },
    });
  return { ...server, app, send };
}

/** A look that began before the store came back may still be waiting for it. */
const isBack = (gate: StoreGate) => expect.poll(() => gate.probe(), { timeout: 5_000 }).toBe(true);

const nothingKept = ({ record }: ReturnType<typeof createServerPorts>) => {
  expect(record.rows.size).toBe(0);
  expect(record.started).toEqual([]);
  expect(record.reviewed).toEqual([]);
};

describe('signature', () => {
  const body = notification();
  const json = { 'content-type': 'application/json' };
  const refused: readonly (readonly [string, Record<string, string>])[] = [
    ['wrong', { ...json, 'x-hub-signature': `sha1=${'0'.repeat(40)}` }],
    ['missing', json],
    ['cut', { ...json, 'x-hub-signature': signatureOf(body, sampleSecret).slice(0, 20) }],
    ['too long', { ...json, 'x-hub-signature': `${signatureOf(body, sampleSecret)}00` }],
    ['empty', { ...json, 'x-hub-signature': '' }],
    ['of other bytes', { ...json, 'x-hub-signature': signatureOf(`${body} `, sampleSecret) }],
  ];
  for (const [what, headers] of refused) {
    faultTest('F05', `the signature is ${what}`, '401, nothing stored', async () => {
      const receiver = createReceiver();
      expect((await receiver.send({ body, headers })).statusCode).toBe(401);
      nothingKept(receiver);
    });
  }

  faultTest('F05', 'signed by the previous secret', '200, one row and one start', async () => {
    const receiver = createReceiver();
    expect((await receiver.send({ body, secret: 'previous-secret' })).statusCode).toBe(200);
    expect(receiver.record.rows.size).toBe(1);
    expect(receiver.record.started).toHaveLength(1);
  });

  test("by another workspace's secret: 401", async () => {
    const receiver = createReceiver();
    expect((await receiver.send({ body, secret: 'secret-of-the-other' })).statusCode).toBe(401);
    nothingKept(receiver);
  });

  test('an empty body is not signed: 401', async () => {
    const receiver = createReceiver();
    const bare = await receiver.app.inject({ method: 'POST', url: '/webhooks/intercom' });
    expect(bare.statusCode).toBe(401);
    expect((await receiver.send({ body: '', headers: json })).statusCode).toBe(401);
  });
});

describe('what is not a notification', () => {
  const good = notification();
  const ofType = (type: string): Sent => ({
    body: good,
    headers: { 'content-type': type, 'x-hub-signature': signatureOf(good, sampleSecret) },
  });
  const useless: readonly (readonly [string, number, Sent])[] = [
    ['2 MB', 413, { body: notification({ filler: 'x'.repeat(2_000_000) }) }],
    ...['{"type": ', '[]', 'null', '"text"', '{}'].map(
      (body) => [`no notification but ${body}`, 400, { body }] as const,
    ),
    ...['text/plain', 'application/x-www-form-urlencoded', 'application/xml'].map(
      (type) => [`of the type ${type}`, 415, ofType(type)] as const,
    ),
    ['of an unknown topic', 200, { body: notification({ topic: 'visitor.signed_up' }) }],
    ['a ping', 200, { body: notification({ topic: 'ping', id: null }) }],
  ];
  for (const [what, status, sent] of useless) {
    const outcome = `${status}, nothing stored; the next webhook is taken`;
    faultTest('F06', `the webhook is ${what}`, outcome, async () => {
      const receiver = createReceiver();
      expect((await receiver.send(sent)).statusCode).toBe(status);
      nothingKept(receiver);
      expect((await receiver.send({ body: good })).json()).toEqual({ fate: 'started' });
    });
  }

  test('another workspace: 200, nothing is kept', async () => {
    const receiver = createReceiver();
    const body = notification({ app_id: 'stranger1' });
    expect((await receiver.send({ body })).statusCode).toBe(200);
    nothingKept(receiver);
  });

  test('HEAD: 200', async () => {
    const { app } = createReceiver();
    const answer = await app.inject({ method: 'HEAD', url: '/webhooks/intercom' });
    // By this `verify` knows that the public address leads to us.
    expect(answer.headers['x-sidenote']).toBe('webhooks');
    expect(answer.statusCode).toBe(200);
  });
});

describe('a customer message', () => {
  test('has a row without its text, and one start', async () => {
    const receiver = createReceiver();
    expect((await receiver.send({ body: notification() })).statusCode).toBe(200);
    expect([...receiver.record.rows.values()]).toEqual([
      {
        appId: sampleAppId,
        notificationId: 'notif_1',
        topic: 'conversation.user.created',
        conversationId: '503',
        messageIds: ['source-400000503'],
        newestPartId: null,
        articleId: null,
        receivedAtMs: receiver.clock.now(),
        started: true,
      },
    ]);
    expect(receiver.record.started).toEqual([
      { appId: sampleAppId, conversationId: '503', messageId: 'source-400000503' },
    ]);
    expect(receiver.record.seen).toHaveLength(1);
  });

  test('twenty times at once: one row; later repeats start nothing', async () => {
    const receiver = createReceiver();
    const body = notification();
    const answers = await Promise.all(Array.from({ length: 20 }, () => receiver.send({ body })));
    expect(new Set(answers.map((answer) => answer.statusCode))).toEqual(new Set([200]));
    expect(receiver.record.rows.size).toBe(1);
    const startsSoFar = receiver.record.started.length;
    expect((await receiver.send({ body })).json()).toEqual({ fate: 'duplicate' });
    expect(receiver.record.started).toHaveLength(startsSoFar);
  });

  test('several in one payload: one start each', async () => {
    const receiver = createReceiver();
    const body = notification({ topic: 'conversation.user.replied' }, [part('1002'), part('1001')]);
    await receiver.send({ body });
    expect(receiver.record.started.map((message) => message.messageId)).toEqual([
      'part-1001',
      'part-1002',
    ]);
  });

  test('a customer topic that names no message leads to a review', async () => {
    const receiver = createReceiver();
    const body = notification({ topic: 'conversation.user.replied' });
    await receiver.send({ body });
    expect(receiver.record.started).toEqual([]);
    expect(receiver.record.reviewed).toHaveLength(1);
  });
});

test('an assignment leads to a review', async () => {
  const receiver = createReceiver();
  const assignment = part('1007', { part_type: 'assignment', body: null });
  const body = notification({ topic: 'conversation.admin.assigned' }, [assignment]);
  expect((await receiver.send({ body })).json()).toEqual({ fate: 'reviewed' });
  expect(receiver.record.reviewed).toEqual([{ conversationId: '503', newestPart: '1007' }]);
});

test.each(['conversation.admin.replied', 'conversation.admin.closed', 'conversation.deleted'])(
  '%s is kept as context: nothing for the sweep to start',
  async (topic) => {
    const receiver = createReceiver();
    expect((await receiver.send({ body: notification({ topic }) })).json()).toEqual({
      fate: 'recorded',
    });
    expect([...receiver.record.rows.values()].map((row) => row.started)).toEqual([true]);
    expect(receiver.record.reviewed).toEqual([]);
  },
);

test.each(['created', 'updated', 'published', 'unpublished', 'deleted'])(
  'an article that is %s is read anew, whatever the webhook says of it',
  async (change) => {
    const receiver = createReceiver();
    const body = notification({ topic: `article.${change}` });
    expect((await receiver.send({ body })).json()).toEqual({ fate: 'syncing' });
    expect(receiver.record.articles).toMatchObject([{ articleId: '503' }]);
    expect([...receiver.record.rows.values()]).toMatchObject([{ articleId: '503', started: true }]);
  },
);

test('an article’s webhook is kept while Temporal is away, and started later', async () => {
  const receiver = createReceiver();
  receiver.moods.temporal = 'refusing';
  const body = notification({ topic: 'article.updated' });
  expect((await receiver.send({ body })).json()).toEqual({ fate: 'kept' });
  expect([...receiver.record.rows.values()]).toMatchObject([{ articleId: '503', started: false }]);
});

test('with full conversation sync a teammate’s reply is read as well', async () => {
  const receiver = createReceiver({ keepsThreads: true });
  const body = notification({ topic: 'conversation.admin.replied' });
  expect((await receiver.send({ body })).json()).toEqual({ fate: 'reviewed' });
  expect(receiver.record.reviewed).toHaveLength(1);
});

/** Far below what waiting for a silent store each time would take, and safe on a busy machine. */
const hangsMs = 10_000;

describe('a store is down', () => {
  const timed = async (receiver: ReturnType<typeof createReceiver>) => {
    const before = performance.now();
    const answer = await receiver.send({ body: notification() });
    return { status: answer.statusCode, ms: performance.now() - before };
  };

  test.each(['refusing', 'silent'] as const)('MongoDB %s: started all the same', async (mood) => {
    const receiver = createReceiver();
    receiver.moods.mongodb = mood;
    const { status, ms } = await timed(receiver);
    expect(status).toBe(200);
    expect(ms).toBeLessThan(hangsMs);
    expect(receiver.record.started).toHaveLength(1);
  });

  test.each(['refusing', 'silent'] as const)(
    'Temporal %s: the row waits, a resend starts it',
    async (mood) => {
      const receiver = createReceiver();
      receiver.moods.temporal = mood;
      const { status, ms } = await timed(receiver);
      expect(status).toBe(200);
      expect(ms).toBeLessThan(hangsMs);
      expect([...receiver.record.rows.values()].map((row) => row.started)).toEqual([false]);
      receiver.moods.temporal = 'up';
      await isBack(receiver.ports.gates.temporal);
      expect((await receiver.send({ body: notification() })).json()).toEqual({ fate: 'started' });
      expect([...receiver.record.rows.values()].map((row) => row.started)).toEqual([true]);
    },
  );

  test('both, and no spool: 503 in time, and the resend gets through', async () => {
    const receiver = createReceiver();
    receiver.moods.mongodb = 'silent';
    receiver.moods.temporal = 'silent';
    const { status, ms } = await timed(receiver);
    expect(status).toBe(503);
    expect(ms).toBeLessThan(4_000);
    receiver.moods.mongodb = 'up';
    receiver.moods.temporal = 'up';
    await isBack(receiver.ports.gates.mongodb);
    await isBack(receiver.ports.gates.temporal);
    expect((await timed(receiver)).status).toBe(200);
    expect(receiver.record.started).toHaveLength(1);
  });

  describe('both', () => {
    const waiting: Delivery[] = [];
    let answers: 'kept' | 'full' | 'broken' = 'kept';
    const spool: Spool = {
      append: async (delivery) => {
        if (answers === 'kept') waiting.push(delivery);
        return answers;
      },
      seal: async () => [],
      read: async () => ({ deliveries: waiting, damaged: 0 }),
      remove: async () => undefined,
      size: () => ({ bytes: 100 * waiting.length, lines: waiting.length }),
    };

    test('it waits on disk; later ones do not wait for the stores again', async () => {
      const receiver = createReceiver({ spool });
      receiver.moods.mongodb = 'silent';
      receiver.moods.temporal = 'silent';
      const { status, ms } = await timed(receiver);
      expect(status).toBe(200);
      expect(ms).toBeLessThan(hangsMs);
      expect(waiting).toEqual([
        {
          appId: sampleAppId,
          notificationId: 'notif_1',
          topic: 'conversation.user.created',
          conversationId: '503',
          messageIds: ['source-400000503'],
          newestPartId: null,
          articleId: null,
          receivedAtMs: receiver.clock.now(),
          started: false,
        },
      ]);
      const before = performance.now();
      for (let index = 0; index < 20; index += 1) {
        const answer = await receiver.send({ body: notification({ id: `more_${index}` }) });
        expect(answer.json()).toEqual({ fate: 'spooled' });
      }
      expect(performance.now() - before).toBeLessThan(hangsMs);
      const { body } = await receiver.app.inject('/metrics');
      expect(body).toContain('sidenote_spool_lines 21');
      expect(body).toContain('sidenote_notifications_total{fate="spooled"} 21');
      const ready = await receiver.app.inject('/ready');
      expect(ready.body).toContain('21 webhooks wait on disk (2100 bytes).');
    });

    test('context waits as well, an assignment with its part', async () => {
      const receiver = createReceiver({ spool });
      receiver.moods.mongodb = 'refusing';
      receiver.moods.temporal = 'refusing';
      waiting.length = 0;
      const assignment = part('1007', { part_type: 'assignment', body: null });
      await receiver.send({ body: notification({ topic: 'conversation.admin.replied' }) });
      await receiver.send({
        body: notification({ topic: 'conversation.admin.assigned' }, [assignment]),
      });
      expect(waiting.map(({ newestPartId, started }) => ({ newestPartId, started }))).toEqual([
        { newestPartId: null, started: true },
        { newestPartId: '1007', started: false },
      ]);
    });

    test.each(['full', 'broken'] as const)('a spool that is %s: 503', async (state) => {
      const receiver = createReceiver({ spool });
      receiver.moods.mongodb = 'refusing';
      receiver.moods.temporal = 'refusing';
      answers = state;
      const { status, ms } = await timed(receiver);
      expect(status).toBe(503);
      expect(ms).toBeLessThan(4_000);
    });
  });

  test('readiness does not gate the route: unready, and webhooks are taken', async () => {
    const receiver = createReceiver();
    receiver.moods.temporal = 'refusing';
    expect((await receiver.app.inject('/ready')).statusCode).toBe(503);
    expect((await receiver.send({ body: notification() })).json()).toEqual({ fate: 'kept' });
    receiver.moods.temporal = 'up';
    receiver.moods.mongodb = 'refusing';
    await isBack(receiver.ports.gates.temporal);
    const other = notification({ id: 'notif_2' });
    expect((await receiver.send({ body: other })).json()).toEqual({ fate: 'started' });
  });
});

test('webhooks are counted by topic and status; unknown topics share one label', async () => {
  const receiver = createReceiver();
  await receiver.send({ body: notification() });
  await receiver.send({ body: notification({ topic: 'made.up.by.somebody' }) });
  await receiver.send({ body: 'x', headers: { 'content-type': 'text/plain' } });
  const metrics = (await receiver.app.inject('/metrics')).body;
  expect(metrics).toContain(
    'sidenote_webhooks_total{topic="conversation.user.created",status="200"} 1',
  );
  expect(metrics).toContain('sidenote_webhooks_total{topic="other",status="200"} 1');
  expect(metrics).toContain('sidenote_webhooks_total{topic="none",status="415"} 1');
  expect(metrics).toContain('sidenote_webhook_ack_seconds_count 3');
});

const deliveries = sharedFile('data/webhooks/deliveries.jsonl');
const rowSchema = z.object({
  name: z.string(),
  want: z.object({ status: z.number(), outcome: z.array(z.string()) }),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
});

describe.skipIf(deliveries === null)('signed sample deliveries', () => {
  const lines = deliveries === null ? [] : readFileSync(deliveries, 'utf8').trim().split('\n');
  const rows = lines.map((line) => rowSchema.parse(JSON.parse(line)));
  test.each(rows.map((row) => [row.name, row] as const))('%s', async (_name, row) => {
    const receiver = createReceiver();
    const answer = await receiver.send({ body: row.body, headers: row.headers });
    expect(answer.statusCode).toBe(row.want.status);
    const doors = receiver.record.started.length + receiver.record.reviewed.length;
    expect(doors > 0).toBe(row.want.outcome.length > 0);
  });
});
