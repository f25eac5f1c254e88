import { type Reason, reasonOf } from '../../domain/outcome.ts';
import { type Session, lastDecision } from '../../domain/session.ts';
import { notesIn } from '../../sandbox/chaos/note-log.ts';
import type { IntercomSimulator } from '../../sandbox/intercom/simulator-types.ts';

/** What came of everything so far. */
export type Counts = {
  readonly messages: number;
  readonly deciding: number;
  /** Notes that the simulator took, from its own log. */
  readonly notes: number;
  /** Notes for a message that had one already, from the same log. */
  readonly duplicates: number;
  /** Writes that a customer could see. */
  readonly customerVisible: number;
  /** Most frequent first. */
  readonly quiet: readonly (readonly [Reason, number])[];
};

export function countAll(
  simulator: Pick<IntercomSimulator, 'calls' | 'customerVisible'>,
  appId: string,
  sessions: readonly Session[],
  conversationIds: ReadonlySet<string>,
): Counts {
  const notes = notesIn(simulator.calls()).filter(
    (note) => note.appId === appId && conversationIds.has(note.conversationId),
  );
  const quiet = new Map<Reason, number>();
  let deciding = 0;
  for (const session of sessions) {
    const outcome = lastDecision(session)?.outcome ?? null;
    if (outcome === null) deciding += 1;
    const reason = outcome && reasonOf(outcome);
    if (reason) quiet.set(reason, (quiet.get(reason) ?? 0) + 1);
  }
  // A code is made from its message: the same one twice is a second note for the same message.
  const codes = new Set(notes.map(({ code, conversationId }) => `${conversationId}:${code}`));
  return {
    messages: sessions.length,
    deciding,
    notes: notes.length,
    duplicates: notes.length - codes.size,
    customerVisible: simulator.customerVisible().length,
    quiet: [...quiet].sort(([, one], [, other]) => other - one),
  };
}
