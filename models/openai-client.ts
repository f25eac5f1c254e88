import OpenAI from 'openai';
import type { Clock } from '../domain/clock.ts';
import { boundedFetch } from './bounded-fetch.ts';

const openAi = 'https://api.openai.com/v1';

/** For breakers where nobody gives a clock. */
export const wallClock: Clock = {
  now: () => Date.now(),
  realMs: (ms) => ms,
  productMs: (ms) => ms,
};

export type ClientOptions = {
  readonly apiKey: string | null;
  readonly baseUrl?: string | null;
  readonly timeoutMs: number;
  readonly fetch?: typeof fetch;
};

/** The client library, without retries of its own and without a look at the environment. */
export function openClient(
  options: ClientOptions,
  mostBytes?: number,
): { readonly client: OpenAI; readonly provider: string; readonly isOpenAi: boolean } {
  const baseURL = options.baseUrl ?? openAi;
  const client = new OpenAI({
    // All are named, or the library would look for them in the environment.
    apiKey: options.apiKey ?? 'none',
    baseURL,
    organization: null,
    project: null,
    logLevel: 'off',
    maxRetries: 0,
    timeout: options.timeoutMs,
    fetch: boundedFetch(options.fetch ?? fetch, mostBytes),
  });
  const { host, hostname } = new URL(baseURL);
  return { client, provider: host, isOpenAi: hostname === 'api.openai.com' };
}
