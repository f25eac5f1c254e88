import { conversationKey, messageKey, type MessageRef } from '../../domain/identifiers.ts';
import { reasonOf } from '../../domain/outcome.ts';
import { customerVisibleOf } from '../intercom/records.ts';
import type { Evidence, RecordedMessage } from './evidence.ts';
import { type LoggedNote, notesIn } from './note-log.ts';
import { staleNotes } from './stale-notes.ts';
import { groupBy } from './group-by.ts';
import { mustHaveOutcome } from './obligations.ts';
import type { Violation } from './violation.ts';

/** Everything in which a run broke a promise; empty: it kept all of them. */
export function violationsOf(evidence: Evidence): readonly Violation[] {
  const notes = notesIn(evidence.calls);
  const recorded = new Map(evidence.recorded.map((one) => [messageKey(one.message), one]));
  const byCode = new Map(
    evidence.recorded.flatMap((one) => (one.note ? [[one.note.referenceCode, one] as const] : [])),
  );
  return [
    ...lostMessages(evidence, recorded),
    ...unfinished(evidence.recorded),
    ...duplicates(notes, byCode),
    ...unnamed(notes, evidence),
    ...notesAgainstOutcomes(notes, byCode, evidence.recorded),
    ...staleNotes(notes, byCode, evidence),
    ...otherWrites(evidence),
    ...workflows(evidence),
  ];
}

const about = (message: MessageRef, rule: Violation['rule'], words: string): Violation => ({
  ...{ rule, conversation: conversationKey(message), message: message.messageId, words },
});

/** No accepted message, and none that waits for an answer, without an outcome. */
function lostMessages(
  evidence: Evidence,
  recorded: ReadonlyMap<string, RecordedMessage>,
): Violation[] {
  return mustHaveOutcome(evidence)
    .filter((message) => recorded.get(messageKey(message))?.ended !== true)
    .map((message) => about(message, 'lost_message', 'has no outcome'));
}

/** Exactly one outcome a decision. */
const unfinished = (recorded: Evidence['recorded']): Violation[] =>
  recorded
    .filter(({ ended, outcomes }) => ended && (outcomes.length === 0 || outcomes.includes(null)))
    .map(({ message }) => about(message, 'unfinished_decision', 'ended with an open decision'));

/** At most one note a message: by its reference code, and by the message that the code is of. */
function duplicates(
  notes: readonly LoggedNote[],
  byCode: ReadonlyMap<string, RecordedMessage>,
): Violation[] {
  const ownerOf = ({ conversationId, code }: LoggedNote): string => {
    const owner = code === null ? undefined : byCode.get(code);
    return owner ? messageKey(owner.message) : `${conversationId}:${code}`;
  };
  return [...groupBy(notes, ownerOf).values()]
    .filter((same) => same.length > 1)
    .map((same) => onNote(same.at(-1), 'duplicate_note', `${same.length} notes for one message`));
}

const onNote = (
  note: LoggedNote | undefined,
  rule: Violation['rule'],
  words: string,
): Violation => ({
  ...{ rule, conversation: `${note?.appId}:${note?.conversationId}`, message: null },
  words: `${note?.code ?? 'a note without a code'}: ${words}`,
});

/** A second note within a turn names the one before it. */
function unnamed(notes: readonly LoggedNote[], { acts }: Evidence): Violation[] {
  const answers = groupBy(
    acts.filter(({ kind }) => kind === 'answer'),
    conversationKey,
  );
  return [...groupBy(notes, conversationKey).entries()].flatMap(([conversation, ours]) =>
    ours.flatMap((note, index) => {
      const before = ours[index - 1];
      if (!before || note.replaces === before.code) return [];
      const isAnswered = (answers.get(conversation) ?? []).some(
        ({ atMs }) => atMs > before.postedAtMs && atMs <= note.postedAtMs,
      );
      // The same note twice is told as a duplicate.
      if (isAnswered || note.code === before.code) return [];
      return [onNote(note, 'unnamed_note', `does not name ${before.code}, which it follows`)];
    }),
  );
}

/** `suggested` if and only if Intercom has the note. */
function notesAgainstOutcomes(
  notes: readonly LoggedNote[],
  byCode: ReadonlyMap<string, RecordedMessage>,
  recorded: readonly RecordedMessage[],
): Violation[] {
  const written = new Set(notes.map(({ code }) => code));
  const unknown = notes
    .filter(({ code }) => code === null || !byCode.has(code))
    .map((note) => onNote(note, 'unknown_note', 'no row is known of it'));
  const wrong = recorded.flatMap(({ message, outcomes, note }): Violation[] => {
    const outcome = outcomes.at(-1);
    if (!outcome) return [];
    const isWritten = note !== null && written.has(note.referenceCode);
    if (outcome.kind === 'suggested' && !isWritten) {
      return [about(message, 'suggested_without_note', 'Intercom has no note of it')];
    }
    // Nobody knows whether it came through: that is what this outcome says.
    if (outcome.kind === 'suggested' || reasonOf(outcome) === 'note_unconfirmed') return [];
    if (!isWritten) return [];
    return [about(message, 'note_without_suggested', `has a note and ended ${reasonOf(outcome)}`)];
  });
  return [...unknown, ...wrong];
}

const otherWrites = ({ calls }: Evidence): Violation[] =>
  customerVisibleOf(calls).map(({ appId, conversationId, method, path }) => ({
    ...{ rule: 'other_write', conversation: `${appId}:${conversationId}`, message: null },
    words: `${method} ${path}`,
  }));

const workflows = ({ workflows: { open, failed } }: Evidence): Violation[] => {
  const one = (rule: Violation['rule'], words: string) => (id: string) => ({
    ...{ rule, conversation: id, message: null, words },
  });
  return [
    ...open.map(one('open_workflow', 'is still open')),
    ...failed.map(one('failed_workflow', 'did not complete')),
  ];
};
