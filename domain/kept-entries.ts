import type { Conversation, Entry } from './conversation.ts';
import { limits } from './limits.ts';
import { currentTurn } from './turn.ts';

/** The last entries within the limits, the turn always whole; how many of its texts had to go. */
export function lastEntries(conversation: Conversation): { kept: Entry[]; emptied: number } {
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
