import { ActivityFailure, ApplicationFailure } from '@temporalio/workflow';
import { type Posting, ending } from '../domain/assist.ts';
import { failed } from '../domain/outcome.ts';
import type { RunRef } from '../domain/session.ts';
import { concludeNote } from './steps.ts';

/**
 * How posting ends that was given up: the note's row and a last look tell. Where nothing was sent,
 * it may be decided again; a failure that speaks for itself goes on.
 */
export async function concludedNote(
  run: RunRef,
  error: unknown,
): Promise<Exclude<Posting, { kind: 'changed' }>> {
  if (!(error instanceof ActivityFailure)) throw error;
  const { cause } = error;
  if (cause instanceof ApplicationFailure && isPlain(cause.type)) throw error;
  const fate = await concludeNote({ run });
  if (fate.kind !== 'not_sent') return fate;
  const isAway = fate.intercomIsAway || intercomWasAway(error);
  return ending(failed(isAway ? 'intercom_rejected' : 'internal_error'));
}

/** Intercom's refusal, or an outcome that the step itself has settled. */
const isPlain = (type: string | null | undefined): boolean =>
  type === 'IntercomRejected' || type === 'NoteUnconfirmed';

/** A timeout carries the failure of the attempt before it. */
function intercomWasAway(error: Error): boolean {
  const failures: unknown[] = [error.cause];
  if (error.cause instanceof Error) failures.push(error.cause.cause);
  return failures.some(
    (one) => one instanceof ApplicationFailure && one.type === 'IntercomUnavailable',
  );
}
