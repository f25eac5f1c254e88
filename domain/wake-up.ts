import type { ConversationRef, MessageRef } from './identifiers.ts';
import type { Delivery, Runs } from './ports.ts';

/** What a wake-up sets going. */
export type WakeUp =
  | { readonly kind: 'start'; readonly messages: readonly MessageRef[] }
  | { readonly kind: 'review'; readonly conversation: ConversationRef; readonly newestPart: string }
  | { readonly kind: 'article'; readonly appId: string; readonly articleId: string }
  /** Context only: the row is kept, nothing is decided. */
  | { readonly kind: 'record' };

/** What a kept row asks for, whoever finds it: the webhook, the drain of the spool, the sweep. */
export function wakeUpOf(delivery: Delivery): WakeUp {
  const { appId, conversationId, messageIds, newestPartId, notificationId, articleId } = delivery;
  if (articleId !== null) return { kind: 'article', appId, articleId };
  if (conversationId === null) return { kind: 'record' };
  if (messageIds.length > 0) {
    const messages = messageIds.map((messageId) => ({ appId, conversationId, messageId }));
    return { kind: 'start', messages };
  }
  // Nothing was left to be started when the row was made.
  if (newestPartId === null && delivery.started) return { kind: 'record' };
  const newestPart = newestPartId ?? `by-${notificationId}`;
  return { kind: 'review', conversation: { appId, conversationId }, newestPart };
}

/**
 * Opens the doors that a wake-up asks for; the same wake-up twice opens the same doors. Throws what
 * the doors throw: then it has to be tried again, as a whole.
 */
export async function startWakeUp(
  runs: Pick<Runs, 'start' | 'review' | 'readArticle'>,
  wakeUp: WakeUp,
): Promise<void> {
  switch (wakeUp.kind) {
    case 'start':
      await Promise.all(wakeUp.messages.map((message) => runs.start(message, 'message')));
      return;
    case 'review':
      return runs.review(wakeUp.conversation, wakeUp.newestPart);
    case 'article':
      return runs.readArticle(wakeUp.appId, wakeUp.articleId);
    case 'record':
      return;
  }
}
