import type { SiteLimits } from './limits.ts';

/** Parameters that say where a reader came from, not what is read. */
const tracking = /^(?:utm_\w+|gclid|fbclid|msclkid|mc_[ce]id|_ga|_hs\w+|phpsessid|jsessionid)$/i;

/** Files that a page links to and that are none themselves. */
const files =
  /\.(?:avif|bmp|css|csv|dmg|eot|exe|gif|gz|ico|jpe?g|js|json|map|mjs|mov|mp[34]|ogg|otf|pkg|png|rar|rss|svg|tar|tgz|tiff?|ttf|wav|webm|webp|woff2?|xml|zip)$/i;

/** A path that repeats one of its folders as often as this comes from a link that never ends. */
const mostRepeats = 3;

const defaultPort = (url: URL): boolean => url.port === '';

/**
 * One site: a host, and a folder of it. Addresses are told apart as `URL`s without fragments and
 * without parameters that only follow readers about.
 */
export function createScope(start: URL, limits: SiteLimits) {
  const folder =
    start.pathname.endsWith('/') || !/\.\w+$/.test(start.pathname)
      ? start.pathname.replace(/\/$/, '')
      : start.pathname.replace(/\/[^/]*$/, '');
  const folderName = folder === '' ? '/' : folder;

  return {
    start,
    /** `help.example.com/guides`, as a name for the source. */
    name: `${start.host}${folder}`,
    rootOf: (path: string): URL => new URL(path, start.origin),
    folder: folderName,

    /** An address in its one spelling; null: it is none. Whether it belongs here is another matter. */
    parse(address: string, base: string): URL | null {
      if (address.length > limits.addressCharacters) return null;
      const url = URL.parse(address.trim(), base);
      if (url === null || !/^https?:$/.test(url.protocol)) return null;
      url.hash = '';
      for (const name of [...url.searchParams.keys()]) {
        if (tracking.test(name)) url.searchParams.delete(name);
      }
      if (url.hostname === start.hostname && defaultPort(url) && defaultPort(start)) {
        url.protocol = start.protocol;
      }
      return url;
    },

    /** Why an address is outside; null: it is inside. */
    refusal(url: URL): string | null {
      if (url.host !== start.host || url.protocol !== start.protocol) return 'it is another site';
      const inside = url.pathname === folder || url.pathname.startsWith(`${folder}/`);
      return inside ? null : `it is not below ${folderName}`;
    },

    /** Whether a link is worth being followed at all. */
    isPage(url: URL): boolean {
      const parts = url.pathname.split('/').filter((part) => part !== '');
      const counts = new Map<string, number>();
      for (const part of parts) counts.set(part, (counts.get(part) ?? 0) + 1);
      return !files.test(url.pathname) && Math.max(0, ...counts.values()) <= mostRepeats;
    },

    /** What an article of this address is called within its source. */
    idOf: (url: URL): string => `${url.pathname}${url.search}`,
  };
}

export type SiteScope = ReturnType<typeof createScope>;
