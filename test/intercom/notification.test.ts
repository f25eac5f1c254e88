import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNotification } from '../../intercom/notification.ts';
import { hasValidSignature, signatureOf } from '../../intercom/signature.ts';

const customer = { type: 'lead', id: 'l1' };
const item = (parts: object[] = [], facts: object = {}) => ({
  type: 'conversation',
  id: 503,
  updated_at: 1_734_537_600,
  source: { id: '400', type: 'conversation', body: 'Hi', author: customer },
  conversation_parts: { conversation_parts: parts },
  ...facts,
});
const part = (id: string, facts: object = {}) => ({
  id,
  part_type: 'comment',
  body: 'plain words',
  created_at: 1_734_537_600,
  author: customer,
  ...facts,
});
const deliver = (topic: string, data: unknown, facts: object = {}) =>
  parseNotification(
    JSON.stringify({
      type: 'notification_event',
      id: 'notif_1',
      app_id: 'shop',
      topic,
      created_at: 1_734_537_601,
      delivery_attempts: 2,
      data: { item: data },
      ...facts,
    }),
  );

describe('a notification', () => {
  it('of an opening names the source', () => {
    expect(deliver('conversation.user.created', item())).toEqual({
      kind: 'customer_message',
      notificationId: 'notif_1',
      appId: 'shop',
      topic: 'conversation.user.created',
      createdAtMs: 1_734_537_601_000,
      deliveryAttempts: 2,
      conversationId: '503',
      messageIds: ['source-400'],
    });
  });

  it('of a reply names every customer message, in thread order', () => {
    const parts = [
      part('12'),
      part('9'),
      part('10', { author: { type: 'admin', id: '1' } }),
      part('11', { part_type: 'note' }),
      part('13', { part_type: 'close', body: null }),
      part('14', { part_type: 'open' }),
    ];
    expect(deliver('conversation.user.replied', item(parts))).toMatchObject({
      messageIds: ['part-9', 'part-12', 'part-14'],
    });
    expect(deliver('conversation.user.replied', item([part('12')]))).toMatchObject({
      messageIds: ['part-12'],
    });
  });

  it('that names no customer message asks to look for one', () => {
    expect(deliver('conversation.user.replied', item())).toMatchObject({
      kind: 'review',
      newestPartId: 'at-1734537600',
    });
    const outbound = item([], { source: { id: '1', author: { type: 'admin', id: '1' } } });
    expect(deliver('conversation.user.created', outbound)).toMatchObject({ kind: 'review' });
  });

  it.each([
    'conversation.admin.replied',
    'conversation.admin.assigned',
    'conversation.admin.open.assigned',
    'conversation.admin.closed',
    'conversation.admin.opened',
    'conversation.admin.unsnoozed',
    'conversation.operator.replied',
  ])('%s asks to review as of the newest part', (topic) => {
    expect(deliver(topic, item([part('100'), part('99')]))).toMatchObject({
      kind: 'review',
      topic,
      conversationId: '503',
      newestPartId: '100',
    });
  });

  it.each([
    [
      'conversation.deleted',
      { id: 5, deleted: true },
      { kind: 'conversation_deleted', conversationId: '5' },
    ],
    [
      'conversation_part.redacted',
      { id: '8', conversation_id: 5 },
      { kind: 'part_redacted', conversationId: '5', partId: '8' },
    ],
    ['conversation_part.redacted', { id: '8' }, { kind: 'part_redacted', conversationId: null }],
    [
      'article.unpublished',
      { id: '3' },
      { kind: 'article', articleId: '3', change: 'unpublished' },
    ],
    ['contact.deleted', { id: 'c' }, { kind: 'contact_deleted', contactId: 'c' }],
    ['company.created', {}, { kind: 'ignored', topic: 'company.created' }],
    ['conversation.admin.noted', item([part('1')]), { kind: 'ignored' }],
    ['evil\n<b>topic', {}, { kind: 'ignored', topic: 'evilbtopic' }],
    ['ping', { type: 'ping' }, { kind: 'ping' }],
  ])('%s', (topic, data, expected) => {
    expect(deliver(topic, data)).toMatchObject(expected);
  });

  it('without an id is known by what it is about', () => {
    const one = deliver('conversation.user.created', item(), { id: null });
    const again = deliver('conversation.user.created', item(), { id: null, delivery_attempts: 2 });
    expect(one).toMatchObject({ notificationId: expect.stringContaining('source-400') });
    expect(one).toMatchObject({
      notificationId: 'notificationId' in again && again.notificationId,
    });
  });

  it.each([
    '',
    'not json',
    '[]',
    '{}',
    '{"topic":"x"}',
    'null',
    '{"topic":"conversation.deleted","app_id":"a","data":{"item":{}}}',
    '{"topic":"conversation.user.created","data":{"item":{"id":"1"}}}',
  ])('that cannot be read says so: %s', (body) => {
    expect(parseNotification(body)).toMatchObject({ kind: 'unreadable' });
  });

  it('never throws and never repeats what it read', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.constantFrom('conversation.user.replied', 'article.updated'),
        (data, topic) => {
          const read = deliver(topic, {
            id: '1',
            body: 'a secret',
            source: data,
            conversation_parts: data,
          });
          expect(JSON.stringify(read)).not.toContain('a secret');
        },
      ),
    );
  });
});

