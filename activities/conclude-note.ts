import { Context } from '@temporalio/activity';
import { type NoteFate, ending } from '../domain/assist.ts';
import type { Conversation } from '../domain/conversation.ts';
import { IntercomFailure } from '../domain/failure.ts';
import type { MessageRef } from '../domain/identifiers.ts';
import type { NoteRecord } from '../domain/note-record.ts';
import { failed, quiet } from '../domain/outcome.ts';
import type { RunRef } from '../domain/session.ts';
import { tryAgainIn } from './failures.ts';
import { partOfOwnNote } from './own-note.ts';
import type { ActivityPorts } from './ports.ts';
import { readFresh } from './reading.ts';

/**
 * What became of a note whose posting was given up after its ten minutes. Takes the conversation's
 * claim first, so that no earlier attempt is still posting; then the note's row tells whether
 * anything was sent at all, and only a POST that may have had an effect leaves doubt.
 */
export const concludeNote =
  (ports: ActivityPorts) =>
  async ({ run }: { run: RunRef }): Promise<NoteFate> => {
    const { message } = run;
    const { clock, notes } = ports;
    const createdAtMs = (await ports.sessions.find(message))?.messageCreatedAtMs ?? 0;
    const position = { id: message.messageId, createdAtMs };
    const { attempt, workflowExecution, activityId } = Context.current().info;
    const holder = [workflowExecution?.runId, activityId, attempt].join(':');
    const nowMs = clock.now();
    const untilMs = nowMs + clock.productMs(2 * ports.postTimeoutMs);
    const claim = await notes.takeClaim({ message, position, holder, nowMs, untilMs });
    if (claim.kind === 'held') {
      throw tryAgainIn(clock.realMs(claim.freeInMs) + 50, 'Another attempt may be posting');
    }
    try {
      const row = await notes.find(message);
      const fate = (row && (await fateOf(ports, row))) ?? (await notSent(ports, message));
      const noted = fate.kind === 'posted' ? position : null;
      await notes.releaseClaim({ message, holder, noted });
      return claim.kind === 'newer' && fate.kind === 'not_sent'
        ? ending(quiet('superseded'), claim.by)
        : fate;
    } catch (error) {
      await notes.releaseClaim({ message, holder, noted: null });
      throw error;
    }
  };

/** Whether Intercom is to blame: posting was cut off by time, which tells no reason. */
async function notSent(ports: ActivityPorts, message: MessageRef): Promise<NoteFate> {
  const reading = await read(ports, message);
  return { kind: 'not_sent', intercomIsAway: reading.kind === 'away' };
}

/** Null: nothing was sent. */
async function fateOf(ports: ActivityPorts, row: NoteRecord): Promise<NoteFate | null> {
  const { referenceCode, message } = row;
  switch (row.state) {
    case 'posted':
    case 'unwritten':
      return { kind: row.state, referenceCode };
    case 'unconfirmed':
      return ending(failed('note_unconfirmed'));
    case 'reserved':
    case 'posting':
      break;
  }
  if (row.posts === 0) return null;
  const reading = await read(ports, message);
  const conversation = reading.kind === 'read' ? reading.conversation : null;
  const partId = conversation && partOfOwnNote(conversation, row.referenceCode);
  const state = partId === null ? 'unconfirmed' : 'posted';
  await ports.notes.settle(message, { state, partId, nowMs: ports.clock.now() });
  return partId === null
    ? ending(failed('note_unconfirmed'))
    : { kind: 'posted', referenceCode: row.referenceCode };
}

type Reading = { kind: 'read'; conversation: Conversation | null } | { kind: 'away' };

async function read(ports: ActivityPorts, message: MessageRef): Promise<Reading> {
  try {
    return { kind: 'read', conversation: await readFresh(ports, message) };
  } catch (error) {
    if (error instanceof IntercomFailure) return { kind: 'away' };
    throw error;
  }
}
