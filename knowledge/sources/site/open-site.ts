import { type Refused, refused } from './answer.ts';
import type { Ask } from './ask.ts';
import { decodeText } from './decode.ts';
import type { SiteLimits } from './limits.ts';
import { type Robots, readRobots } from './robots.ts';
import { type SiteScope, createScope } from './site-scope.ts';

export type OpenSite = { readonly scope: SiteScope; readonly robots: Robots };

/** How often an address may lead to another host before its site is found. */
const mostHosts = 3;

export const isSitemap = (url: URL): boolean => /\.(?:xml|txt)(?:\.gz)?$/i.test(url.pathname);

type Options = {
  readonly ask: Ask;
  readonly agent: string;
  readonly limits: SiteLimits;
  readonly signal: AbortSignal;
};

/**
 * Finds the site that an address leads to, such as `www.example.com` for `example.com`, and what its
 * robots.txt asks. `refused`: there is nothing that may be read.
 */
export async function openSite(address: URL, options: Options): Promise<OpenSite | Refused> {
  const { ask, limits, signal } = options;
  let url = address;
  for (let hosts = 0; hosts < mostHosts; hosts += 1) {
    const site = url;
    const robots = await robotsOf(site, options);
    if ('kind' in robots) return robots;
    const scope = createScope(isSitemap(site) ? new URL('/', site) : site, limits);
    const refusalOf = (to: URL): string | null =>
      robots.allows(scope.idOf(to)) ? null : 'robots.txt does not allow it';
    const refusal = refusalOf(site);
    if (refusal !== null) return refused(refusal);
    // Only to see where it leads: the page itself is read with the others.
    const answer = await ask(site, {
      mostBytes: 0,
      accept: '*/*',
      refusal: (to) => (to.origin === site.origin ? refusalOf(to) : 'it is another site'),
      wants: () => true,
      signal,
    });
    if (answer.kind === 'body') return { scope: around(scope, answer.url, limits), robots };
    // What it is not, its sitemap or the reading of its pages will tell.
    if (answer.to === undefined || answer.to.origin === site.origin) return { scope, robots };
    url = answer.to;
  }
  return refused(`it leads to more than ${mostHosts} hosts, one after the other`);
}

/** An address that leads out of its own folder, on the same host, means the folder where it ends. */
const around = (scope: SiteScope, landed: URL, limits: SiteLimits): SiteScope =>
  scope.refusal(landed) === null ? scope : createScope(landed, limits);

async function robotsOf(site: URL, options: Options): Promise<Robots | Refused> {
  const answer = await options.ask(new URL('/robots.txt', site), {
    mostBytes: options.limits.robotsBytes,
    accept: 'text/plain,*/*;q=0.1',
    refusal: () => null,
    wants: () => true,
    signal: options.signal,
  });
  if (answer.kind === 'body') {
    // A page in place of a file that is not there.
    const isPage = /html/i.test(answer.contentType);
    const text = isPage ? '' : (decodeText(answer.body, answer.contentType) ?? '');
    // Half a rule may mean something else.
    return readRobots(answer.cut ? text.replace(/[^\n]*$/, '') : text, options.agent);
  }
  // RFC 9309: a file that is not there allows all, one that cannot be had nothing.
  const isMissing = answer.status !== undefined && answer.status >= 400 && answer.status < 500;
  if (isMissing && answer.status !== 429) return readRobots('', options.agent);
  return { ...answer, why: `its robots.txt cannot be read: ${answer.why}` };
}
