import type { Article } from '../../domain/passage.ts';

/** An article, file or line that was left out, and why, in words. */
export type Skipped = {
  readonly where: string;
  readonly why: string;
  /**
   * Set where it is there and could not be read, which may work another time: the id of its article,
   * null where nobody can tell which one it is. Absent: it is left out on purpose.
   */
  readonly failed?: string | null;
};

/** What a source gave: the rest goes on when one article is unreadable. */
export type ImportResult = {
  readonly articles: readonly Article[];
  readonly skipped: readonly Skipped[];
};

export type Imported = { readonly article: Article } | { readonly skipped: Skipped };

/** Collects; of two articles with the same id the first counts. */
export function collect(imported: readonly Imported[]): ImportResult {
  const articles = new Map<string, Article>();
  const skipped: Skipped[] = [];
  for (const one of imported)
    if ('skipped' in one) skipped.push(one.skipped);
    else if (articles.has(one.article.id))
      skipped.push({ where: one.article.id, why: 'another article has the same id' });
    else articles.set(one.article.id, one.article);
  return { articles: [...articles.values()], skipped };
}

/** Guesses the language of an article whose source does not say. */
export type GuessLanguage = (text: string) => string;

/**
 * Whether a stored article that was not read this time stays as it was: what failed does, and all
 * of them where something failed of which nobody can tell what it is.
 */
export function keepsFailed(skipped: readonly Skipped[]): (articleId: string) => boolean {
  const ids = new Set(skipped.flatMap(({ failed }) => (failed === undefined ? [] : [failed])));
  return (id) => ids.has(null) || ids.has(id);
}
