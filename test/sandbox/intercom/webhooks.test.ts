import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { handClock, shop, startReceiver, startShop } from './support.ts';

const topics = (received: readonly { json: { topic: string } }[]) =>
  received.map((one) => one.json.topic);

describe('a notification', () => {
  test('has the published envelope, the opening message in the source, and a true signature', async () => {
    const { url, received } = await startReceiver();
    const { start, simulator, clock } = await startShop({ webhookUrl: url });
    const conversationId = start({ body: '<p>Where is “it”?</p>' });
    await simulator.settled();
    const [{ headers, body, json } = never()] = received;
    expect(headers['x-hub-signature']).toBe(
      `sha1=${createHmac('sha1', shop.clientSecret).update(body).digest('hex')}`,
    );
    expect(headers).toMatchObject({
      'user-agent': 'intercom-parrot-service-client/1.0',
      'content-type': 'application/json',
    });
    expect(json).toMatchObject({
      type: 'notification_event',
      topic: 'conversation.user.created',
      app_id: 'shop',
      delivery_attempts: 1,
      created_at: Math.floor(clock.now() / 1000),
      data: {
        type: 'notification_event_data',
        item: {
          type: 'conversation',
          id: conversationId,
          source: { body: '<p>Where is “it”?</p>', author: { type: 'user' } },
          conversation_parts: { conversation_parts: [] },
        },
      },
    });
    expect(json.id).toMatch(/^notif_[0-9a-f-]{36}$/);
  });

  test('holds the newest part, or the thread where the workspace sends it so', async () => {
    const newest = await startReceiver();
    const thread = await startReceiver();
    for (const [receiver, repliedPayload, expected] of [
      [newest, 'newest', 1],
      [thread, 'thread', 2],
    ] as const) {
      const { start, simulator, appId } = await startShop({
        webhookUrl: receiver.url,
        repliedPayload,
      });
      const conversationId = start();
      simulator.customerReplies({ appId, conversationId, body: 'one', silent: true });
      simulator.customerReplies({ appId, conversationId, body: 'two' });
      await simulator.settled();
      const parts = receiver.received.at(-1)?.json.data.item.conversation_parts.conversation_parts;
      expect(parts).toHaveLength(expected);
      expect(parts.at(-1).body).toBe('<p>two</p>');
    }
  });

  test('is plain text from 2.15 on', async () => {
    const { url, received } = await startReceiver();
    const { start, simulator } = await startShop({ webhookUrl: url, webhookVersion: '2.15' });
    start({ body: '<p>Hi <b>there</b></p>' });
    await simulator.settled();
    expect(received[0]?.json.data.item.source.body).toBe('Hi there');
  });

  test('comes for each subscribed topic, and for nothing else but ping', async () => {
    const { url, received } = await startReceiver();
    const { start, note, simulator, appId, teammateId } = await startShop({ webhookUrl: url });
    const conversationId = start();
    const by = { teammate: teammateId };
    const partId = simulator.customerReplies({ appId, conversationId, body: 'two' });
    simulator.teammateReplies({ appId, conversationId, teammateId, body: 'Hi' });
    simulator.botReplies({ appId, conversationId, body: 'Hi', fin: true });
    simulator.assign({ appId, conversationId, to: by, by });
    simulator.snooze({ appId, conversationId, by });
    await note(conversationId);
    simulator.close({ appId, conversationId, by });
    simulator.reopen({ appId, conversationId, by });
    simulator.redactPart({ appId, conversationId, partId });
    simulator.deleteConversation({ appId, conversationId });
    const articleId = simulator.addArticle({ appId, title: 'A', body: '<p>x</p>' });
    simulator.updateArticle({ appId, articleId, body: '<p>y</p>' });
    simulator.unpublishArticle({ appId, articleId });
    simulator.deleteArticle({ appId, articleId });
    simulator.sendPing({ appId });
    await simulator.settled();
    expect(topics(received).sort()).toEqual(
      [
        'article.created',
        'article.deleted',
        'article.published',
        'article.unpublished',
        'article.updated',
        'conversation.admin.assigned',
        'conversation.admin.closed',
        'conversation.admin.noted',
        'conversation.admin.replied',
        'conversation.deleted',
        'conversation.user.created',
        'conversation.user.replied',
        'conversation_part.redacted',
        'ping',
      ].sort(),
    );
    const item = (topic: string) =>
      received.find((one) => one.json.topic === topic)?.json.data.item;
    expect(item('conversation.deleted')).toEqual({
      type: 'conversation',
      id: conversationId,
      deleted: true,
    });
    expect(item('conversation_part.redacted')).toMatchObject({
      type: 'conversation_part',
      id: partId,
    });
    expect(item('article.deleted')).toEqual({ type: 'article', id: articleId, deleted: true });
  });

  test('subscribed to all, a bot reply and a woken conversation are announced too', async () => {
    const { url, received } = await startReceiver();
    const subscriptions = [
      'conversation.operator.replied',
      'conversation.admin.unsnoozed',
      'conversation.admin.opened',
      'conversation.admin.snoozed',
      'conversation_part.tag.created',
      'contact.deleted',
    ];
    const { call, start, note, simulator, appId, contactId } = await startShop({
      webhookUrl: url,
      subscriptions,
    });
    const conversationId = start();
    simulator.botReplies({ appId, conversationId, body: 'Hi', fin: false });
    simulator.snooze({ appId, conversationId });
    await note(conversationId);
    const { id } = (await call('POST', '/tags', { name: 't' })).json;
    await call('POST', `/conversations/${conversationId}/tags`, { id, admin_id: shop.adminId });
    simulator.reopen({ appId, conversationId });
    simulator.deleteContact({ appId, contactId });
    await simulator.settled();
    expect(topics(received).sort()).toEqual([...subscriptions].sort());
  });
});

