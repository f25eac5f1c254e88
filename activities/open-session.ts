import type { AssistInput, OpenedSession } from '../domain/assist.ts';
import { stands } from '../domain/note-record.ts';
import type { ActivityPorts } from './ports.ts';

/**
 * Makes the message's session and fixes the settings that all steps use. A message that already has
 * an outcome, or a note, ends here: Temporal forgets closed runs, storage does not.
 */
export const openSession =
  (ports: ActivityPorts) =>
  async (input: AssistInput): Promise<OpenedSession> => {
    const { message, preview } = input;
    const nowMs = ports.clock.now();
    const current = await ports.settings.current(message.appId);
    const opening = await ports.sessions.open({
      run: { message, run: input.run, preview },
      cause: input.cause,
      dueAtMs: input.dueAtMs,
      nowMs,
      settingsVersion: current.version,
      mode: preview === null ? current.settings.mode : 'shadow',
    });
    if (opening.kind === 'ended') return opening;

    const note = preview === null ? await ports.notes.find(message) : null;
    if (note && stands(note, current.settings.mode)) {
      const outcome = { kind: 'suggested' } as const;
      await ports.sessions.end(opening.run, { outcome, successor: null, nowMs });
      return { kind: 'ended', outcome };
    }
    if (note?.state === 'unconfirmed' && input.cause === 'person')
      await ports.notes.reopen(message);
    return {
      kind: 'open',
      run: opening.run,
      // From now on, by Temporal's clock. How old the message is shows when the thread is read: a
      // worker whose clock is wrong must not let messages expire that it has not looked at.
      deadlineMs: ports.clock.realMs(current.settings.deadlineMs),
      sessionUrl: ports.links.sessionLink(message, current.settings.sessionLinkDays),
      tagsQuiet: current.settings.tags.quiet && preview === null,
    };
  };
