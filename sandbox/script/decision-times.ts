import type { Conversation } from '../../domain/conversation.ts';
import type { Decision } from '../../domain/session.ts';
import { remainingWait } from '../../domain/settle-wait.ts';
import type { Settings } from '../../domain/settings.ts';
import { compareInThread } from '../../domain/thread-order.ts';
import type { PlayedMessage } from './played.ts';
import type { Stage } from './stage.ts';

export type DecisionTimes = {
  /** From what made the last decision due to its outcome, with waits as long as in real life. */
  readonly productSeconds: number | null;
  readonly realSeconds: number | null;
  /** Of it, what the settings made it wait. */
  readonly waitSeconds: number | null;
};

/**
 * How long a decision took from what made it due: the message, or an assignment later on. The clock
 * runs faster than life: waits are taken as they are, work as long as it really took.
 */
export function decisionTimes(of: {
  readonly decision: Pick<Decision, 'dueAtMs' | 'endedAtMs'> | undefined;
  readonly played: Pick<PlayedMessage, 'message' | 'writtenAtMs'>;
  /** Null when the simulator does not have it. */
  readonly conversation: Conversation | null;
  readonly settings: Settings;
  readonly clock: Pick<Stage['clock'], 'realMs'>;
}): DecisionTimes {
  const { decision, played, conversation, settings, clock } = of;
  if (!decision || decision.endedAtMs === null) {
    return { productSeconds: null, realSeconds: null, waitSeconds: null };
  }
  const dueAtMs = decision.dueAtMs ?? played.writtenAtMs;
  const passedMs = Math.max(0, decision.endedAtMs - dueAtMs);
  const waitMs = Math.min(passedMs, waitFrom(decision.dueAtMs, played, conversation, settings));
  const workMs = clock.realMs(passedMs - waitMs);
  return {
    productSeconds: (waitMs + workMs) / 1_000,
    realSeconds: clock.realMs(passedMs) / 1_000,
    waitSeconds: waitMs / 1_000,
  };
}

/** What the settings asked to wait when the decision became due, with the thread as it was. */
function waitFrom(
  dueAtMs: number | null,
  played: Pick<PlayedMessage, 'message'>,
  conversation: Conversation | null,
  settings: Settings,
): number {
  const entry = conversation?.entries.find(({ id }) => id === played.message.messageId);
  if (!conversation || !entry) return 0;
  const entries = conversation.entries.filter((other) => compareInThread(other, entry) <= 0);
  return remainingWait({ ...conversation, entries }, entry, settings, dueAtMs ?? entry.createdAtMs);
}
