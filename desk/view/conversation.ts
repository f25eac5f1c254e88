import type { Conversation } from '../../domain/conversation.ts';
import { type MessageId, partId } from '../../domain/identifiers.ts';
import { type Decision, type Session, lastDecision } from '../../domain/session.ts';
import { isCustomerMessage } from '../../domain/turn.ts';
import { conversationOf } from '../../intercom/conversation.ts';
import { wireConversation } from '../../intercom/wire-conversation.ts';
import type { DeskPorts } from '../ports.ts';

export type Reading = Pick<DeskPorts, 'simulator' | 'appId' | 'cast' | 'clock'>;

/** A conversation as the product reads it, and the HTML of Sidenote's notes by their entries. */
export type Thread = {
  readonly conversation: Conversation;
  readonly noteHtml: ReadonlyMap<MessageId, string>;
};

/** Null: it is not there. */
export function readThread(
  { simulator, appId, cast, clock }: Reading,
  conversationId: string,
): Thread | null {
  const shown = simulator.conversation(appId, conversationId);
  if (shown === undefined) return null;
  const wire = wireConversation.parse(shown);
  const notes = (wire.conversation_parts?.conversation_parts ?? []).filter(
    ({ part_type, author }) => part_type === 'note' && author?.id === cast.aiAdminId,
  );
  return {
    conversation: conversationOf(wire, cast.aiAdminId, clock.now()),
    noteHtml: new Map(notes.map(({ id, body }) => [partId(id), body ?? ''])),
  };
}

export const readConversation = (ports: Reading, conversationId: string): Conversation | null =>
  readThread(ports, conversationId)?.conversation ?? null;

/** How a message ended, where no note of its own stands in the thread. */
export type Verdict = {
  readonly messageId: MessageId;
  readonly decision: Pick<Decision, 'outcome' | 'mode'>;
  /** In shadow mode: the note that would have been posted. */
  readonly unwritten: string | null;
};

/** The verdict on each customer message; messages that have a note in the thread have none. */
export function verdictsOf(
  conversation: Conversation,
  sessions: readonly Session[],
): ReadonlyMap<MessageId, Verdict> {
  const verdicts = new Map<MessageId, Verdict>();
  for (const { id } of conversation.entries.filter(isCustomerMessage)) {
    const session = sessions.find(({ message }) => message.messageId === id);
    const decision = session && lastDecision(session);
    if (!session || !decision) continue;
    const isPosted = decision.outcome?.kind === 'suggested' && decision.mode === 'live';
    if (isPosted) continue;
    const unwritten = session.runs[String(session.run)]?.noteHtml ?? null;
    verdicts.set(id, {
      messageId: id,
      decision,
      unwritten: decision.outcome?.kind === 'suggested' ? unwritten : null,
    });
  }
  return verdicts;
}
