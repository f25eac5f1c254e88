import { suspiciousParts } from '../domain/attack/suspicious-parts.ts';
import { citedPassages } from '../domain/cited.ts';
import { confidenceWord } from '../domain/confidence.ts';
import type { Conversation } from '../domain/conversation.ts';
import { greetingFor, renderNote } from '../domain/note.ts';
import type { RunRef, RunTexts } from '../domain/session.ts';
import type { Settings } from '../domain/settings.ts';
import { currentTurn, isTeammateAnswer, unseenIn } from '../domain/turn.ts';
import type { ActivityPorts } from './ports.ts';

/** The note as HTML and what the rep is warned of, from what the run keeps and the thread as it is now. */
export function composeNote(
  ports: ActivityPorts,
  run: RunRef,
  facts: {
    texts: RunTexts;
    conversation: Conversation;
    settings: Settings;
    referenceCode: string;
  },
): Required<Pick<RunTexts, 'noteHtml' | 'suspicious'>> {
  const { texts, conversation, settings, referenceCode } = facts;
  const { draft, retrieved = [], internal = [], language = 'en', confidence = 0 } = texts;
  if (!draft) throw new Error('The draft of this run is not kept any more');
  const sources = citedPassages(draft.draft, retrieved);
  const suspicious = suspiciousParts(conversation, sources);
  const noteHtml = renderNote({
    draft: draft.draft,
    greeting: greetingFor({
      channel: conversation.channel,
      firstReply: !conversation.entries.some(isTeammateAnswer),
      language,
      contactName: currentTurn(conversation)?.newest.author.name ?? null,
    }),
    referenceCode,
    replaces: draft.replaces,
    unseen: unseenIn(conversation),
    sources,
    suspicious,
    editLink: ports.connection(run.message.appId).editLink,
    internal: settings.internalBlock ? internal.map(({ passage }) => passage) : [],
    confidenceWord: confidenceWord(confidence),
    sessionUrl: ports.links.sessionLink(run.message, settings.sessionLinkDays),
    citations: settings.sendCitationsAsNote,
    footer: settings.footer,
  });
  return { noteHtml, suspicious };
}
