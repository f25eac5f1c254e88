import type { Entry } from '../domain/conversation.ts';
import type { ConversationRef, MessageRef } from '../domain/identifiers.ts';
import type { SweepRecord } from '../domain/ports.ts';
import { isMissed } from '../domain/sweep.ts';
import { closeLostRun } from './close-lost-run.ts';
import type { ActivityPorts } from './ports.ts';

/**
 * Opens the door for customer messages that have no session, except those from long before the
 * workspace was connected. False: one of them has to be looked at again.
 */
export async function openDoors(
  ports: ActivityPorts,
  conversation: ConversationRef,
  messages: readonly Entry[],
): Promise<boolean> {
  if (messages.length === 0) return true;
  const { appId } = conversation;
  const sweeps = await ports.sweeps.find(appId);
  const { deadlineMs } = (await ports.settings.current(appId)).settings;
  const oldestMs = sweeps ? sweeps.connectedAtMs - deadlineMs : Number.NEGATIVE_INFINITY;
  let complete = true;
  for (const entry of messages) {
    if (entry.createdAtMs < oldestMs) continue;
    complete =
      (await openDoor(ports, { ...conversation, messageId: entry.id }, entry, sweeps)) && complete;
  }
  return complete;
}

async function openDoor(
  ports: ActivityPorts,
  message: MessageRef,
  { createdAtMs }: Entry,
  sweeps: SweepRecord | null,
): Promise<boolean> {
  if ((await ports.runs.start(message, 'message')) === 'started') {
    if (sweeps && isMissed(createdAtMs, sweeps, ports.clock.now())) {
      await ports.sweeps.countMissed(message.appId);
    }
    return true;
  }
  const state = await ports.runs.state(message);
  if (state.kind !== 'closed') return true;
  // It may have opened its session, and ended it, while this was looking.
  if (await ports.sessions.find(message)) return true;
  if (state.outcome !== null) {
    // It was decided, and storage was restored from before that: the message is decided anew.
    await ports.runs.resume(message, { run: state.run + 1, cause: 'message', dueAtMs: null });
    return true;
  }
  return closeLostRun(ports, {
    run: { message, run: state.run, preview: null },
    cause: 'message',
    messageCreatedAtMs: createdAtMs,
    result: null,
  });
}
