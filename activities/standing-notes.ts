import type { Conversation } from '../domain/conversation.ts';
import { type NoteRecord, stands } from '../domain/note-record.ts';
import type { RunRef } from '../domain/session.ts';
import { currentTurn } from '../domain/turn.ts';
import type { ActivityPorts } from './ports.ts';

/**
 * Notes of ours that cover part of the current turn and that a rep can see: what shadow mode only
 * recorded counts in shadow mode alone. Oldest first.
 */
export async function standingNotes(
  ports: ActivityPorts,
  { message, preview }: RunRef,
  conversation: Conversation,
  mode: 'shadow' | 'live',
): Promise<readonly NoteRecord[]> {
  if (preview !== null) return [];
  const turn = new Set(currentTurn(conversation)?.messages.map(({ id }) => id) ?? []);
  const notes = await ports.notes.ofConversation(message);
  return notes.filter((note) => stands(note, mode) && note.covers.some((id) => turn.has(id)));
}
