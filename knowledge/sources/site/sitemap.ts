import { Parser } from 'htmlparser2';

export type Sitemap = {
  /** Of pages, in order. */
  readonly pages: readonly string[];
  /** Of further sitemaps. */
  readonly sitemaps: readonly string[];
  /** More was there than was wanted. */
  readonly cut: boolean;
};

class Enough extends Error {}

const nestingOfSitemap = 20;

/**
 * Reads a sitemap or an index of sitemaps. Entities that a document declares stay as they are
 * written: only XML's own five are known. A list of addresses, one a line, is a sitemap too.
 */
export function readSitemap(text: string, most: number): Sitemap {
  if (!/^\s*</.test(text.slice(0, 1_000))) return readLines(text, most);
  const pages: string[] = [];
  const sitemaps: string[] = [];
  const open: string[] = [];
  let address: string | null = null;
  let cut = false;
  const parser = new Parser(
    {
      onopentag(name) {
        // Prefixes of name spaces are of no interest: `sm:loc`.
        open.push(name.replace(/^.*:/, ''));
        if (open.length > nestingOfSitemap) throw new Enough();
        const inEntry = open.at(-2) === 'url' || open.at(-2) === 'sitemap';
        if (open.at(-1) === 'loc' && inEntry) address = '';
      },
      ontext(piece) {
        if (address !== null && address.length < 10_000) address += piece;
      },
      onclosetag() {
        if (address !== null) {
          if (pages.length + sitemaps.length >= most) throw new Enough();
          (open.at(-2) === 'sitemap' ? sitemaps : pages).push(address.trim());
          address = null;
        }
        open.pop();
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  try {
    parser.end(text);
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
    cut = true;
  }
  return { pages, sitemaps, cut };
}

function readLines(text: string, most: number): Sitemap {
  const pages = text
    .split('\n', most + 1)
    .map((line) => line.trim())
    .filter((line) => /^https?:\/\//i.test(line));
  return { pages: pages.slice(0, most), sitemaps: [], cut: pages.length > most };
}
