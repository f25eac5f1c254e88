import { type Step, ending } from '../domain/assist.ts';
import { eligibilityOf, endsUnreadable, readableMessages } from '../domain/eligibility.ts';
import type { Conversation } from '../domain/conversation.ts';
import { limits } from '../domain/limits.ts';
import { quiet } from '../domain/outcome.ts';
import type { RunRef } from '../domain/session.ts';
import type { ActivityPorts } from './ports.ts';
import { eligibilityFacts, loadRun } from './reading.ts';
import { standingNotes } from './standing-notes.ts';

/** Product, section 1: does Assist run here, and is there room for one more note? */
export const checkEligibility =
  (ports: ActivityPorts) =>
  async ({ run }: { run: RunRef }): Promise<Step> => {
    const { settings, texts } = await loadRun(ports, run, []);
    const { conversation } = texts;
    const verdict = eligibilityOf(eligibilityFacts(ports, run.message, conversation, settings));
    if (verdict.kind !== 'proceed') return ending(verdict);
    if (endsUnreadable(conversation) && !(await wasTakenUp(ports, run, conversation))) {
      return ending(quiet('nothing_readable'));
    }
    const notes = await standingNotes(ports, run, conversation, settings.mode);
    return notes.length >= limits.notesPerTurn
      ? ending(quiet('already_suggested'))
      : { kind: 'proceed' };
  };

/** A bare image does not revive a question from before Sidenote was connected. */
async function wasTakenUp(
  ports: ActivityPorts,
  { message }: RunRef,
  conversation: Conversation,
): Promise<boolean> {
  const sessions = await ports.sessions.ofConversation(message);
  const known = new Set(sessions.map((session) => session.message.messageId));
  return readableMessages(conversation).some(({ id }) => known.has(id));
}
