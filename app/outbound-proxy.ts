import type { Environment } from '../config/environment.ts';

// Whatever the proxy may be: the local stack and its simulators are on this machine.
const loopback = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Leads `fetch`, and with it every call to Intercom and a model, through the proxy that `HTTPS_PROXY`
 * and `HTTP_PROXY` name, but for this machine and the hosts of `NO_PROXY`: Node's own takes no notice
 * of them. Names in small letters come first, as in curl. Throws where a proxy's address is none.
 */
export async function useProxy(environment: Environment): Promise<void> {
  const httpProxy = proxyOf(environment, 'HTTP_PROXY');
  const httpsProxy = proxyOf(environment, 'HTTPS_PROXY') ?? httpProxy;
  const leftOut = valueOf(environment, 'NO_PROXY') ?? '';
  if (httpsProxy === undefined || leftOut.trim() === '*') return;
  const { EnvHttpProxyAgent, install, setGlobalDispatcher } = await import('undici');
  setGlobalDispatcher(
    new EnvHttpProxyAgent({
      ...(httpProxy === undefined ? {} : { httpProxy }),
      httpsProxy,
      noProxy: [leftOut, ...loopback].join(','),
    }),
  );
  // The `fetch` of Node is another version of undici's, which need not get on with this agent.
  install();
}

const valueOf = (environment: Environment, name: string): string | undefined =>
  environment[name.toLowerCase()] || environment[name] || undefined;

/** `host:port` alone is meant as HTTP, as curl and pip take it. */
function proxyOf(environment: Environment, name: string): string | undefined {
  const value = valueOf(environment, name);
  if (value === undefined) return undefined;
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  const protocol = URL.parse(address)?.protocol;
  if (protocol === 'http:' || protocol === 'https:') return address;
  // Without the value: it may hold a password.
  throw new Error(`${name} is not the address of an HTTP proxy: write http://HOST:PORT.`);
}
