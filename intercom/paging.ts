import type { WirePages } from './wire-lists.ts';

/** One page of a list; `next` is passed back to get the following page, null at the end. */
export type Page<Member> = {
  readonly members: readonly Member[];
  readonly next: string | null;
  readonly total: number | null;
};

/**
 * What to send for the next page: `starting_after=…` where Intercom gives a cursor, `page=…`
 * otherwise. Opaque to callers.
 */
export function nextOf(pages: WirePages): string | null {
  if (!pages) return null;
  const { next, page, total_pages: totalPages } = pages;
  if (typeof next === 'string') return nextOfAddress(next);
  if (next?.starting_after) return `starting_after=${encodeURIComponent(next.starting_after)}`;
  if (next && next.page !== null) return `page=${next.page}`;
  return page !== null && totalPages !== null && page < totalPages ? `page=${page + 1}` : null;
}

function nextOfAddress(address: string): string | null {
  const query = new URLSearchParams(address.slice(address.indexOf('?') + 1));
  const cursor = query.get('starting_after');
  if (cursor) return `starting_after=${encodeURIComponent(cursor)}`;
  const page = query.get('page');
  return page ? `page=${encodeURIComponent(page)}` : null;
}

/** The cursor in a `next` of ours, for calls that take it in the body. */
export const cursorOf = (next: string): string | null =>
  new URLSearchParams(next).get('starting_after');

/** All members of a paged list, fetched as they are taken. */
export async function* allOf<Member>(
  fetchPage: (next: string | null) => Promise<Page<Member>>,
): AsyncGenerator<Member> {
  let next: string | null = null;
  do {
    const page: Page<Member> = await fetchPage(next);
    yield* page.members;
    // A server that names the same page again would keep us here for ever.
    if (page.next === next) return;
    next = page.next;
  } while (next !== null);
}
