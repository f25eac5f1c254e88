import type { Attachments, Conversation, Entry } from './conversation.ts';
import type { MessageId } from './identifiers.ts';
import { compareInThread } from './thread-order.ts';

/** A user, lead or contact wrote it, and it has not been redacted. */
export const isCustomerMessage = (entry: Entry): boolean =>
  entry.kind === 'comment' && entry.author.kind === 'customer' && !entry.redacted;

/** A person of the team answered in public; reply-and-assign counts, bots and automations do not. */
export const isTeammateAnswer = (entry: Entry): boolean =>
  entry.kind === 'comment' && entry.author.kind === 'teammate';

/** All customer messages since the last public reply of a person, oldest first. */
export type Turn = {
  readonly messages: readonly Entry[];
  readonly newest: Entry;
  /** The teammate's reply that the turn follows, if any. */
  readonly follows: Entry | null;
};

/** The turn at the end of the thread; null when a person has answered everything. */
export function currentTurn(conversation: Conversation): Turn | null {
  const { entries } = conversation;
  const lastAnswer = entries.findLastIndex(isTeammateAnswer);
  const messages = entries.slice(lastAnswer + 1).filter(isCustomerMessage);
  const newest = messages.at(-1);
  if (!newest) return null;
  return { messages, newest, follows: entries[lastAnswer] ?? null };
}

export const entryOf = (conversation: Conversation, id: MessageId): Entry | undefined =>
  conversation.entries.find((entry) => entry.id === id);

/** Every customer message that no person has answered yet. */
export const unansweredMessages = (conversation: Conversation): readonly Entry[] =>
  currentTurn(conversation)?.messages ?? [];

/** Whether a person answered in public after this entry. */
export const answeredAfter = (conversation: Conversation, message: Entry): boolean =>
  conversation.entries.some(
    (entry) => isTeammateAnswer(entry) && compareInThread(entry, message) > 0,
  );

/** The newest assignment to somebody who is not the AI admin; null when there is none. */
export const newestHandOver = (conversation: Conversation, aiAdminId: string): Entry | null =>
  conversation.entries.findLast(
    (entry) =>
      entry.assignedTo !== null &&
      (entry.assignedTo.teammateId !== null || entry.assignedTo.teamId !== null) &&
      entry.assignedTo.teammateId !== aiAdminId,
  ) ?? null;

/** Images and files of the turn: a draft has not seen them, and the note says how many. */
export function unseenIn(conversation: Conversation): Attachments {
  const messages = unansweredMessages(conversation);
  return {
    images: messages.reduce((sum, { attachments }) => sum + attachments.images, 0),
    files: messages.reduce((sum, { attachments }) => sum + attachments.files, 0),
  };
}
