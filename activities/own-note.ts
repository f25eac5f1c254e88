import type { Conversation } from '../domain/conversation.ts';

/** The part id of the AI admin's note that carries the code, if Intercom shows one. */
export function partOfOwnNote(conversation: Conversation, referenceCode: string): string | null {
  const note = conversation.entries.find(
    (entry) =>
      entry.kind === 'note' &&
      entry.author.kind === 'ai_admin' &&
      entry.fullText.includes(referenceCode),
  );
  return note ? note.id.slice('part-'.length) : null;
}
