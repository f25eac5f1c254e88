import type { Conversation, Entry } from '../domain/conversation.ts';
import { codeIn } from './reference-code.ts';

/** The code of a note that the AI admin wrote; null for everything else in a thread. */
export const codeOfOwnNote = ({ kind, author, fullText }: Entry): string | null =>
  kind === 'note' && author.kind === 'ai_admin' ? codeIn(fullText) : null;

/** The part id of the AI admin's note that carries the code, if Intercom shows one. */
export function partOfOwnNote({ entries }: Conversation, referenceCode: string): string | null {
  const note = entries.find((entry) => codeOfOwnNote(entry) === referenceCode);
  return note ? partIdOf(note) : null;
}

/** Intercom's own id of a part. */
export const partIdOf = ({ id }: Entry): string => id.slice('part-'.length);
