import fc from 'fast-check';
import { expect, test } from 'vitest';
import { limits } from '../../domain/limits.ts';
import { parseNotification } from '../../intercom/notification.ts';
import { cpuMsOf } from '../support/cpu-time.ts';
import { anyText, fuzz, mutated, oddValue, snags } from '../support/fuzz.ts';
import { sampleNotifications } from '../support/notification-samples.ts';

/** Whatever comes in, what goes on is small, and every id is fit to be part of a key. */
function isBounded(body: Uint8Array | string): void {
  const notification = parseNotification(body);
  expect(JSON.stringify(notification).length).toBeLessThan(5_000);
  for (const [name, value] of Object.entries(notification)) {
    if (!name.endsWith('Id') || name === 'notificationId' || value === null) continue;
    if (name === 'appId') continue;
    expect(String(value)).toMatch(/^[\w@+=~-][\w.@+=~-]*$/);
    expect(String(value).length).toBeLessThanOrEqual(limits.idCharacters);
  }
  if (notification.kind === 'customer_message') {
    expect(notification.messageIds.length).toBeLessThanOrEqual(limits.webhookMessages);
    expect(new Set(notification.messageIds.map((id) => id.split(':').length))).toEqual(
      new Set([1]),
    );
  }
}

test('any bytes are read without a throw', async () => {
  await fuzz(
    500,
    fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => isBounded(bytes)),
  );
});

test('any JSON is read without a throw', async () => {
  await fuzz(
    500,
    fc.property(
      fc.oneof(
        fc.json(),
        oddValue.map((value) => JSON.stringify(value)),
      ),
      isBounded,
    ),
  );
});

test('real notifications with odd values in any place stay bounded', async () => {
  await fuzz(
    1_000,
    fc.property(mutated(sampleNotifications), (value) => isBounded(JSON.stringify(value))),
  );
});

test('a topic of any name is a topic, not something that every object has', async () => {
  const names = fc.oneof(fc.constantFrom(...snags), anyText(60));
  await fuzz(
    300,
    fc.property(names, (topic) => {
      const notification = parseNotification(JSON.stringify({ ...sampleNotifications[0], topic }));
      expect(['ignored', 'unreadable']).toContain(notification.kind);
    }),
  );
});

test('names given twice, or by a prototype, decide nothing', () => {
  const [first] = sampleNotifications;
  const text = JSON.stringify(first);
  expect(parseNotification(text.replace('{', '{"topic":"ping",'))).toMatchObject({
    kind: 'customer_message',
  });
  const inherited = `{"__proto__":${text}}`;
  expect(parseNotification(inherited).kind).toBe('unreadable');
  expect(({} as Record<string, unknown>)['topic']).toBeUndefined();
});

/** Full of what takes long to refuse: as large as a webhook may be. */
const large: [string, string][] = [
  ['empty objects', '{},'],
  ['numbers', '1,'],
  ['strings', '"a",'],
  ['parts', '{"id":1,"part_type":"comment","created_at":1,"author":{"type":"user"}},'],
  ['odd parts', '{"id":{},"part_type":[],"created_at":"x","author":{"type":3}},'],
];
test.each(large)('a megabyte of %s as parts is read in time', async (_name, member) => {
  const members = member.repeat(Math.floor(990_000 / member.length)).slice(0, -1);
  const text = JSON.stringify({
    ...sampleNotifications[1],
    data: { item: { id: '503', conversation_parts: { conversation_parts: ['PARTS'] } } },
  }).replace('"PARTS"', members);
  expect(await cpuMsOf(() => isBounded(text))).toBeLessThan(2_000);
});

test.each(['[', '{"a":', '[{"data":'])('a megabyte of %s nested is refused', async (open) => {
  const bare = open.repeat(1_000_000 / open.length);
  const depth = 100_000;
  const item = `${'['.repeat(depth)}${']'.repeat(depth)}`;
  const text = JSON.stringify({ ...sampleNotifications[0], data: { item: 'ITEM' } });
  const spent = await cpuMsOf(() => {
    expect(parseNotification(bare).kind).toBe('unreadable');
    expect(parseNotification(text.replace('"ITEM"', item)).kind).toBe('unreadable');
  });
  expect(spent).toBeLessThan(2_000);
});
