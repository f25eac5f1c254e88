import { expect, it } from 'vitest';
import type { Delivery } from '../../domain/ports.ts';
import { createDeliveries } from '../../storage/deliveries.ts';
import { ownDatabase } from '../support/database.ts';

const database = ownDatabase('deliveries');
const deliveries = () => createDeliveries(database().db);
const delivery = (notificationId: string, appId = 'shop'): Delivery => ({
  appId,
  notificationId,
  topic: 'conversation.user.replied',
  conversationId: '500',
  messageIds: ['part-1'],
  newestPartId: null,
  articleId: null,
  receivedAtMs: 1_000,
  started: false,
});

it('accepts a notification until it was started', async () => {
  expect(await deliveries().accept(delivery('n1'))).toBe(true);
  // The process may have died between the row and the start.
  expect(await deliveries().accept(delivery('n1'))).toBe(true);
  await deliveries().markStarted('shop', 'n1');
  expect(await deliveries().accept(delivery('n1'))).toBe(false);
});

it('keeps one row for copies that come at once', async () => {
  await Promise.all(Array.from({ length: 20 }, () => deliveries().accept(delivery('n2'))));
  expect(
    await database().db.collection('deliveries').countDocuments({ notificationId: 'n2' }),
  ).toBe(1);
});

it('keeps workspaces apart', async () => {
  await deliveries().accept(delivery('n3'));
  await deliveries().markStarted('shop', 'n3');
  expect(await deliveries().accept(delivery('n3', 'other'))).toBe(true);
});

it('finds what was never started, the latest first, within bounds', async () => {
  const rows = [1_000, 3_000, 2_000, 4_000].map((receivedAtMs) => ({
    ...delivery(`u${receivedAtMs}`, 'late'),
    ...{ receivedAtMs, newestPartId: '77', articleId: null },
  }));
  for (const row of rows) await deliveries().accept(row);
  await deliveries().accept(delivery('u', 'another'));
  await deliveries().markStarted('late', 'u3000');
  const asked = { appIds: ['late'], receivedBeforeMs: 4_000, atMost: 10 };
  expect(await deliveries().unstarted(asked)).toEqual([rows[2], rows[0]]);
  expect(await deliveries().unstarted({ ...asked, atMost: 1 })).toEqual([rows[2]]);
});

it('reads a row of before reviews were kept', async () => {
  await deliveries().accept(delivery('old', 'aged'));
  const rows = database().db.collection<{ _id: string }>('deliveries');
  await rows.updateOne({ _id: 'aged:old' }, { $unset: { newestPartId: 1 } });
  const asked = { appIds: ['aged'], receivedBeforeMs: 9_000, atMost: 10 };
  expect(await deliveries().unstarted(asked)).toEqual([delivery('old', 'aged')]);
});
