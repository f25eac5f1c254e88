import type { Conversation, Entry } from '../../domain/conversation.ts';
import type { MessageRef } from '../../domain/identifiers.ts';
import { type Decision, type Session, lastDecision } from '../../domain/session.ts';
import type { Settings } from '../../domain/settings.ts';
import { isCustomerMessage } from '../../domain/turn.ts';
import type { DeskPorts } from '../ports.ts';
import { type StepView, stepViews } from './step-words.ts';

/** What became of one message, step by step. */
export type TimelineView = {
  readonly message: MessageRef;
  readonly entry: Entry;
  /** The conversation's other customer messages, whose timelines can be shown instead. */
  readonly others: readonly Entry[];
  readonly decision: Pick<Decision, 'outcome' | 'mode'> | null;
  readonly steps: readonly (StepView & { readonly link: string | null })[];
  /** Null: nothing is on record yet. */
  readonly sessionLink: string | null;
  /** It waits, and can be told to go on. */
  readonly canSkip: boolean;
};

export async function timelineOf(
  ports: DeskPorts,
  conversation: Conversation,
  entry: Entry,
  sessions: readonly Session[],
  settings: Settings,
): Promise<TimelineView> {
  const message = {
    appId: ports.appId,
    conversationId: conversation.id,
    messageId: entry.id,
  };
  const session = sessions.find((one) => one.message.messageId === entry.id) ?? null;
  const trace = await ports.traceOf(message);
  const facts = { session, settings, nowMs: ports.clock.now() };
  const steps = stepViews(trace?.steps ?? [], trace?.startedAtMs ?? 0, facts).map((step) => ({
    ...step,
    link: trace && ports.links.event(trace, step.eventId),
  }));
  return {
    message,
    entry,
    others: conversation.entries.filter((one) => isCustomerMessage(one) && one.id !== entry.id),
    decision: (session && lastDecision(session)) ?? null,
    steps,
    sessionLink: session && ports.links.session(message),
    canSkip: steps.at(-1)?.state === 'waiting',
  };
}
