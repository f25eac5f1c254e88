import type { Review } from '../domain/assist.ts';
import type { ConversationRef } from '../domain/identifiers.ts';
import { isUnsettled } from '../domain/outcome.ts';
import { type Session, isBeingDecided, lastDecision } from '../domain/session.ts';
import { compareInThread } from '../domain/thread-order.ts';
import { newestHandOver, unansweredMessages } from '../domain/turn.ts';
import type { Conversation } from '../domain/conversation.ts';
import { forStorage } from '../domain/thread-storage.ts';
import type { ActivityPorts } from './ports.ts';
import { cancellation } from './running.ts';

const lookAgainMs = 5_000;
const done: Review = { lookAgainMs: null };

/**
 * Looks at a whole conversation: opens the door for every unanswered customer message without a
 * session, and decides the newest one again when it ended for circumstances that a later
 * assignment has changed. It only opens doors, so it may run as often as it likes.
 */
export const reviewThread =
  (ports: ActivityPorts) =>
  async (reference: ConversationRef): Promise<Review> => {
    const later: Review = { lookAgainMs: ports.clock.realMs(lookAgainMs) };
    const { aiAdminId, reader } = ports.connection(reference.appId);
    const conversation = await reader.read(reference.conversationId, cancellation());
    if (conversation === null) return done;
    const sessions = await ports.sessions.ofConversation(reference);
    const known = new Map(sessions.map((session) => [session.message.messageId, session]));
    await syncThread(ports, conversation, sessions);

    const unanswered = unansweredMessages(conversation);
    for (const { id } of unanswered) {
      if (!known.has(id)) await ports.runs.start({ ...reference, messageId: id }, 'message');
    }
    const newest = unanswered.at(-1);
    const session = newest && known.get(newest.id);
    const handOver = newestHandOver(conversation, aiAdminId);
    if (!session || !handOver) return done;

    const decision = lastDecision(session);
    const readUpTo = decision?.readUpTo ?? null;
    const isLater = readUpTo === null || compareInThread(handOver, readUpTo) > 0;
    if (!isLater) return done;
    // A run that was claimed and never began may be this review's own, whose start failed.
    if (isBeingDecided(session)) return later;
    if (!decision?.outcome || !isUnsettled(decision.outcome)) return done;
    const answer = await ports.runs.again(
      session.message,
      'assignment',
      handOver.createdAtMs,
      `assignment:${handOver.id}`,
    );
    return answer === 'running' ? later : done;
  };

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
  const stored = forStorage(conversation);
  await ports.sessions.keep(
    { message: newest.message, run: newest.run, preview: null },
    { conversation: stored.conversation, cut: stored.cut },
  );
}
