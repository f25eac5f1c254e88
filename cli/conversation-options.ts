import { type PastConversations, usualConversations } from '../domain/knowledge-source.ts';

export type ConversationOptions = {
  readonly conversations?: boolean;
  readonly days?: string;
  readonly most?: string;
};

/** Each is a request to Intercom, and all of them are in memory while they are read. */
const largest = { days: 3_650, most: 10_000 } as const;

/** Which past conversations are asked for; undefined: none. Throws in words. */
export function conversationsOf(asked: ConversationOptions): PastConversations | undefined {
  const { conversations, days, most } = asked;
  if (conversations === undefined) {
    if (days === undefined && most === undefined) return undefined;
    throw new Error('--days and --most belong to --conversations.');
  }
  return {
    days: numberOf('days', days) ?? usualConversations.days,
    most: numberOf('most', most) ?? usualConversations.most,
  };
}

function numberOf(name: keyof typeof largest, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= largest[name]) return number;
  throw new Error(`--${name}: write a number from 1 to ${largest[name]}.`);
}
