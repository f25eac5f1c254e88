import type { Review } from '../domain/assist.ts';
import type { Conversation, Entry } from '../domain/conversation.ts';
import type { ConversationRef } from '../domain/identifiers.ts';
import { isUnsettled } from '../domain/outcome.ts';
import { readingTime } from '../domain/reading-time.ts';
import { type Session, isBeingDecided, lastDecision } from '../domain/session.ts';
import { compareInThread } from '../domain/thread-order.ts';
import { forStorage } from '../domain/thread-storage.ts';
import { isCustomerMessage, newestHandOver, unansweredMessages } from '../domain/turn.ts';
import { openDoors } from './open-doors.ts';
import type { ActivityPorts } from './ports.ts';
import { cancellation } from './running.ts';

const lookAgainMs = 5_000;
const done: Review = { lookAgainMs: null };

/** More can happen within the second that a conversation names as its last change. */
const settledMs = 10_000;

/**
 * Looks at a whole conversation: opens the door for every unanswered customer message without a
 * session, and decides the newest one again when it ended for circumstances that a later
 * assignment has changed. It only opens doors, so it may run as often as it likes. What it has
 * seen through is kept, so that the sweep leaves the conversation alone until it changes.
 */
export const reviewThread =
  (ports: ActivityPorts) =>
  async (reference: ConversationRef): Promise<Review> => {
    const { reader } = ports.connection(reference.appId);
    const conversation = await reader.read(reference.conversationId, cancellation());
    if (conversation === null) return done;
    const sessions = await ports.sessions.ofConversation(reference);
    await syncThread(ports, conversation, sessions);

    const known = new Map(sessions.map((session) => [session.message.messageId, session]));
    const unanswered = unansweredMessages(conversation);
    const unknown = conversation.entries.filter(
      (entry) => isCustomerMessage(entry) && !known.has(entry.id),
    );
    const readAtMs = readingTime(conversation, ports.clock);
    const complete = await openDoors(ports, reference, {
      unanswered: unknown.filter((entry) => unanswered.includes(entry)),
      answered: unknown.filter((entry) => !unanswered.includes(entry)),
      readAtMs,
    });
    const newest = unanswered.at(-1);
    const session = newest && known.get(newest.id);
    const review = session ? await decideAgain(ports, conversation, session) : done;
    if (review.lookAgainMs === null && complete) {
      const upToMs = Math.min(conversation.updatedAtMs, readAtMs - settledMs);
      await ports.reviewed.note(reference, upToMs);
    }
    return review;
  };

/** Decides the newest message again if it was handed over to somebody after its decision. */
async function decideAgain(
  ports: ActivityPorts,
  conversation: Conversation,
  session: Session,
): Promise<Review> {
  const later: Review = { lookAgainMs: ports.clock.realMs(lookAgainMs) };
  const { message } = session;
  const handOver = newestHandOver(conversation, ports.connection(message.appId).aiAdminId);
  if (!handOver || !isLater(handOver, session)) return done;
  // A run that was claimed and never began may be this review's own, whose start failed.
  if (isBeingDecided(session)) return later;
  const outcome = lastDecision(session)?.outcome;
  if (!outcome || !isUnsettled(outcome)) return done;
  const caller = `assignment:${handOver.id}`;
  const answer = await ports.runs.again(message, 'assignment', handOver.createdAtMs, caller);
  return answer === 'running' ? later : done;
}

/** Than what the last decision had read. */
function isLater(handOver: Entry, session: Session): boolean {
  const readUpTo = lastDecision(session)?.readUpTo ?? null;
  return readUpTo === null || compareInThread(handOver, readUpTo) > 0;
}

/** With full conversation sync the newest session keeps the thread as it is now. */
async function syncThread(
  ports: ActivityPorts,
  conversation: Conversation,
  sessions: readonly Session[],
): Promise<void> {
  const newest = sessions.at(-1);
  if (!newest || newest.status === 'open') return;
  const { settings } = await ports.settings.current(newest.message.appId);
  if (!settings.fullConversationSync) return;
  const stored = forStorage(conversation, settings);
  await ports.sessions.keep(
    { message: newest.message, run: newest.run, preview: null },
    { conversation: stored.conversation, cut: stored.cut },
  );
}
