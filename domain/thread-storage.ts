import type { Conversation, Entry } from './conversation.ts';
import { addressesOfRules } from './knowledge-scope.ts';
import { limits } from './limits.ts';
import { maskAll } from './redaction.ts';
import type { KnowledgeRule } from './settings.ts';
import { currentTurn } from './turn.ts';

/** A thread as it is kept and as models see it: masked and bounded; what was cut is told. */
export type StoredThread = {
  readonly conversation: Conversation;
  /** Words for what was left out, e.g. `12 older entries of the thread`. */
  readonly cut: readonly string[];
};

/**
 * Masks secrets and keeps the last entries within the limits. The turn is whole, unless it alone is
 * longer than a document may be: then its oldest messages keep their place and lose their text. Of the
 * addresses written to, only what the rules for knowledge ask about stays.
 */
export function forStorage(
  conversation: Conversation,
  rules: readonly KnowledgeRule[] = [],
): StoredThread {
  const { kept, emptied } = lastEntries(conversation);
  const left = conversation.entries.length - kept.length;
  // Masked together, so that a placeholder means the same number wherever it stands.
  const masked = maskAll(kept.flatMap((entry) => [entry.text, entry.subject ?? '']));
  return {
    conversation: {
      ...conversation,
      writtenTo: addressesOfRules(rules, conversation.writtenTo ?? []),
      entries: kept.map((entry, index) => {
        const text = shortened(masked[2 * index]?.text ?? '');
        const subject = entry.subject === null ? null : (masked[2 * index + 1]?.text ?? '');
        return { ...entry, text, fullText: text, subject };
      }),
    },
    cut: [
      ...(left > 0 ? [`${left} older entries of the thread`] : []),
      ...(emptied > 0 ? [`the texts of ${emptied} older messages of the turn`] : []),
    ],
  };
}

function lastEntries(conversation: Conversation): { kept: Entry[]; emptied: number } {
  const { entries } = conversation;
  const first = currentTurn(conversation)?.messages[0]?.id;
  const turnStart = entries.findIndex(({ id }) => id === first);
  const kept: Entry[] = [];
  let [characters, bytes, emptied] = [0, 0, 0];
  for (const [index, entry] of [...entries.entries()].reverse()) {
    const inTurn = turnStart >= 0 && index >= turnStart;
    const fits =
      kept.length < limits.threadEntries &&
      characters + entry.text.length <= limits.threadCharacters;
    if (!inTurn && !fits) break;
    // Once one is emptied, all older ones are: what is kept has no holes.
    const whole = emptied === 0 && bytes + bytesOf(entry) <= limits.threadBytes;
    if (!whole && !inTurn) break;
    const one = whole ? entry : withoutText(entry);
    if (bytes + bytesOf(one) > limits.threadBytes) break;
    if (!whole) emptied += 1;
    bytes += bytesOf(one);
    characters += one.text.length;
    kept.push(one);
  }
  return { kept: kept.reverse(), emptied };
}

/** A placeholder may be longer than what it stands for. */
const shortened = (text: string): string =>
  text.length <= limits.messageCharacters + 100
    ? text
    : `${text.slice(0, limits.messageCharacters)}\n[cut: the rest]`;

/** Place, author and what tells a machine's mail stay. */
const withoutText = (entry: Entry): Entry => ({
  ...entry,
  author: { ...entry.author, name: null, email: null },
  text: entry.text === '' ? '' : `[cut: ${entry.text.length} characters]`,
  fullText: '',
  subject: entry.subject?.slice(0, 100) ?? null,
});

/** Bytes as JSON, the full text left out: it is the text's own once both are masked. */
const bytesOf = (entry: Entry): number =>
  new TextEncoder().encode(JSON.stringify({ ...entry, fullText: '' })).length;
