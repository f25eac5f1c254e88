import type { Author, Entry } from '../domain/conversation.ts';
import type { WirePart } from './wire-conversation.ts';

/** Changes of state that carry words when a person replies and closes, assigns, … in one. */
const speaking: ReadonlySet<string> = new Set([
  'assignment',
  'assign_and_reopen',
  'assign_and_unsnooze',
  'open',
  'close',
  'snoozed',
  'unsnoozed',
]);

/**
 * What kind of entry a part is. Part types are an open list: a type that is not known here is an
 * event, whatever it says, since neither a question nor an answer may be made of it.
 */
export function kindOf(partType: string, hasWords: boolean, author: Author['kind']): Entry['kind'] {
  if (partType === 'note' || partType.startsWith('note_')) return 'note';
  if (partType === 'comment' || partType === 'quick_reply') return 'comment';
  return hasWords && author !== 'bot' && speaking.has(partType) ? 'comment' : 'event';
}

/** Whether a customer's part is a message, as far as a webhook's payload tells. */
export const mayBeMessage = (part: WirePart): boolean =>
  kindOf(part.part_type, part.body !== '', 'customer') === 'comment';
