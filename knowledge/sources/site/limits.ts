/** How far the reading of a web site goes before it stops or leaves a page out. */
export type SiteLimits = {
  /** Pages asked for; a redirect is part of its page. */
  readonly pages: number;
  /** Links between the address given and a page; a sitemap's pages are all at 0. */
  readonly depth: number;
  /** Addresses remembered, asked for or not. */
  readonly addresses: number;
  readonly addressCharacters: number;
  /** Addresses that differ in nothing but what follows the `?`. */
  readonly queriesOfPath: number;
  readonly linksOfPage: number;
  readonly sitemaps: number;
  readonly redirects: number;
  /** Bytes of a page, both as sent and once decompressed. */
  readonly pageBytes: number;
  readonly sitemapBytes: number;
  readonly robotsBytes: number;
  /** Of all answers together, once decompressed. */
  readonly totalBytes: number;
  /** From the first request of a page, redirects included, to its last byte. */
  readonly pageMs: number;
  readonly totalMs: number;
  /** Elements of a page, and how deeply they may be nested. */
  readonly elements: number;
  readonly nesting: number;
  /** Characters of an article. */
  readonly mostText: number;
  /** Letters and digits below which a page says nothing. */
  readonly leastText: number;
  /** Requests under way at once. */
  readonly atOnce: number;
  /** Between the starts of two requests, unless robots.txt asks for more. */
  readonly pauseMs: number;
  /** Before a page that failed for the moment is tried its second and last time. */
  readonly retryMs: number;
  /** Failures in a row, each for the moment, after which the site counts as away. */
  readonly failuresInRow: number;
};

export const defaultSiteLimits: SiteLimits = {
  pages: 5_000,
  depth: 10,
  addresses: 100_000,
  addressCharacters: 1_000,
  queriesOfPath: 50,
  linksOfPage: 2_000,
  sitemaps: 200,
  redirects: 5,
  pageBytes: 5_000_000,
  // The sitemap protocol allows no more.
  sitemapBytes: 50_000_000,
  robotsBytes: 500_000,
  totalBytes: 500_000_000,
  pageMs: 10_000,
  totalMs: 1_800_000,
  elements: 100_000,
  nesting: 400,
  mostText: 500_000,
  leastText: 40,
  atOnce: 4,
  pauseMs: 100,
  retryMs: 2_000,
  failuresInRow: 20,
};