describe('delivery', () => {
  test('a failure is tried once more, a minute later, under the same id', async () => {
    const { url, received } = await startReceiver((nth) => (nth === 1 ? 503 : 200));
    const { start, simulator } = await startShop({ webhookUrl: url });
    start();
    await simulator.settled();
    expect(received.map((one) => one.json.delivery_attempts)).toEqual([1, 2]);
    expect(new Set(received.map((one) => one.json.id)).size).toBe(1);
    expect(simulator.deliveries()).toMatchObject([
      { outcome: 'delivered', attempts: [{ status: 503 }, { status: 200 }] },
    ]);
  });

  test('two failures are the end of it', async () => {
    const { url, received } = await startReceiver(() => 500);
    const { start, simulator } = await startShop({ webhookUrl: url });
    start();
    await simulator.settled();
    expect(received).toHaveLength(2);
    expect(simulator.deliveries()).toMatchObject([{ outcome: 'failed' }]);
  });

  test('an answer that does not come in time is a failure', async () => {
    const { url } = await startReceiver((nth) => (nth === 1 ? null : 200));
    const { start, simulator } = await startShop({ webhookUrl: url });
    start();
    await simulator.settled();
    expect(simulator.deliveries()[0]?.attempts).toMatchObject([{ status: 0 }, { status: 200 }]);
  });

  test('410 disables the subscription until somebody sets it live', async () => {
    const { url, received } = await startReceiver((nth) => (nth === 1 ? 410 : 200));
    const { start, simulator, appId } = await startShop({ webhookUrl: url });
    start();
    await simulator.settled();
    start();
    await simulator.settled();
    expect(received).toHaveLength(1);
    expect(simulator.isDisabled(appId)).toBe(true);
    simulator.enableSubscription(appId);
    start();
    await simulator.settled();
    expect(received).toHaveLength(2);
  });

  test('429 holds everything back, then sends it', async () => {
    const { url, received } = await startReceiver((nth) => (nth === 1 ? 429 : 200));
    const clock = handClock();
    const { start, simulator } = await startShop({ webhookUrl: url }, { clock });
    start();
    await expect.poll(() => received.length).toBe(1);
    start();
    clock.pass(61_000);
    await simulator.settled();
    expect(simulator.deliveries().map((one) => one.outcome)).toEqual(['delivered', 'delivered']);
  });

  test('what is silent, dropped or not subscribed never arrives', async () => {
    const { url, received } = await startReceiver();
    const { start, simulator } = await startShop({ webhookUrl: url });
    simulator.setFaults({ deliveries: [{ kind: 'drop', topic: 'conversation.user.*', nth: 2 }] });
    start({ silent: true });
    start();
    start();
    start({ deliveredAs: 'automated' });
    await simulator.settled();
    expect(topics(received)).toEqual(['conversation.user.created']);
    expect(simulator.deliveries().map((one) => one.outcome)).toEqual(['delivered', 'dropped']);
  });

  test('duplicates carry the same id; shuffled ones come in another order, the same each time', async () => {
    const orders: string[][] = [];
    for (let round = 0; round < 2; round += 1) {
      const { url, received } = await startReceiver();
      const { start, simulator, appId } = await startShop({ webhookUrl: url }, { seed: 7 });
      const deliveries = [
        { kind: 'shuffle', withinMs: 300_000 },
        { kind: 'duplicate', topic: 'conversation.user.created', copies: 2 },
      ];
      simulator.setFaults({ deliveries });
      const conversationId = start();
      for (let n = 1; n <= 6; n += 1)
        simulator.customerReplies({ appId, conversationId, body: `${n}` });
      await simulator.settled();
      expect(received).toHaveLength(9);
      const ids = received
        .filter((one) => one.json.topic.endsWith('created'))
        .map((one) => one.json.id);
      expect(new Set(ids).size).toBe(1);
      orders.push(
        received
          .filter((one) => one.json.topic.endsWith('replied'))
          .map((one) => one.json.data.item.conversation_parts.conversation_parts[0].body),
      );
    }
    expect(orders[0]).toEqual(orders[1]);
    expect(orders[0]).not.toEqual([...(orders[0] ?? [])].sort());
  });

  test('the newest notification of a conversation can be sent again, with its id', async () => {
    const { url, received } = await startReceiver();
    const { start, simulator, appId } = await startShop({ webhookUrl: url });
    const conversationId = start();
    const other = start();
    simulator.customerReplies({ appId, conversationId, body: 'newest' });
    await simulator.settled();
    simulator.redeliver({ appId, conversationId, copies: 2 });
    await simulator.settled();
    const about = received.filter(({ json }) => json.data.item.id === conversationId);
    expect(topics(about)).toEqual([
      'conversation.user.created',
      ...Array<string>(3).fill('conversation.user.replied'),
    ]);
    expect(new Set(about.slice(1).map(({ json }) => json.id)).size).toBe(1);
    expect(received).toHaveLength(5);
    expect(other).not.toBe(conversationId);
    expect(() => simulator.redeliver({ appId, conversationId: 'none' })).toThrow('never announced');
  });

  test('a rotated client secret signs from then on', async () => {
    const { url, received } = await startReceiver();
    const { start, simulator, appId } = await startShop({ webhookUrl: url });
    simulator.updateWorkspace({ appId, clientSecret: 'rotated' });
    start();
    await simulator.settled();
    expect(received[0]?.headers['x-hub-signature']).toBe(
      `sha1=${createHmac('sha1', 'rotated')
        .update(received[0]?.body ?? '')
        .digest('hex')}`,
    );
  });

  test('the address is asked with HEAD', async () => {
    const { url } = await startReceiver(() => 200);
    const { simulator, appId } = await startShop({ webhookUrl: url });
    expect(await simulator.validateWebhook(appId)).toBe(200);
    simulator.updateWorkspace({ appId, webhookUrl: 'http://127.0.0.1:9/gone' });
    expect(await simulator.validateWebhook(appId)).toBe(0);
  });
});

function never(): never {
  throw new Error('nothing arrived');
}
