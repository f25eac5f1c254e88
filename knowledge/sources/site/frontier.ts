import type { Skipped } from '../import-result.ts';
import type { SiteLimits } from './limits.ts';
import type { SiteScope } from './site-scope.ts';

export type Waiting = { readonly url: URL; readonly depth: number };

/** What may be asked, breadth first, each address once, within the limits of a reading. */
export function createFrontier(options: {
  readonly scope: SiteScope;
  readonly limits: SiteLimits;
  readonly allows: (path: string) => boolean;
}) {
  const { scope, limits, allows } = options;
  const known = new Set<string>();
  const variants = new Map<string, number>();
  const waiting: Waiting[] = [];
  const disallowed: string[] = [];
  let next = 0;
  let tooDeep = 0;
  let tooMany = 0;
  let tooAlike = 0;

  return {
    /** Adds an address that belongs here and was not seen yet. */
    add(url: URL, depth: number): void {
      if (scope.refusal(url) !== null || !scope.isPage(url) || known.has(url.href)) return;
      if (known.size >= limits.addresses) {
        tooMany += 1;
        return;
      }
      if (url.search !== '') {
        const count = (variants.get(url.pathname) ?? 0) + 1;
        variants.set(url.pathname, count);
        if (count > limits.queriesOfPath) {
          tooAlike += 1;
          return;
        }
      }
      known.add(url.href);
      if (depth > limits.depth) tooDeep += 1;
      else if (allows(`${url.pathname}${url.search}`)) waiting.push({ url, depth });
      else disallowed.push(url.href);
    },
    /** The next one; undefined: none waits at the moment. */
    take(): Waiting | undefined {
      const taken = waiting[next];
      if (taken) next += 1;
      return taken;
    },
    queued: () => waiting.length - next,
    disallowed: (): readonly string[] => disallowed,
    /** What the limits left out. */
    leftOut(): Skipped[] {
      const said: [number, string][] = [
        [tooDeep, `addresses are more than ${limits.depth} links away`],
        [tooMany, `links lie beyond the ${limits.addresses} addresses that are remembered`],
        [tooAlike, `addresses are the ${limits.queriesOfPath}th or a later query of one page`],
      ];
      return said
        .filter(([count]) => count > 0)
        .map(([count, why]) => ({ where: scope.start.href, why: `${count} ${why}` }));
    },
  };
}

export type Frontier = ReturnType<typeof createFrontier>;
