import type { Conversation, Entry } from './conversation.ts';
import { currentTurn, isCustomerMessage } from './turn.ts';

const minuteMs = 60_000;

/** Each text said so many times on average, within this time: nobody writes like that. */
const repeated = { times: 5, withinMs: 60 * minuteMs } as const;
/** So many messages, within this time: nobody types that fast, not even in short lines. */
const fast = { messages: 40, withinMs: 2 * minuteMs } as const;

/**
 * Whether the turn's newest message is one of a machine that answers a machine: mail programs set
 * headers for that, chat channels and many scripts do not. Judged by pattern (the same texts over
 * and over, numbers aside) and by rate. Careful with people: who asks once and then says "hello?"
 * four times repeats one text of two; pictures alone never count; the next calm message counts
 * again. Time is the thread's own, so no clock can make a loop of a conversation.
 */
export function isMessageLoop(conversation: Conversation): boolean {
  const newest = currentTurn(conversation)?.newest;
  if (!newest) return false;
  const written = conversation.entries.filter(
    (entry) => isCustomerMessage(entry) && entry.text.trim() !== '',
  );
  const within = (ms: number): Entry[] =>
    written.filter(
      ({ createdAtMs }) =>
        createdAtMs <= newest.createdAtMs && newest.createdAtMs - createdAtMs < ms,
    );
  if (within(fast.withinMs).length >= fast.messages) return true;
  const recent = within(repeated.withinMs).map(patternOf);
  return recent.length >= repeated.times * Math.max(1, new Set(recent).size);
}

/** What stays the same when a ticket number, a time or the punctuation does not. */
const patternOf = ({ text }: Entry): string =>
  text
    .toLowerCase()
    .replace(/\p{N}+/gu, '0')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
