import { homedir } from 'node:os';
import { join } from 'node:path';
import { type Environment, ofMachine } from '../config/environment.ts';
import type { FetchOptions } from '../sandbox/servers/fetch-options.ts';

/** How servers are found and fetched: cached per user, with the machine's proxy and pip settings. */
export function fetchOptionsFrom(environment: Environment, offline: boolean): FetchOptions {
  const cache = environment['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  return {
    cacheFolder: join(cache, 'sidenote'),
    offline,
    environment: ofMachine(environment),
  };
}
