import { Context } from '@temporalio/activity';
import { type NoteFate, ending } from '../domain/assist.ts';
import { IntercomFailure } from '../domain/failure.ts';
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
      const fate = row === null ? notSent : await fateOf(ports, row);
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

const notSent = { kind: 'not_sent' } as const;

async function fateOf(ports: ActivityPorts, row: NoteRecord): Promise<NoteFate> {
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
  if (row.posts === 0) return notSent;
  const partId = await lastLook(ports, row);
  const state = partId === null ? 'unconfirmed' : 'posted';
  await ports.notes.settle(message, { state, partId, nowMs: ports.clock.now() });
  return partId === null
    ? ending(failed('note_unconfirmed'))
    : { kind: 'posted', referenceCode: row.referenceCode };
}

/** The part of the note, if Intercom answers and shows it. */
async function lastLook(ports: ActivityPorts, row: NoteRecord): Promise<string | null> {
  try {
    const conversation = await readFresh(ports, row.message);
    return conversation && partOfOwnNote(conversation, row.referenceCode);
  } catch (error) {
    if (error instanceof IntercomFailure) return null;
    throw error;
  }
}
