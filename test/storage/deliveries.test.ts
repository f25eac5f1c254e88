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
