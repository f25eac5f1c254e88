import type { Conversation, Entry } from './conversation.ts';
import { limits } from './limits.ts';
import { maskAll } from './redaction.ts';
import { currentTurn } from './turn.ts';

/** A thread as it is kept and as models see it: masked and bounded; what was cut is told. */
export type StoredThread = {
  readonly conversation: Conversation;
  /** Words for what was left out, e.g. `12 older entries`. */
  readonly cut: readonly string[];
};

/** Masks secrets and keeps the last entries within the limits; the turn is always whole. */
export function forStorage(conversation: Conversation): StoredThread {
  const turnStart = conversation.entries.findIndex(
    (entry) => entry.id === currentTurn(conversation)?.messages[0]?.id,
  );
  const kept: Entry[] = [];
  let characters = 0;
  for (const [index, entry] of [...conversation.entries.entries()].reverse()) {
    const inTurn = turnStart >= 0 && index >= turnStart;
    const fits =
      kept.length < limits.threadEntries &&
      characters + entry.text.length <= limits.threadCharacters;
    if (!inTurn && !fits) break;
    characters += entry.text.length;
    kept.unshift(entry);
  }
  const left = conversation.entries.length - kept.length;
  // Masked together, so that a placeholder means the same number wherever it stands.
  const masked = maskAll(kept.flatMap((entry) => [entry.text, entry.subject ?? '']));
  return {
    conversation: {
      ...conversation,
      entries: kept.map((entry, index) => {
        const text = masked[2 * index]?.text ?? '';
        const subject = entry.subject === null ? null : (masked[2 * index + 1]?.text ?? '');
        return { ...entry, text, fullText: text, subject };
      }),
    },
    cut: left > 0 ? [`${left} older entries of the thread`] : [],
  };
}
