import { stands } from '../domain/note-record.ts';
import { type Outcome, failed } from '../domain/outcome.ts';
import type { Cause, RunRef } from '../domain/session.ts';
import type { ActivityPorts } from './ports.ts';
import { readFresh } from './reading.ts';
import { recoverNotes } from './recover-notes.ts';
import { recordOutcome } from './record-outcome.ts';
import { tagConversation } from './tag-conversation.ts';

const suggested: Outcome = { kind: 'suggested' };

/** A run that is closed in Temporal, and whose message has no outcome. */
export type LostRun = {
  readonly run: RunRef;
  readonly cause: Cause;
  readonly messageCreatedAtMs: number;
  /** Its result, if it completed: storage was restored from before that. */
  readonly result: Outcome | null;
};

/**
 * Records the outcome that a run left behind, from its note: nobody else does, since the run is
 * closed. False: an attempt to post may still be under way, so the next sweep has to look.
 */
export async function closeLostRun(ports: ActivityPorts, lost: LostRun): Promise<boolean> {
  const { run, cause } = lost;
  const outcome = await outcomeOf(ports, lost);
  if (outcome === null) return false;
  if (outcome.kind === 'suggested') {
    await tagConversation(ports)({ run, outcome }).catch(() => undefined);
  }
  await recordOutcome(ports)({ run, cause, outcome, successor: null });
  return true;
}

async function outcomeOf(ports: ActivityPorts, lost: LostRun): Promise<Outcome | null> {
  const { run, messageCreatedAtMs, result } = lost;
  const { message } = run;
  const note = await ports.notes.find(message);
  const { mode } = (await ports.settings.current(message.appId)).settings;
  if (note && stands(note, mode)) return suggested;
  if (note?.state === 'unconfirmed') return failed('note_unconfirmed');
  const holder = `sweep:${message.messageId}`;
  const nowMs = ports.clock.now();
  const claim = await ports.notes.takeClaim({
    ...{ message, holder, nowMs },
    position: { id: message.messageId, createdAtMs: messageCreatedAtMs },
    untilMs: nowMs + ports.clock.productMs(3 * ports.postTimeoutMs),
  });
  // Its run was ended from outside in the middle of a POST, perhaps.
  if (claim.kind === 'held') return null;
  try {
    const conversation = await readFresh(ports, message);
    if (conversation && (await recoverNotes(ports, message, conversation))) return suggested;
    if ((note?.posts ?? 0) === 0) return result ?? failed('internal_error');
    await ports.notes.settle(message, { state: 'unconfirmed', partId: null, nowMs });
    return failed('note_unconfirmed');
  } finally {
    await ports.notes.releaseClaim({ message, holder, noted: null });
  }
}
