import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../config/environment.ts';
import type { FetchOptions } from '../sandbox/servers/fetch-options.ts';

// With those by which a company's own certificates are named to Node, Temporal's SDK and pip.
const passedOn =
  /^(?:PATH|HOME|TMPDIR|LANG|HTTPS?_PROXY|NO_PROXY|PIP_.+|XDG_CONFIG_HOME|NODE_EXTRA_CA_CERTS|SSL_CERT_(?:FILE|DIR)|REQUESTS_CA_BUNDLE|MONGOMS_DOWNLOAD_MIRROR)$/i;

/** How servers are found and fetched: cached per user, with the machine's proxy and pip settings. */
export function fetchOptionsFrom(environment: Environment, offline: boolean): FetchOptions {
  const cache = environment['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  return {
    cacheFolder: join(cache, 'sidenote'),
    offline,
    environment: Object.fromEntries(
      Object.entries(environment).filter(([name]) => passedOn.test(name)),
    ),
  };
}
