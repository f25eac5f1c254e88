import type { Entry } from '../domain/conversation.ts';
import type { ConversationRef, MessageRef } from '../domain/identifiers.ts';
import { isMissed } from '../domain/sweep.ts';
import { closeLostRun } from './close-lost-run.ts';
import type { ActivityPorts } from './ports.ts';

type Unknown = {
  /** Messages of the thread without a session that no person has answered. */
  readonly unanswered: readonly Entry[];
  readonly answered: readonly Entry[];
  /** When the thread was read, by Intercom's clock. */
  readonly readAtMs: number;
};

/**
 * Opens the door for unanswered customer messages that have no session, except those from long
 * before the workspace was connected. Of answered ones only those get an outcome that were taken up
 * once. True: there was nothing to see to, so the conversation needs no other look until it changes.
 */
export async function openDoors(
  ports: ActivityPorts,
  conversation: ConversationRef,
  { unanswered, answered, readAtMs }: Unknown,
): Promise<boolean> {
  if (unanswered.length + answered.length === 0) return true;
  const { appId } = conversation;
  const { runs } = ports;
  const sweeps = await ports.sweeps.find(appId);
  const { deadlineMs } = (await ports.settings.current(appId)).settings;
  const refOf = ({ id }: Entry): MessageRef => ({ ...conversation, messageId: id });
  const newerThan = (ms: number) => (entry: Entry) => entry.createdAtMs >= ms;

  const open = sweeps
    ? unanswered.filter(newerThan(sweeps.connectedAtMs - deadlineMs))
    : unanswered;
  for (const entry of open) {
    if ((await runs.start(refOf(entry), 'message')) !== 'started') {
      await seeToStarted(ports, refOf(entry), entry.createdAtMs);
    } else if (sweeps && isMissed(entry.createdAtMs, sweeps, readAtMs)) {
      await ports.sweeps.countMissed(appId);
    }
  }
  const late = sweeps ? answered.filter(newerThan(sweeps.connectedAtMs)) : [];
  for (const entry of late) await seeToStarted(ports, refOf(entry), entry.createdAtMs);
  return open.length === 0;
}

/** If its run was started before, it is just beginning, or it is gone. */
async function seeToStarted(
  ports: ActivityPorts,
  message: MessageRef,
  createdAtMs: number,
): Promise<void> {
  const state = await ports.runs.state(message);
  if (state.kind !== 'closed') return;
  // It may have opened its session, and ended it, while this was looking.
  if (await ports.sessions.find(message)) return;
  if (state.outcome !== null) {
    // It was decided, and storage was restored from before that: the message is decided anew.
    await ports.runs.resume(message, { run: state.run + 1, cause: 'message', dueAtMs: null });
    return;
  }
  await closeLostRun(ports, {
    run: { message, run: state.run, preview: null },
    cause: 'message',
    messageCreatedAtMs: createdAtMs,
    result: null,
  });
}
