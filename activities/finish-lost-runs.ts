import type { PendingRun } from '../domain/ports.ts';
import { type Session, lastDecision } from '../domain/session.ts';
import { closeLostRun } from './close-lost-run.ts';
import type { ActivityPorts } from './ports.ts';
import { withRoomForRuns } from './room-for-runs.ts';

/** A younger session is left to the run that has just opened it. */
const minimumAgeMs = 60_000;

/**
 * Sees to sessions without an outcome whose run is gone: one that was claimed and never began is
 * started, one that was ended from outside gets the outcome that its note proves.
 */
export const finishLostRuns =
  (ports: ActivityPorts) =>
  async ({ appId }: { appId: string }): Promise<{ looked: number }> => {
    const sessions = await ports.sessions.unfinished(appId, ports.clock.now() - minimumAgeMs);
    await withRoomForRuns(ports, sessions, (session) => finish(ports, session));
    return { looked: sessions.length };
  };

async function finish(ports: ActivityPorts, session: Session): Promise<void> {
  const { message, run } = session;
  const state = await ports.runs.state(message);
  if (state.kind === 'open') return;
  const pending = pendingRunOf(session);
  if (state.kind === 'none' || state.run < run) {
    await ports.runs.resume(message, pending);
    return;
  }
  await closeLostRun(ports, {
    run: { message, run, preview: null },
    cause: pending.cause,
    messageCreatedAtMs: session.messageCreatedAtMs ?? session.createdAtMs,
    result: state.outcome,
  });
}

/** What the session's newest run was, or was to be, started with. */
function pendingRunOf(session: Session): PendingRun {
  const { run, claimedFor } = session;
  const decision = lastDecision(session);
  const { cause, dueAtMs } =
    decision?.run === run ? decision : (claimedFor ?? { cause: 'message', dueAtMs: null });
  return { run, cause, dueAtMs };
}
