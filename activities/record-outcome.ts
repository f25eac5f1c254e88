import type { MessageId } from '../domain/identifiers.ts';
import { type Outcome, keepsNoText } from '../domain/outcome.ts';
import type { Cause, RunRef } from '../domain/session.ts';
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
    const { clock, sessions, settings } = ports;
    if (successor !== null && run.preview === null) await handOn(ports, input, successor);
    const nowMs = clock.now();
    const current = await settings.current(run.message.appId);
    // The session may be missing, when the step that makes it never came through.
    await sessions.open({
      run,
      cause,
      dueAtMs: null,
      nowMs,
      settingsVersion: current.version,
      mode: current.settings.mode,
    });
    if (keepsNoText(outcome) && !current.settings.fullConversationSync) await sessions.forget(run);
    await sessions.end(run, { outcome, successor, nowMs });
  };

async function handOn(
  { runs, clock }: ActivityPorts,
  { run, outcome }: { run: RunRef; outcome: Outcome },
  successor: MessageId,
): Promise<void> {
  const message = { ...run.message, messageId: successor };
  const started = await runs.start(message, 'successor');
  const redacted = outcome.kind === 'quiet' && outcome.reason === 'message_redacted';
  if (redacted && started === 'already_started') {
    // The older message ended as superseded by the one that is gone now.
    const caller = `redacted:${run.message.messageId}:${run.run}`;
    await runs.again(message, 'successor', clock.now(), caller);
  }
}
