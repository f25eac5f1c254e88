import type { Skipped } from '../import-result.ts';
import type { Ask } from './ask.ts';
import { readGzipFile } from './body-bytes.ts';
import { decodeText } from './decode.ts';
import type { Fate } from './answer.ts';
import type { SiteLimits } from './limits.ts';
import type { Pace } from './pace.ts';
import type { SiteScope } from './site-scope.ts';
import { readSitemap } from './sitemap.ts';

export type FoundPages = {
  /** Of this site, in the order of the sitemaps. */
  readonly pages: readonly URL[];
  readonly skipped: readonly Skipped[];
  /** Whether all sitemaps were read to their ends. */
  readonly complete: boolean;
};

type Options = {
  readonly ask: Ask;
  readonly pace: Pace;
  readonly scope: SiteScope;
  readonly limits: SiteLimits;
  readonly signal: AbortSignal;
};

type SitemapText = { readonly text: string; readonly cut: boolean };

async function sitemapAt(
  url: URL,
  { ask, pace, limits, signal }: Options,
): Promise<SitemapText | { readonly why: string; readonly fate: Fate }> {
  await pace.wait(signal);
  const answer = await ask(url, {
    mostBytes: limits.sitemapBytes,
    accept: 'application/xml,text/xml,text/plain,application/gzip;q=0.9,*/*;q=0.1',
    refusal: () => null,
    // A page in place of a sitemap that is not there.
    wants: (type) => !/html/i.test(type),
    signal,
  });
  if (answer.kind === 'refused') return answer;
  let read = { body: answer.body, cut: answer.cut };
  if (answer.body[0] === 0x1f && answer.body[1] === 0x8b) {
    try {
      read = await readGzipFile(answer.body, limits.sitemapBytes);
    } catch {
      return { why: 'it is no gzip file to its end', fate: 'kept' };
    }
  }
  const text = decodeText(read.body, answer.contentType.replace(/charset=.*/i, ''));
  // Cut in the middle of a character, at worst.
  return text === null ? { why: 'it is no text', fate: 'kept' } : { text, cut: read.cut };
}

/** Reads sitemaps and those that they name. `guessed`: they need not exist. */
export async function findPages(
  { named, guessed }: { readonly named: readonly URL[]; readonly guessed: readonly URL[] },
  options: Options,
): Promise<FoundPages> {
  const { scope, limits } = options;
  const waiting = [...named, ...guessed];
  const seen = new Set(waiting.map(({ href }) => href));
  const maybe = new Set(guessed.map(({ href }) => href));
  const pages = new Map<string, URL>();
  const skipped: Skipped[] = [];
  let elsewhere = 0;
  let complete = true;
  const skip = (where: string, why: string, fate: Fate = 'kept'): void => {
    skipped.push({ where, why, ...(fate === 'later' ? { failed: null } : {}) });
    complete = false;
  };

  for (let at = 0; at < waiting.length; at += 1) {
    const url = waiting[at];
    if (!url) break;
    if (at >= limits.sitemaps) {
      skip(
        url.href,
        `it and ${waiting.length - at - 1} others are beyond ${limits.sitemaps} sitemaps`,
      );
      break;
    }
    const found = await sitemapAt(url, options);
    if ('why' in found) {
      const missing = maybe.has(url.href) && found.fate !== 'later';
      if (!missing) skip(url.href, `the sitemap: ${found.why}`, found.fate);
      continue;
    }
    const { pages: addresses, sitemaps, cut } = readSitemap(found.text, limits.addresses);
    if (cut || found.cut) skip(url.href, 'the sitemap is longer than is read; its start was taken');
    for (const address of addresses) {
      const page = scope.parse(address, url.href);
      if (page === null || scope.refusal(page) !== null) elsewhere += 1;
      else pages.set(page.href, page);
    }
    for (const address of sitemaps) {
      const sitemap = URL.parse(address, url.href);
      if (sitemap === null || seen.has(sitemap.href)) continue;
      seen.add(sitemap.href);
      waiting.push(sitemap);
    }
  }
  if (elsewhere > 0)
    skipped.push({
      where: scope.start.href,
      why: `${elsewhere} addresses of its sitemaps are not below ${scope.name}`,
    });
  return { pages: [...pages.values()], skipped, complete };
}
