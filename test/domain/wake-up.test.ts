import { expect, it } from 'vitest';
import type { Delivery } from '../../domain/ports.ts';
import { wakeUpOf } from '../../domain/wake-up.ts';

const row: Delivery = {
  appId: 'shop',
  notificationId: 'notif_1',
  topic: 'conversation.user.replied',
  conversationId: '500',
  messageIds: [],
  newestPartId: null,
  articleId: null,
  receivedAtMs: 1_000,
  started: false,
};
const conversation = { appId: 'shop', conversationId: '500' };

it('starts every message that a row names', () => {
  expect(wakeUpOf({ ...row, messageIds: ['part-1', 'part-2'] })).toEqual({
    kind: 'start',
    messages: [
      { ...conversation, messageId: 'part-1' },
      { ...conversation, messageId: 'part-2' },
    ],
  });
});

it('reviews with the part that the webhook named, so that a repeat opens the same door', () => {
  const review = { kind: 'review', conversation, newestPart: '77' };
  expect(wakeUpOf({ ...row, newestPartId: '77' })).toEqual(review);
});

it('reviews an old row that names no part, always under one id', () => {
  expect(wakeUpOf(row)).toEqual({ kind: 'review', conversation, newestPart: 'by-notif_1' });
});

it('has nothing to do for context, and for what is about no conversation', () => {
  expect(wakeUpOf({ ...row, started: true })).toEqual({ kind: 'record' });
  expect(wakeUpOf({ ...row, conversationId: null })).toEqual({ kind: 'record' });
});

it('has an article read anew that a row names', () => {
  const about = { ...row, conversationId: null, articleId: '45' };
  expect(wakeUpOf(about)).toEqual({ kind: 'article', appId: 'shop', articleId: '45' });
});
