import type { MessageId } from '../../domain/identifiers.ts';
import type { WakeUp } from '../../domain/wake-up.ts';
import type { Notification } from '../../intercom/notification.ts';

/** A notification that names a workspace and has an id to be known by. */
export type Named = Exclude<Notification, { kind: 'ping' | 'ignored' | 'unreadable' }>;

/**
 * After these nothing is left to be decided: the thread is answered, closed or asleep. A message
 * whose own webhook got lost is found by the sweep, not at the price of a read per reply.
 */
const contextOnly: ReadonlySet<string> = new Set([
  'conversation.admin.replied',
  'conversation.admin.closed',
  'conversation.admin.snoozed',
  'conversation.operator.replied',
]);

/** Would a review of the conversation do nothing but keep its thread up to date? */
export const isContextOnly = (notification: Named): boolean =>
  notification.kind === 'review' && contextOnly.has(notification.topic);

/** `keepsThreads`: every conversation is kept up to date, so that context is read as well. */
export function planOf(notification: Named, keepsThreads = false): WakeUp {
  const { appId } = notification;
  switch (notification.kind) {
    case 'customer_message': {
      const { conversationId, messageIds } = notification;
      const messages = messageIds.map((messageId) => ({ appId, conversationId, messageId }));
      return { kind: 'start', messages };
    }
    case 'review': {
      if (isContextOnly(notification) && !keepsThreads) return { kind: 'record' };
      const { conversationId, newestPartId } = notification;
      return { kind: 'review', conversation: { appId, conversationId }, newestPart: newestPartId };
    }
    case 'article':
      return { kind: 'article', appId, articleId: notification.articleId };
    case 'conversation_deleted':
    case 'part_redacted':
    case 'contact_deleted':
      return { kind: 'record' };
  }
}

/** The conversation that a row is about, where there is one. */
export const conversationIdOf = (notification: Named): string | null =>
  'conversationId' in notification ? notification.conversationId : null;

export const articleIdOf = (notification: Named): string | null =>
  notification.kind === 'article' ? notification.articleId : null;

export const messageIdsOf = (notification: Named): readonly MessageId[] =>
  notification.kind === 'customer_message' ? notification.messageIds : [];
