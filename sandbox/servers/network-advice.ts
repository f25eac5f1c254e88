import type { FetchOptions } from './fetch-options.ts';
import { proxySetting } from './proxy-setting.ts';

/** For the reason of a failed download, which often says nothing of the proxy in between. */
export function throughProxy(environment: FetchOptions['environment']): string {
  const proxy = proxySetting(environment);
  return proxy === undefined ? '' : ` (${proxy.name} is ${proxy.address})`;
}

/** What a user can do about the network when no source works. */
export function networkWaysOut(options: FetchOptions, fetching: boolean): readonly string[] {
  if (options.offline) {
    return [
      `start once with a network and without SIDENOTE_OFFLINE: what is fetched stays in ${options.cacheFolder}`,
    ];
  }
  if (!fetching) return [];
  const proxy = proxySetting(options.environment);
  if (proxy === undefined) {
    return [
      'behind a proxy: set HTTPS_PROXY=http://HOST:PORT; with a package index of your own: PIP_INDEX_URL',
    ];
  }
  return [
    `check ${proxy.name} (${proxy.address}): the proxy must let these downloads through; NO_PROXY names hosts to reach without it`,
  ];
}
