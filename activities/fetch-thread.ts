import { Context } from '@temporalio/activity';
import { type ThreadReading, ending } from '../domain/assist.ts';
import { failed, quiet } from '../domain/outcome.ts';
import type { RunRef } from '../domain/session.ts';
import { readingTime } from '../domain/reading-time.ts';
import { remainingWait } from '../domain/settle-wait.ts';
import { freshnessOf } from '../domain/staleness.ts';
import { forStorage } from '../domain/thread-storage.ts';
import { entryOf } from '../domain/turn.ts';
import { tryAgainIn } from './failures.ts';
import type { ActivityPorts } from './ports.ts';
import { readFresh } from './reading.ts';
import { recoverNotes } from './recover-notes.ts';
import { revisionOf } from './revision.ts';

/** How long a message may stay invisible after its webhook before it counts as gone. */
const notReadYetMs = 60_000;

/**
 * Reads the thread. Answers how long the decision still has to wait, or keeps the thread in the
 * session and answers its revision, or ends a decision that is no longer wanted, or whose note
 * stands in the thread although storage has forgotten it.
 */
export const fetchThread =
  (ports: ActivityPorts) =>
  async ({ run, settle }: { run: RunRef; settle: boolean }): Promise<ThreadReading> => {
    const { clock, sessions } = ports;
    const { decision } = await sessions.readRun(run, []);
    if (decision === null) return ending(failed('internal_error'));
    const conversation = await readFresh(ports, run.message);
    if (conversation === null) {
      return notYet(ports) ?? ending(quiet('conversation_deleted'));
    }
    if (run.preview === null && (await recoverNotes(ports, run.message, conversation))) {
      return { kind: 'posted' };
    }

    const freshness = freshnessOf(conversation, run.message.messageId);
    if (freshness.kind === 'not_read_yet') {
      return notYet(ports) ?? ending(failed('internal_error'));
    }
    const message = entryOf(conversation, run.message.messageId);
    const newest = conversation.entries.at(-1);
    const facts = {
      channel: conversation.channel,
      ...(message ? { messageCreatedAtMs: message.createdAtMs } : {}),
      ...(newest ? { readUpTo: { id: newest.id, createdAtMs: newest.createdAtMs } } : {}),
    };
    if (freshness.kind === 'stale' || !message) {
      await sessions.keep(run, {}, facts);
      return freshness.kind === 'stale'
        ? ending(quiet(freshness.reason), freshness.successor)
        : ending(failed('internal_error'));
    }

    const nowMs = readingTime(conversation, clock);
    const { settings } = await ports.settings.version(run.message.appId, decision.settingsVersion);
    const dueAtMs = Math.min(decision.dueAtMs ?? message.createdAtMs, nowMs);
    const deadlineMs = clock.realMs(dueAtMs + settings.deadlineMs - nowMs);
    if (deadlineMs <= 0) {
      await sessions.keep(run, {}, facts);
      return ending(quiet('expired'));
    }
    const waitMs = settle ? remainingWait(conversation, message, settings, nowMs) : 0;
    if (waitMs > 0) return { kind: 'wait', waitMs: clock.realMs(waitMs), deadlineMs };

    const stored = forStorage(conversation, settings);
    const revision = revisionOf(conversation);
    await sessions.keep(
      run,
      { revision, conversation: stored.conversation, cut: stored.cut },
      facts,
    );
    return { kind: 'read', revision, channel: conversation.channel, deadlineMs };
  };

/** Told by Temporal's clock, which all attempts have in common. */
function notYet({ clock }: ActivityPorts): null {
  const { scheduledTimestampMs, currentAttemptScheduledTimestampMs } = Context.current().info;
  const lookedForMs = clock.productMs(currentAttemptScheduledTimestampMs - scheduledTimestampMs);
  if (lookedForMs >= notReadYetMs) return null;
  // Soon at first; what is not there after many seconds is most likely gone.
  const waitMs = clock.realMs(Math.max(1_000, lookedForMs / 4));
  throw tryAgainIn(waitMs, 'Intercom does not show the message yet');
}
