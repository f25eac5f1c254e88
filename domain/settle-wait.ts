import type { Channel, Conversation, Entry } from './conversation.ts';
import type { Settings } from './settings.ts';
import { compareInThread } from './thread-order.ts';
import { isCustomerMessage, isTeammateAnswer } from './turn.ts';

/** Setting an attribute announces nothing, so the thread is read again this often. */
const attributeLookMs = 5_000;

const firstWait = (channel: Channel, waits: Settings['waits']): number =>
  channel === 'email' ? waits.firstEmailMs : waits.firstWebMs;

/**
 * How long until the decision about `message` may look again, product milliseconds: for Intercom's
 * own rules after a first message, for a customer who keeps typing, for an attribute to be set. One
 * function for all waits; 0 when it may go on. A time in the future counts as now.
 */
export function remainingWait(
  conversation: Conversation,
  message: Entry,
  settings: Settings,
  nowMs: number,
): number {
  const { waits } = settings;
  const age = (entry: Entry): number => Math.max(0, nowMs - entry.createdAtMs);
  const left = (entry: Entry, waitMs: number): number => Math.max(0, waitMs - age(entry));

  const before = conversation.entries.filter((entry) => compareInThread(entry, message) < 0);
  const earlierCustomer = before.filter(isCustomerMessage);
  const lastAnswer = before.findLastIndex(isTeammateAnswer);
  const followsOwn = before.slice(lastAnswer + 1).some(isCustomerMessage);
  const opening = earlierCustomer[0] ?? message;

  const attributeUnset =
    waits.attribute !== null && isUnset(conversation.customAttributes[waits.attribute]);
  const forOpening = Math.max(
    left(opening, firstWait(conversation.channel, waits)),
    attributeUnset
      ? Math.min(left(opening, Math.min(waits.attributeMs, 60_000)), attributeLookMs)
      : 0,
  );
  if (opening === message) return forOpening;
  const own = left(message, followsOwn ? waits.afterOwnMessageMs : waits.afterTeammateMs);
  return Math.max(forOpening, own);
}

const isUnset = (value: unknown): boolean => value === undefined || value === null || value === '';
