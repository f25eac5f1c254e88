import { conversationKey, type MessageRef } from '../../domain/identifiers.ts';
import type { Evidence } from './evidence.ts';
import { groupBy } from './group-by.ts';

/** Was a notification of it answered with 2xx? */
const isTaken = ({ attempts }: Evidence['deliveries'][number]): boolean =>
  attempts.some(({ status }) => status >= 200 && status < 300);

/**
 * Messages that owe an outcome: whatever was accepted; and what stands in Intercom and waits for an
 * answer, whether or not anybody told of it.
 */
export function mustHaveOutcome(
  evidence: Pick<Evidence, 'messages' | 'acts' | 'deliveries'>,
): readonly MessageRef[] {
  const taken = new Set(
    evidence.deliveries.filter(isTaken).map(({ notificationId }) => notificationId),
  );
  const acts = groupBy(evidence.acts, conversationKey);
  return evidence.messages
    .filter(({ message, writtenAtMs, notificationId, redactedAtMs }) => {
      if (notificationId !== null && taken.has(notificationId)) return true;
      const later = (acts.get(conversationKey(message)) ?? []).some(
        ({ atMs }) => atMs >= writtenAtMs,
      );
      return redactedAtMs === null && !later;
    })
    .map(({ message }) => message);
}
