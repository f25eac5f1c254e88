import type { MessageId, MessageRef } from '../domain/identifiers.ts';
import { type Outcome, keepsNoText } from '../domain/outcome.ts';
import { type Cause, type RunRef, isBeingDecided, lastDecision } from '../domain/session.ts';
import { tryAgainIn } from './failures.ts';
import type { ActivityPorts } from './ports.ts';

/**
 * Writes the outcome, whatever happened before. A message that another one speaks for opens that
 * one's door first: both can be repeated, and handing on never depends on a webhook.
 */
export const recordOutcome =
  (ports: ActivityPorts) =>
  async (input: {
    run: RunRef;
    cause: Cause;
    outcome: Outcome;
    successor: MessageId | null;
  }): Promise<void> => {
    const { run, cause, outcome, successor } = input;
    const { clock, sessions } = ports;
    if (successor !== null && run.preview === null) await handOn(ports, input, successor);
    const ending = { outcome, successor, nowMs: clock.now() };
    if (keepsNoText(outcome)) await forgetText(ports, run);
    if (!(await sessions.end(run, ending))) {
      await openMissing(ports, run, cause, ending.nowMs);
      await sessions.end(run, ending);
    }
    if (run.preview === null) ports.onOutcome?.(outcome);
  };

/** Not ours to handle: the text goes, unless all conversations are kept by setting. */
async function forgetText({ sessions, settings }: ActivityPorts, run: RunRef): Promise<void> {
  const current = await settings.current(run.message.appId);
  if (!current.settings.fullConversationSync) await sessions.forget(run);
}

/** The session may be missing, when the step that makes it never came through. */
async function openMissing(
  { sessions, settings }: ActivityPorts,
  run: RunRef,
  cause: Cause,
  nowMs: number,
): Promise<void> {
  const current = await settings.current(run.message.appId);
  await sessions.open({
    run,
    cause,
    dueAtMs: null,
    nowMs,
    settingsVersion: current.version,
    mode: current.settings.mode,
  });
}

async function handOn(
  ports: ActivityPorts,
  { run, outcome }: { run: RunRef; outcome: Outcome },
  successor: MessageId,
): Promise<void> {
  const message = { ...run.message, messageId: successor };
  await ports.runs.start(message, 'successor');
  if (outcome.kind === 'quiet' && outcome.reason === 'message_redacted') {
    await takeBack(ports, run, message);
  }
}

/** An older message that ended as superseded by the one that is gone now is decided again. */
async function takeBack(
  { clock, runs, sessions }: ActivityPorts,
  gone: RunRef,
  older: MessageRef,
): Promise<void> {
  const session = await sessions.find(older);
  if (session && isBeingDecided(session)) {
    // It may have read the thread before, and be about to hand on to what is gone.
    throw tryAgainIn(clock.realMs(5_000), 'The message before it is still being decided');
  }
  if (session && lastDecision(session)?.successor === gone.message.messageId) {
    const caller = `redacted:${gone.message.messageId}:${gone.run}`;
    await runs.again(older, 'successor', clock.now(), caller);
  }
}
