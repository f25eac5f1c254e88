import type { ConversationFinder } from '../domain/ports.ts';
import type { Page } from './paging.ts';
import type { IntercomReading } from './reading.ts';
import type { WireConversationSummary } from './wire-lists.ts';

type Client = Pick<IntercomReading, 'listConversations' | 'searchConversations' | 'time'>;

/** What Intercom allows a page. */
const perPage = 150;

/** How a search for `updated_at` reads its value; `unknown`: there is nothing to try it on. */
export type SearchPrecision = 'seconds' | 'days' | 'unknown';

const updatedAtOrLater = (sinceMs: number) =>
  ({ field: 'updated_at', operator: '>', value: Math.floor(sinceMs / 1_000) }) as const;

/**
 * Tries whether conversation search rounds `updated_at` to whole days, as contact search does: a
 * search from one second after the newest change would then find older ones too, and one from a
 * second before it might find nothing.
 */
export async function searchPrecision(
  client: Client,
  signal: AbortSignal,
): Promise<SearchPrecision> {
  const [newest] = (await client.listConversations({ perPage: 1 }, signal)).members;
  if (!newest) return 'unknown';
  const find = async (sinceMs: number): Promise<readonly WireConversationSummary[]> => {
    const query = updatedAtOrLater(sinceMs);
    return (await client.searchConversations({ query, perPage: 20 }, signal)).members;
  };
  const afterMs = newest.updated_at + 1_000;
  const after = await find(afterMs);
  if (after.some((found) => found.updated_at < afterMs)) return 'days';
  return (await find(newest.updated_at - 1_000)).length > 0 ? 'seconds' : 'days';
}

/**
 * Finds conversations by search; where search is good for whole days only, in the list of all
 * conversations, which comes newest change first. The order of a search is not relied on.
 */
export function createConversationFinder(client: Client): ConversationFinder {
  let precision: SearchPrecision = 'unknown';

  const way = async (next: string | null, signal: AbortSignal): Promise<'list' | 'search'> => {
    if (next !== null) return next.startsWith('list:') ? 'list' : 'search';
    if (precision === 'unknown') precision = await searchPrecision(client, signal);
    return precision === 'days' ? 'list' : 'search';
  };

  return {
    time: (signal) => client.time(signal),

    async updatedSince({ sinceMs, next }, signal) {
      const by = await way(next, signal);
      const cursor = next === null ? null : next.slice(next.indexOf(':') + 1);
      const page: Page<WireConversationSummary> =
        by === 'list'
          ? await client.listConversations({ perPage, next: cursor }, signal)
          : await client.searchConversations(
              { query: updatedAtOrLater(sinceMs), perPage, next: cursor },
              signal,
            );
      const wanted = page.members.filter((found) => found.updated_at >= seconds(sinceMs));
      const isOver = page.next === null || (by === 'list' && wanted.length === 0);
      return {
        hits: wanted.map((found) => ({ conversationId: found.id, updatedAtMs: found.updated_at })),
        next: isOver ? null : `${by}:${page.next}`,
      };
    },
  };
}

const seconds = (ms: number): number => Math.floor(ms / 1_000) * 1_000;
