import { createHash } from 'node:crypto';
import type { Conversation } from '../domain/conversation.ts';
import { currentTurn } from '../domain/turn.ts';

const hash = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 16);

/** Names the state of the turn: other messages or other words give another revision. */
export const revisionOf = (conversation: Conversation): string =>
  hash(
    currentTurn(conversation)?.messages.map(({ id, createdAtMs, text }) => [
      id,
      createdAtMs,
      text,
    ]) ?? [],
  );

/** Names a paid step by all that decides its result. */
export const keyOf = (...parts: readonly unknown[]): string => hash(parts);

/** A number from 0 to 99.99 that stays the same for a conversation. */
export function shareOf(appId: string, conversationId: string): number {
  const digest = createHash('sha256').update(`${appId}:${conversationId}`).digest();
  return (digest.readUInt32BE(0) % 10_000) / 100;
}
