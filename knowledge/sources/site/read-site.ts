import { primaryLanguage } from '../../../domain/words.ts';
import type { GuessLanguage, ImportResult } from '../import-result.ts';
import { type ResolveHost, createAddressGuard } from './address-guard.ts';
import { createAsking } from './ask.ts';
import { findPages } from './find-pages.ts';
import { createFrontier } from './frontier.ts';
import { type ReadArticle, gather } from './gather.ts';
import { type SiteLimits, defaultSiteLimits } from './limits.ts';
import { isSitemap, openSite } from './open-site.ts';
import { createPace } from './pace.ts';
import { type PageRead, type SiteProgress, readPages } from './read-pages.ts';
import type { SiteScope } from './site-scope.ts';
import { createVisits } from './visit.ts';

export type SiteOptions = {
  /** Where to begin: a page, a folder, or a sitemap. */
  readonly address: string;
  /** Name of the source; default: `site:` and where the site is. */
  readonly source?: string | undefined;
  /** What the server is told; robots.txt is read for the name before the slash. */
  readonly userAgent: string;
  readonly guessLanguage: GuessLanguage;
  /** The address may be in a private network: of loopback and private hosts, this one alone. */
  readonly allowPrivate?: boolean;
  readonly limits?: Partial<SiteLimits>;
  readonly resolve?: ResolveHost;
  readonly signal?: AbortSignal | undefined;
  readonly report?: (progress: SiteProgress) => void;
};

export type SiteResult = ImportResult & {
  readonly source: string;
  /** Whether a stored article that was not read this time is kept as it was. */
  readonly keeps: (articleId: string) => boolean;
};

/**
 * Reads a web site by its sitemaps, or, where there are none, by its links. Throws when the address
 * is none, and when `signal` is aborted; whatever a page does is in the result.
 */
export async function readSite(options: SiteOptions): Promise<SiteResult> {
  const limits = { ...defaultSiteLimits, ...options.limits };
  const endsMs = performance.now() + limits.totalMs;
  const signal = options.signal ?? new AbortController().signal;
  const agent = (options.userAgent.split('/')[0] ?? '').toLowerCase();
  const start = startOf(options.address);
  const ownSite = options.allowPrivate ? start : null;
  const guard = createAddressGuard({ ownSite, resolve: options.resolve });
  const ask = createAsking({ guard, userAgent: options.userAgent, limits });
  try {
    const site = await openSite(start, { ask, agent, limits, signal });
    if ('kind' in site) {
      const source = options.source ?? `site:${start.host}`;
      const skipped = [{ where: start.href, why: site.why }];
      return { source, articles: [], skipped, keeps: () => true };
    }
    const { scope, robots } = site;
    const pace = createPace(Math.max(limits.pauseMs, robots.crawlDelayMs));
    const where = { ask, pace, limits, signal, scope };
    const found = await findPages(sitemapsOf(start, scope, robots.sitemaps), where);
    const frontier = createFrontier({ scope, limits, allows: robots.allows });
    const follow = found.pages.length === 0 && !isSitemap(start);
    for (const page of follow ? [scope.start] : found.pages) frontier.add(page, 0);
    const visit = createVisits({ ...where, robots, agent, endsMs });
    const report = options.report ?? (() => undefined);
    const read = await readPages({ ...where, frontier, visit, follow, endsMs, report });
    const source = options.source ?? `site:${scope.name}`;
    const gathered = gather(read.pages.map((page) => articleOf(page, scope, source, options)));
    const complete = read.complete && found.complete;
    return {
      source,
      articles: gathered.articles,
      skipped: [...found.skipped, ...read.skipped, ...gathered.skipped],
      keeps: (id) => read.failed.has(id) || (!complete && !read.gone.has(id)),
    };
  } finally {
    await guard.agent.destroy();
  }
}

function startOf(address: string): URL {
  const written = /^[a-z][a-z\d+.-]*:\/\//i.test(address) ? address : `https://${address}`;
  const url = URL.parse(written);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new Error(`${address} is no web address: write https://HOST/PATH.`);
  }
  url.hash = '';
  return url;
}

/** The sitemaps that are named, or else the usual places. */
function sitemapsOf(start: URL, scope: SiteScope, named: readonly string[]) {
  if (isSitemap(start)) return { named: [start], guessed: [] };
  const urls = named.flatMap((address) => URL.parse(address, scope.start.href) ?? []);
  const folder = scope.folder === '/' ? '' : scope.folder;
  const places = [...new Set(['/sitemap.xml', `${folder}/sitemap.xml`])];
  return { named: urls, guessed: urls.length > 0 ? [] : places.map((path) => scope.rootOf(path)) };
}

function articleOf(
  { url, page, language }: PageRead,
  scope: SiteScope,
  source: string,
  { guessLanguage }: SiteOptions,
): ReadArticle {
  const named = primaryLanguage(page.language ?? language ?? '').trim();
  const original = page.canonical === null ? null : scope.parse(page.canonical, page.base);
  const isOther =
    original !== null && scope.refusal(original) === null && original.href !== url.href;
  return {
    article: {
      id: scope.idOf(url),
      source,
      title: page.title ?? url.pathname,
      url: url.href,
      markdown: page.markdown,
      audience: 'public',
      language: /^[a-z]{2,3}$/.test(named) ? named : guessLanguage(page.markdown),
    },
    canonical: isOther ? { id: scope.idOf(original), url: original.href } : null,
  };
}
