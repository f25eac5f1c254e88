import { limits } from '../domain/limits.ts';
import type { WirePart } from './wire-conversation.ts';

/**
 * Leaves out the oldest bodies of a thread whose texts would take too long to read: a worker reads
 * many threads, and one must not hold up the others. Parts are oldest first. Notes of the AI admin
 * are always read, since a note that is not found would be written again.
 */
export function withinBudget(parts: readonly WirePart[], aiAdminId: string): WirePart[] {
  let left = limits.threadHtmlCharacters;
  return parts
    .toReversed()
    .map((part) => {
      if (part.author?.type === 'admin' && part.author.id === aiAdminId) return part;
      const { length } = part.body;
      left -= Math.min(length, limits.htmlCharacters);
      return left >= 0 ? part : { ...part, body: `[cut: ${length} more characters]` };
    })
    .toReversed();
}
