import type { Conversation } from './conversation.ts';
import type { MessageId } from './identifiers.ts';
import type { QuietReason } from './outcome.ts';
import { compareInThread } from './thread-order.ts';
import { answeredAfter, currentTurn, entryOf } from './turn.ts';

/**
 * Is a decision about this message still wanted? Asked of a fresh read three times: after the wait,
 * before the model, right before the note.
 */
export type Freshness =
  | { readonly kind: 'current' }
  /** Intercom does not show the message yet: read again soon. */
  | { readonly kind: 'not_read_yet' }
  | { readonly kind: 'stale'; readonly reason: QuietReason; readonly successor: MessageId | null };

const stale = (reason: QuietReason, successor: MessageId | null = null): Freshness => ({
  kind: 'stale',
  reason,
  successor,
});

export function freshnessOf(conversation: Conversation, messageId: MessageId): Freshness {
  const message = entryOf(conversation, messageId);
  if (!message) {
    return beginsAfter(conversation, messageId) ? stale('expired') : { kind: 'not_read_yet' };
  }
  const newest = currentTurn(conversation)?.newest ?? null;
  if (message.redacted) return stale('message_redacted', newest?.id ?? null);
  if (answeredAfter(conversation, message)) return stale('answered_meanwhile');
  if (newest && newest.id !== messageId) return stale('superseded', newest.id);
  return { kind: 'current' };
}

/** Of a long thread Intercom gives the newest parts only; a newer message may still appear. */
function beginsAfter({ entries, olderPartsMissing }: Conversation, id: MessageId): boolean {
  const oldest = entries.find((entry) => entry.id.startsWith('part-'));
  if (!olderPartsMissing || !oldest) return false;
  return compareInThread({ id, createdAtMs: oldest.createdAtMs }, oldest) < 0;
}
