import type { Entry } from './conversation.ts';
import type { MessageId } from './identifiers.ts';

export type Position = { readonly id: MessageId; readonly createdAtMs: number };

const number = (id: MessageId): number => Number(id.slice(id.indexOf('-') + 1));

/**
 * Later in the thread: by second, the opening message first, then the part id as a number.
 * A total order; every "newer" in the product is this one function.
 */
export function compareInThread(one: Position, other: Position): number {
  if (one.createdAtMs !== other.createdAtMs) return one.createdAtMs - other.createdAtMs;
  const oneOpens = one.id.startsWith('source-');
  const otherOpens = other.id.startsWith('source-');
  if (oneOpens !== otherOpens) return oneOpens ? -1 : 1;
  const difference = number(one.id) - number(other.id);
  if (Number.isFinite(difference) && difference !== 0) return difference;
  return one.id < other.id ? -1 : one.id > other.id ? 1 : 0;
}

export const inThreadOrder = (entries: readonly Entry[]): Entry[] =>
  [...entries].sort(compareInThread);

/** The position as text that sorts as `compareInThread` does: for conditional updates in storage. */
export function positionKey({ id, createdAtMs }: Position): string {
  const opens = id.startsWith('source-');
  const digits = id.slice(id.indexOf('-') + 1).padStart(24, '0');
  return `${String(createdAtMs).padStart(15, '0')}${opens ? 'a' : 'b'}${digits}`;
}
