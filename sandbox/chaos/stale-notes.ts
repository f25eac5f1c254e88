import { conversationKey, messageKey } from '../../domain/identifiers.ts';
import type { RecordedCall } from '../intercom/records.ts';
import type { Evidence, RecordedMessage } from './evidence.ts';
import { groupBy } from './group-by.ts';
import type { LoggedNote } from './note-log.ts';
import type { Violation } from './violation.ts';

/** How far a read may lie behind: the lag of a stale one, and the second that times are cut to. */
const lagMs = ({ faults }: RecordedCall): number =>
  faults?.includes('intercom-stale') ? 11_000 : 0;

/**
 * Notes of messages that were answered, or followed by another message, before the last look at the
 * thread. What happened between that look and the note is the race that nobody can win.
 */
export function staleNotes(
  notes: readonly LoggedNote[],
  byCode: ReadonlyMap<string, RecordedMessage>,
  { calls, messages, acts }: Pick<Evidence, 'calls' | 'messages' | 'acts'>,
): Violation[] {
  const noted = new Set(notes.map(({ conversationId }) => conversationId));
  const reads = groupBy(
    calls.filter(
      ({ method, status, conversationId }) =>
        method === 'GET' && status === 200 && noted.has(conversationId ?? ''),
    ),
    ({ appId, conversationId }) => `${appId}:${conversationId}`,
  );
  const written = groupBy(messages, ({ message }) => conversationKey(message));
  const done = groupBy(acts, conversationKey);
  return notes.flatMap((note): Violation[] => {
    const owner = note.code === null ? undefined : byCode.get(note.code);
    if (!owner) return [];
    const key = conversationKey(note);
    const look = reads.get(key)?.findLast(
      // Other runs look at the same thread.
      ({ about, finishedAt = Infinity }) =>
        about === owner.message.messageId && finishedAt <= note.call.startedAt,
    );
    if (!look) return [];
    const seenUpToMs = look.startedAt - lagMs(look);
    const own = (written.get(key) ?? []).find(
      ({ message }) => messageKey(message) === messageKey(owner.message),
    );
    if (!own) return [];
    const isOvertaken =
      (done.get(key) ?? []).some(
        ({ kind, atMs }) => kind === 'answer' && atMs > own.writtenAtMs && atMs < seenUpToMs,
      ) ||
      (written.get(key) ?? []).some(
        ({ writtenAtMs, redactedAtMs }) =>
          writtenAtMs > own.writtenAtMs && writtenAtMs < seenUpToMs && redactedAtMs === null,
      );
    if (!isOvertaken) return [];
    const words = `${note.code}: the thread had gone on before it was last looked at`;
    return [{ rule: 'stale_note', conversation: key, message: owner.message.messageId, words }];
  });
}
