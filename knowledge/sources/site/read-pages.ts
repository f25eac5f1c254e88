import type { Skipped } from '../import-result.ts';
import type { Refused } from './answer.ts';
import type { Frontier, Waiting } from './frontier.ts';
import type { SiteLimits } from './limits.ts';
import type { SiteScope } from './site-scope.ts';
import type { Page } from './page.ts';
import type { Visited } from './visit.ts';
import { workTogether } from './work-together.ts';

export type SiteProgress = {
  readonly read: number;
  readonly queued: number;
  readonly failed: number;
};

export type PageRead = {
  readonly url: URL;
  readonly page: Page;
  /** As a header names it. */
  readonly language: string | null;
};

export type PagesRead = {
  readonly pages: readonly PageRead[];
  readonly skipped: readonly Skipped[];
  /** Ids of articles whose pages are not to be read any more. */
  readonly gone: ReadonlySet<string>;
  /** Ids of articles whose pages could not be read this time. */
  readonly failed: ReadonlySet<string>;
  /** Whether everything that there is was seen. */
  readonly complete: boolean;
};

/** Reads what waits in the frontier, and with `follow` what its pages lead to, up to the limits. */
export async function readPages(options: {
  readonly frontier: Frontier;
  readonly visit: (url: URL) => Promise<Visited>;
  readonly follow: boolean;
  readonly scope: SiteScope;
  readonly limits: SiteLimits;
  readonly signal: AbortSignal;
  readonly endsMs: number;
  readonly report: (progress: SiteProgress) => void;
}): Promise<PagesRead> {
  const { frontier, scope, limits } = options;
  const pages: PageRead[] = [];
  const skipped: Skipped[] = [];
  const [landed, gone, failed] = [new Set<string>(), new Set<string>(), new Set<string>()];
  let [asked, bytes, failuresInRow] = [0, 0, 0];
  let missedLinks = false;

  const fail = (url: URL, { why, fate }: Refused): void => {
    const isFailure = fate === 'later';
    skipped.push({ where: url.href, why, ...(isFailure ? { failed: scope.idOf(url) } : {}) });
    (fate === 'gone' ? gone : failed).add(scope.idOf(url));
    // What is there again tomorrow may lead to other pages.
    missedLinks ||= isFailure && options.follow;
    failuresInRow = isFailure ? failuresInRow + 1 : 0;
  };
  const followLinks = (page: Page, depth: number): void => {
    for (const link of options.follow && !page.nofollow ? page.links : []) {
      const target = scope.parse(link, page.base);
      if (target) frontier.add(target, depth + 1);
    }
    const original = page.canonical === null ? null : scope.parse(page.canonical, page.base);
    if (original) frontier.add(original, depth + 1);
  };

  async function read({ url: address, depth }: Waiting): Promise<void> {
    // Another address has led there.
    if (landed.has(address.href)) return;
    const visited = await options.visit(address);
    bytes += visited.bytes;
    const { url } = visited;
    if (url.href !== address.href) gone.add(scope.idOf(address));
    if (landed.has(url.href)) return;
    landed.add(url.href);
    if (visited.kind === 'none') {
      fail(url, visited.refused);
      if (visited.links) followLinks(visited.links, depth);
    } else {
      failuresInRow = 0;
      followLinks(visited.page, depth);
      pages.push(visited);
    }
    options.report({ read: pages.length, queued: frontier.queued(), failed: failed.size });
  }

  const limitReached = (): string | null => {
    if (frontier.queued() === 0) return null;
    if (asked >= limits.pages) return `${limits.pages} pages were asked for`;
    if (bytes > limits.totalBytes) return `${limits.totalBytes} bytes were read`;
    if (performance.now() > options.endsMs) return `${limits.totalMs / 1_000} s are over`;
    if (failuresInRow < limits.failuresInRow) return null;
    return `the last ${failuresInRow} pages failed for the moment`;
  };

  let ended: string | null = null;
  const take = (): Waiting | undefined => {
    options.signal.throwIfAborted();
    ended ??= limitReached();
    if (ended !== null) return undefined;
    const taken = frontier.take();
    if (taken) asked += 1;
    return taken;
  };
  await workTogether(limits.atOnce, take, read);

  for (const where of frontier.disallowed()) {
    skipped.push({ where, why: 'robots.txt does not allow it' });
    gone.add(scope.idOf(new URL(where)));
  }
  const leftOut = [...frontier.leftOut()];
  if (ended !== null) {
    const why = `the reading ended early: ${String(ended)}, ${frontier.queued()} more wait`;
    const isAway = failuresInRow >= limits.failuresInRow;
    leftOut.push({ where: scope.start.href, why, ...(isAway ? { failed: null } : {}) });
  }
  const complete = leftOut.length === 0 && !missedLinks;
  return { pages, skipped: [...skipped, ...leftOut], gone, failed, complete };
}
