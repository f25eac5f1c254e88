import type { Channel } from '../conversation.ts';

const greetings: ReadonlyMap<string, string> = new Map([
  ['en', 'Hi'],
  ['de', 'Hallo'],
  ['fr', 'Bonjour'],
  ['es', 'Hola'],
  ['it', 'Ciao'],
  ['pt', 'Olá'],
  ['nl', 'Hallo'],
]);

/** Only in the first reply of a conversation, and in e-mail; the name is put in by code. */
export function greetingFor(facts: {
  channel: Channel;
  firstReply: boolean;
  language: string;
  contactName: string | null;
}): string | null {
  if (!facts.firstReply && facts.channel !== 'email') return null;
  const word = greetings.get(facts.language);
  if (word === undefined) return null;
  const firstName = facts.contactName?.trim().split(/\s+/)[0] ?? '';
  return /^[\p{L}][\p{L}'’-]{0,39}$/u.test(firstName) ? `${word} ${firstName},` : `${word},`;
}
