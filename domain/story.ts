import type { NoteRecord } from './note-record.ts';
import { type Outcome, sentenceOf } from './outcome.ts';
import type { Cause, Decision, SearchedScope, Session } from './session.ts';

/** Date and time as people read it everywhere: UTC, to the second. */
export const timeOf = (ms: number): string =>
  `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

/** One or two words for a heading; null: it has not ended yet. */
export function verdictOf(outcome: Outcome | null): string {
  switch (outcome?.kind) {
    case 'suggested':
      return 'Suggested';
    case 'quiet':
      return 'Stayed quiet';
    case 'failed':
      return 'Failed';
    case undefined:
      return 'Still deciding';
  }
}

/** Why a decision ended as it did, in one sentence. In shadow mode nothing was posted. */
export function whyOf({ outcome, mode }: Pick<Decision, 'outcome' | 'mode'>): string {
  if (outcome === null) return 'No outcome yet: it is waiting or working.';
  if (outcome.kind === 'suggested' && mode === 'shadow') {
    return 'A draft was made and kept here; in shadow mode nothing is written to Intercom.';
  }
  return sentenceOf(outcome);
}

/**
 * All that was decided about a message, in order: what `explain` and the pages tell.
 * `notes`: all rows of the conversation.
 */
export function storyOf(session: Session, notes: readonly NoteRecord[]): readonly string[] {
  return [
    arrival(session),
    ...session.decisions.flatMap((decision, index) => [
      ...toldOf(decision, index),
      ...searchedBy(session.runs[String(decision.run)]?.scope),
    ]),
    ...(session.decisions.length === 0 ? ['Nothing has been decided about it yet.'] : []),
    ...notesAbout(session, notes).map((note) => noteSentence(session, note)),
  ];
}

/** For a conversation without any session. */
export const unknownConversation = (conversationId: string): string =>
  `Sidenote has no record of a customer message in conversation ${conversationId}: no webhook ` +
  'named it and no sweep found it, or it is older than the records are kept.';

function arrival({ message, messageCreatedAtMs, createdAtMs, preview }: Session): string {
  const what = message.messageId.startsWith('source-') ? 'opening message' : 'message';
  const written =
    messageCreatedAtMs === null
      ? `was noticed at ${timeOf(createdAtMs)}`
      : `was written at ${timeOf(messageCreatedAtMs)}`;
  const kept = preview === null ? '' : ' This is a preview: it was never meant to be posted.';
  return `The customer's ${what} ${message.messageId} ${written}.${kept}`;
}

const causes: Readonly<Record<Cause, string>> = {
  message: 'because the message came in',
  assignment: 'because the conversation was assigned to somebody else',
  person: 'because a person asked for it',
  successor: 'because another message handed on to it',
  preview: "to show what today's code would do",
};

function toldOf(decision: Decision, index: number): string[] {
  const begun = timeOf(decision.startedAtMs);
  const again = index === 0 ? '' : ' again';
  const cause = causes[decision.cause];
  if (decision.outcome === null) {
    return [`Since ${begun} it is being decided${again}, ${cause}. ${whyOf(decision)}`];
  }
  const ended = timeOf(decision.endedAtMs ?? decision.startedAtMs);
  const reason = decision.outcome.kind === 'suggested' ? '' : ` (${decision.outcome.reason})`;
  const handedOn =
    decision.successor === null ? '' : ` It handed on to message ${decision.successor}.`;
  return [
    `Decided${again} at ${ended}, ${cause}: ${verdictOf(decision.outcome).toLowerCase()}${reason}. ` +
      `${whyOf(decision)}${handedOn}`,
  ];
}

/** What was searched, where rules say which conversations may use which sources. */
function searchedBy(scope: SearchedScope | undefined): string[] {
  if (scope === undefined) return [];
  const { rule, sources } = scope;
  const by =
    rule === null
      ? 'No rule of knowledge.rules matches the conversation'
      : `Rule ${rule} of knowledge.rules matches the conversation`;
  const found =
    sources.length === 0
      ? 'nothing could be searched: all knowledge that was imported is for other conversations.'
      : `searched were ${sources.join(', ')}.`;
  return [`${by}; ${found}`];
}

/** The message's own note, and notes of newer messages that answer it as well. */
export const notesAbout = (
  { message }: Session,
  notes: readonly NoteRecord[],
): readonly NoteRecord[] =>
  notes.filter(
    (note) =>
      note.message.messageId === message.messageId ||
      (note.state !== 'reserved' && note.covers.includes(message.messageId)),
  );

function noteSentence(session: Session, note: NoteRecord): string {
  const own = note.message.messageId === session.message.messageId;
  const name = own
    ? `Note ${note.referenceCode}`
    : `Note ${note.referenceCode}, for message ${note.message.messageId}, answers this one too and`;
  const replaces = note.replaces === null ? '' : ` It replaces note ${note.replaces}.`;
  return `${name} ${stateWords(note)}${replaces}`;
}

function stateWords({ state, posts, postedAtMs }: NoteRecord): string {
  const when = postedAtMs === null ? '' : ` since ${timeOf(postedAtMs)}`;
  switch (state) {
    case 'reserved':
      return 'was prepared and not sent.';
    case 'posting':
      return `is being posted (${posts === 1 ? 'one attempt' : `${posts} attempts`} so far).`;
    case 'posted':
      return `stands in the conversation${when}.`;
    case 'unwritten':
      return 'was kept here and not written to Intercom: shadow mode.';
    case 'unconfirmed':
      return 'was sent, but Intercom never confirmed it; a missing note is better than two.';
  }
}
