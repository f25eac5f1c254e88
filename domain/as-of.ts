import type { Assignment, Conversation, Entry } from './conversation.ts';
import { type EligibilityFacts, eligibilityOf } from './eligibility.ts';
import { isCustomerMessage, isTeammateAnswer } from './turn.ts';

/** A conversation as it stood while one of its customer messages waited for an answer. */
export type AsOf = {
  readonly message: Entry;
  /** Without all that came once somebody had answered or the customer had written again. */
  readonly conversation: Conversation;
  /** The first public reply of a person after the message; null: nobody has answered. */
  readonly answer: Entry | null;
};

/**
 * As of the last customer message that Sidenote would have decided about with these settings; where
 * there is none such, as of the last one. Null without a customer message.
 */
export function asOfLastMessage(
  facts: Pick<EligibilityFacts, 'conversation' | 'settings' | 'aiAdminId' | 'share'>,
): AsOf | null {
  const messages = facts.conversation.entries.filter(isCustomerMessage).reverse();
  const [last] = messages;
  if (last === undefined) return null;
  const ours = messages.find((message) => {
    const { conversation } = asOf(facts.conversation, message);
    return eligibilityOf({ ...facts, conversation }).kind === 'proceed';
  });
  return asOf(facts.conversation, ours ?? last);
}

/** As of one of its entries: the last moment at which a note about it would have been of use. */
export function asOf(conversation: Conversation, message: Entry): AsOf {
  const { entries } = conversation;
  const at = entries.indexOf(message);
  const isOver = (entry: Entry): boolean => isTeammateAnswer(entry) || isCustomerMessage(entry);
  const next = entries.findIndex((entry, index) => index > at && isOver(entry));
  const end = next === -1 ? entries.length : next;
  const kept = entries.slice(0, end);
  return {
    message,
    answer: entries.slice(at + 1).find(isTeammateAnswer) ?? null,
    conversation: {
      ...conversation,
      // A customer's message opens what was closed or snoozed; what closed it came afterwards.
      state: 'open',
      assignment: assignmentThen(conversation, kept, entries.slice(end)),
      updatedAtMs: kept.at(-1)?.createdAtMs ?? message.createdAtMs,
      // Then it was just written, so it is not too old to be answered.
      readAtMs: message.createdAtMs,
      entries: kept,
    },
  };
}

/** Whom it belonged to: today's owner, unless that was changed later. */
function assignmentThen(
  { assignment }: Conversation,
  kept: readonly Entry[],
  later: readonly Entry[],
): Assignment {
  if (later.every(({ assignedTo }) => assignedTo === null)) return assignment;
  const nobody: Assignment = { teammateId: null, teamId: null };
  return kept.findLast(({ assignedTo }) => assignedTo !== null)?.assignedTo ?? nobody;
}
