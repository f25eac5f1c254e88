/** Where a page starts and how long it is. */
export type PageRequest = { perPage: number; page: number };

/**
 * Reads `per_page` with `page` or `starting_after`. The cursor is a page number in disguise: it
 * is opaque for clients.
 */
export function pageRequest(
  perPage: string | number | undefined,
  cursor: string | undefined,
  page: string | undefined,
  defaults: { perPage: number; maxPerPage: number },
): PageRequest {
  const size = Number(perPage ?? defaults.perPage);
  const fromCursor =
    cursor === undefined
      ? Number.NaN
      : Number(Buffer.from(cursor, 'base64').toString().replace('page:', ''));
  const number = Number.isInteger(fromCursor) ? fromCursor : Number(page ?? 1);
  return {
    perPage:
      Number.isInteger(size) && size > 0 ? Math.min(size, defaults.maxPerPage) : defaults.perPage,
    page: Number.isInteger(number) && number > 0 ? number : 1,
  };
}

export type Page<T> = { items: readonly T[]; pages: Record<string, unknown> };

export function paginate<T>(all: readonly T[], request: PageRequest): Page<T> {
  const { perPage, page } = request;
  const totalPages = Math.ceil(all.length / perPage);
  const next =
    page < totalPages
      ? { next: { per_page: perPage, starting_after: btoa(`page:${page + 1}`) } }
      : {};
  return {
    items: all.slice((page - 1) * perPage, page * perPage),
    pages: { type: 'pages', ...next, page, per_page: perPage, total_pages: totalPages },
  };
}
