import { homedir } from 'node:os';
import { join } from 'node:path';
import type { FetchOptions } from '../../sandbox/servers/fetch-options.ts';

const passedOn = [
  'PATH',
  'HOME',
  'TMPDIR',
  'LANG',
  'HTTPS_PROXY',
  'https_proxy',
  'NO_PROXY',
  'no_proxy',
];

/** For tests: the user's own cache, and none of the product's environment names. */
export function testFetchOptions(): FetchOptions {
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  const names = Object.keys(process.env).filter(
    (name) => passedOn.includes(name) || name.startsWith('PIP_'),
  );
  return {
    cacheFolder: join(cache, 'sidenote'),
    offline: false,
    environment: Object.fromEntries(names.map((name) => [name, process.env[name]])),
  };
}
