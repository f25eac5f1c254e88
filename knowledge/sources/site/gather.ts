import { createHash } from 'node:crypto';
import type { Article } from '../../../domain/passage.ts';
import { wordsOf } from '../../../domain/words.ts';
import type { Skipped } from '../import-result.ts';

/** A page that was read, and the address that it names as its own. */
export type ReadArticle = {
  readonly article: Article & { readonly url: string };
  /** Null: none, or its own address. */
  readonly canonical: { readonly id: string; readonly url: string } | null;
};

/** Share of words in common above which one page is a version of another. */
const alike = 0.5;

/**
 * Makes of pages articles, so that none comes twice: a page that names another as canonical is that
 * one where their texts bear it out, and of equal texts one is kept. The order of reading, which
 * hangs on the network, does not matter.
 */
export function gather(pages: readonly ReadArticle[]): {
  articles: Article[];
  skipped: Skipped[];
} {
  const ordered = [...pages].sort(
    (a, b) =>
      Number(a.canonical !== null) - Number(b.canonical !== null) ||
      a.article.id.length - b.article.id.length ||
      (a.article.id < b.article.id ? -1 : 1),
  );
  const articles = new Map<string, Article>();
  const byText = new Map<string, Article>();
  const skipped: Skipped[] = [];
  for (const { article, canonical } of ordered) {
    const text = createHash('sha256').update(article.markdown).digest('hex');
    const twin = byText.get(text);
    if (twin) {
      skipped.push({ where: article.url, why: `it has the same text as ${twin.url}` });
      continue;
    }
    const original = canonical === null ? undefined : articles.get(canonical.id);
    if (original && share(original.markdown, article.markdown) >= alike) {
      skipped.push({ where: article.url, why: `it is a version of ${original.url}` });
      continue;
    }
    // A canonical address that says something else altogether is a mistake of the site.
    const own = canonical === null || original ? article : { ...article, ...canonical };
    articles.set(own.id, own);
    byText.set(text, own);
  }
  return { articles: [...articles.values()], skipped };
}

function share(one: string, other: string): number {
  const [a, b] = [new Set(wordsOf(one)), new Set(wordsOf(other))];
  const common = [...a].filter((word) => b.has(word)).length;
  return common / Math.max(1, a.size + b.size - common);
}
