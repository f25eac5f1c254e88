import type { Entry } from './conversation.ts';
import type { MessageId } from './identifiers.ts';

export type Position = { readonly id: MessageId; readonly createdAtMs: number };

const opens = ({ id }: Position): boolean => id.startsWith('source-');
const numberOf = ({ id }: Position): string => id.slice(id.indexOf('-') + 1);

/**
 * Later in the thread: by second, the opening message first, then the part id as a number.
 * A total order; every "newer" in the product is this one function.
 */
export function compareInThread(one: Position, other: Position): number {
  if (one.createdAtMs !== other.createdAtMs) return one.createdAtMs - other.createdAtMs;
  if (opens(one) !== opens(other)) return opens(one) ? -1 : 1;
  // The longer number is the larger one: exact also beyond 2^53, and an order for any text.
  const [number, otherNumber] = [numberOf(one), numberOf(other)];
  if (number.length !== otherNumber.length) return number.length - otherNumber.length;
  return number < otherNumber ? -1 : number > otherNumber ? 1 : 0;
}

export const inThreadOrder = (entries: readonly Entry[]): Entry[] =>
  [...entries].sort(compareInThread);

/** The position as text that sorts as `compareInThread` does: for conditional updates in storage. */
export function positionKey(position: Position): string {
  const second = String(position.createdAtMs).padStart(15, '0');
  const number = numberOf(position);
  return `${second}${opens(position) ? 'a' : 'b'}${String(number.length).padStart(3, '0')}${number}`;
}
