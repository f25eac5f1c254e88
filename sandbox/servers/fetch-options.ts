/** What fetching takes from the environment. Only `config/` reads it, so it comes in here. */
export type FetchOptions = {
  /** Per user, shared by all checkouts: `$XDG_CACHE_HOME/sidenote`. */
  readonly cacheFolder: string;
  /** Only what is on PATH or in the cache; nothing is downloaded. */
  readonly offline: boolean;
  /** Handed to the downloading programs: PATH, HOME, HTTPS_PROXY, NO_PROXY, pip's settings. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** How long a source may take to answer. Default: 10 s. */
  readonly connectMs?: number;
  /** Ends the search and what is being fetched; then no source is to blame. */
  readonly signal?: AbortSignal;
  /** Node's words for system and processor, as `linux-x64`. Default: those of this machine. */
  readonly platform?: string;
};

export const connectMsOf = ({ connectMs = 10_000 }: FetchOptions): number => connectMs;

export const platformOf = ({
  platform = `${process.platform}-${process.arch}`,
}: FetchOptions): string => platform;

/** The few names that a server needs; the others could change how it runs. */
export function serverEnvironment(options: FetchOptions): Record<string, string | undefined> {
  const { PATH, HOME, TMPDIR, LANG } = options.environment;
  return { PATH, HOME, TMPDIR, LANG };
}
