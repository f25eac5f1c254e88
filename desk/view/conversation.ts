import type { Conversation } from '../../domain/conversation.ts';
import { type MessageId, partId } from '../../domain/identifiers.ts';
import { type Decision, type Session, lastDecision } from '../../domain/session.ts';
import { isCustomerMessage } from '../../domain/turn.ts';
import { conversationOf } from '../../intercom/conversation.ts';
import { type WireConversation, wireConversation } from '../../intercom/wire-conversation.ts';
import type { DeskPorts } from '../ports.ts';

type Reading = Pick<DeskPorts, 'simulator' | 'appId' | 'cast' | 'clock'>;

const wireOf = ({ simulator, appId }: Reading, conversationId: string): WireConversation | null => {
  const shown = simulator.conversation(appId, conversationId);
  return shown === undefined ? null : wireConversation.parse(shown);
};

/** A conversation as the product reads it; null: it is not there. */
export function readConversation(ports: Reading, conversationId: string): Conversation | null {
  const wire = wireOf(ports, conversationId);
  return wire && conversationOf(wire, ports.cast.aiAdminId, ports.clock.now());
}

/** The HTML of the notes that Sidenote posted, by the ids of their entries. */
export function noteHtmlOf(ports: Reading, conversationId: string): ReadonlyMap<MessageId, string> {
  const parts = wireOf(ports, conversationId)?.conversation_parts?.conversation_parts ?? [];
  const own = parts.filter(
    ({ part_type, author }) => part_type === 'note' && author?.id === ports.cast.aiAdminId,
  );
  return new Map(own.map(({ id, body }) => [partId(id), body ?? '']));
}

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
