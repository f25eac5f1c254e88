import { suspiciousParts } from '../domain/attack/suspicious-parts.ts';
import { citedPassages } from '../domain/cited.ts';
import { confidenceWord, makerOf } from '../domain/confidence.ts';
import type { Conversation } from '../domain/conversation.ts';
import type { Draft } from '../domain/language-model.ts';
import { greetingFor, renderNote } from '../domain/note.ts';
import { restored, valuesForNote, withoutUnknown } from '../domain/restoring.ts';
import type { RunRef, RunTexts } from '../domain/session.ts';
import type { Settings } from '../domain/settings.ts';
import { forStorage } from '../domain/thread-storage.ts';
import { thresholdOf } from '../domain/threshold.ts';
import { currentTurn, isTeammateAnswer, unseenIn } from '../domain/turn.ts';
import type { ActivityPorts } from './ports.ts';

/** A note as the rep reads it, and what is kept of it: masked, with what the rep is warned of. */
export type ComposedNote = {
  readonly html: string;
  readonly kept: Required<Pick<RunTexts, 'noteHtml' | 'suspicious'>>;
};

/**
 * The note, from what the run keeps and the thread as it is now, which alone knows what the draft's
 * placeholders stand for. Null when nothing of the draft is left without those that stand for nothing now.
 */
export function composeNote(
  ports: ActivityPorts,
  run: RunRef,
  facts: {
    texts: RunTexts & { readonly conversation: Conversation };
    conversation: Conversation;
    settings: Settings;
    referenceCode: string;
  },
): ComposedNote | null {
  const { texts, conversation, settings, referenceCode } = facts;
  const { retrieved = [], internal = [], language = 'en', confidence = 0 } = texts;
  if (!texts.draft) throw new Error('The draft of this run is not kept any more');
  const { draft, replaces, model } = texts.draft;
  const values = valuesForNote(texts.conversation, forStorage(conversation, settings));
  const masked = withoutUnknown(draft, new Set(values.keys()));
  if (masked.blocks.length === 0 && draft.blocks.length > 0) return null;
  const sources = citedPassages(masked, retrieved);
  const suspicious = suspiciousParts(conversation, sources);
  const render = (shown: Draft, contactName: string | null, ownValues: readonly string[]) =>
    renderNote({
      draft: shown,
      ownValues,
      greeting: greetingFor({
        channel: conversation.channel,
        firstReply: !conversation.entries.some(isTeammateAnswer),
        language,
        contactName,
      }),
      referenceCode,
      replaces,
      unseen: unseenIn(conversation),
      sources,
      suspicious,
      editLink: ports.connection(run.message.appId).editLink,
      internal: settings.internalBlock ? internal.map(({ passage }) => passage) : [],
      confidenceWord: confidenceWord(confidence, thresholdOf(settings, makerOf(model))),
      sessionUrl: ports.links.sessionLink(run.message, settings.sessionLinkDays),
      citations: settings.sendCitationsAsNote,
      footer: settings.footer,
    });
  const name = currentTurn(conversation)?.newest.author.name ?? null;
  return {
    html: render(restored(masked, values), name, [...values.values()]),
    kept: { noteHtml: render(masked, null, []), suspicious },
  };
}