describe('a signature', () => {
  const body = Buffer.from('{"a":"ü"}');
  const good = signatureOf(body, 'one');

  it('holds for the raw bytes and any current secret', () => {
    expect(hasValidSignature(body, good, ['one'])).toBe(true);
    expect(hasValidSignature(body, good, ['two', 'one'])).toBe(true);
    expect(hasValidSignature(body, good.toUpperCase().replace('SHA1', 'sha1'), ['one'])).toBe(true);
    expect(hasValidSignature(Buffer.from('{"a":"u"}'), good, ['one'])).toBe(false);
    expect(hasValidSignature(body, good, ['two'])).toBe(false);
    expect(hasValidSignature(body, good, [])).toBe(false);
    expect(hasValidSignature(body, signatureOf(body, ''), [''])).toBe(false);
  });

  it.each([
    undefined,
    '',
    'sha1=',
    'sha1=zz',
    good.slice(5),
    `${good}0`,
    good.slice(0, -1),
    `sha256=${'0'.repeat(64)}`,
    [good],
  ])('that is malformed is wrong: %s', (header) => {
    expect(hasValidSignature(body, header, ['one'])).toBe(false);
  });
});

const file = new URL('../../../shared/data/webhooks/deliveries.jsonl', import.meta.url);
type Row = {
  name: string;
  body: string;
  headers: Record<string, string>;
  want: { status: number };
};

describe.skipIf(!existsSync(file))('signed deliveries', () => {
  const rows: Row[] = existsSync(file)
    ? readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
    : [];

  it.each(rows.map((row) => [row.name, row] as const))('%s', (name, { body, headers, want }) => {
    const header = headers['X-Hub-Signature'];
    const valid = hasValidSignature(Buffer.from(body), header, ['not-a-real-secret']);
    expect(valid).toBe(want.status !== 401);
    const kinds: Record<string, string> = {
      ping: 'ping',
      admin_replied: 'review',
      operator_replied: 'review',
      admin_closed: 'review',
      rating_added: 'ignored',
      unknown_topic: 'ignored',
      not_json: 'unreadable',
    };
    expect(parseNotification(body).kind).toBe(kinds[name] ?? 'customer_message');
  });

  it('name the customer’s parts of a whole thread', () => {
    const thread = rows.find(({ name }) => name === 'user_replied_full_thread');
    expect(parseNotification(thread?.body ?? '')).toMatchObject({ messageIds: ['part-1004'] });
  });
});
