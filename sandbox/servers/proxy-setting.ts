type Environment = Readonly<Record<string, string | undefined>>;

/** A proxy that the environment names. */
export type ProxySetting = {
  /** The name that it stands in, such as `HTTPS_PROXY`. */
  readonly name: string;
  /** host:port for messages: the setting itself may hold a password. */
  readonly address: string;
};

// In the order of the downloading programs: small letters first.
const names = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'] as const;

/** The proxy for downloads; with a host, undefined as well when `NO_PROXY` leaves that host out. */
export function proxySetting(environment: Environment, host?: string): ProxySetting | undefined {
  if (host !== undefined && isLeftOut(environment, host)) return undefined;
  for (const name of names) {
    const value = environment[name];
    if (value !== undefined && value !== '') return { name, address: addressOf(value) };
  }
  return undefined;
}

/** The environment of a program that downloads from one host, and may know nothing of `NO_PROXY`. */
export function environmentForHost(environment: Environment, host: string): Environment {
  if (!isLeftOut(environment, host)) return environment;
  const isProxy = (name: string): boolean => names.some((one) => one === name);
  const rest = Object.entries(environment).filter(([name]) => !isProxy(name));
  return Object.fromEntries(rest);
}

/** `example.com` and `.example.com` leave out that host and those below it; `*` leaves out all. */
function isLeftOut(environment: Environment, host: string): boolean {
  const list = environment['no_proxy'] ?? environment['NO_PROXY'] ?? '';
  return list
    .split(',')
    .map((entry) =>
      entry
        .trim()
        .toLowerCase()
        .replace(/:\d+$/, '')
        .replace(/^\*?\./, ''),
    )
    .some(
      (entry) => entry === '*' || host === entry || (entry !== '' && host.endsWith(`.${entry}`)),
    );
}

function addressOf(value: string): string {
  const afterScheme = value.replace(/^[a-z\d]+:\/\//i, '');
  return afterScheme.replace(/^.*@/, '').replace(/[/?#].*$/, '');
}
