import type { z } from 'zod';
import { IntercomFailure } from '../domain/failure.ts';
import { abandoned, failureOf, lostAnswer, timedOut, unreadableAnswer } from './errors.ts';

export type HttpOptions = {
  readonly accessToken: string;
  readonly baseUrl: string;
  /** Value of `Intercom-Version`. */
  readonly version: string;
  readonly timeoutMs: number;
  /** The server's time in milliseconds since 1970: rate limits name a moment, not a duration. */
  readonly now: () => number;
};

export type Call<Schema extends z.ZodType> = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: unknown;
  readonly answer: Schema;
  /** Whether the call changes something: then a lost answer leaves its effect unknown. */
  readonly writes: boolean;
  readonly signal: AbortSignal;
};

export type Answer<Schema extends z.ZodType> = {
  readonly data: z.output<Schema>;
  /** When it was made by the server's clock, whole seconds as milliseconds; null: it did not say. */
  readonly madeAtMs: number | null;
};

export type Http = <Schema extends z.ZodType>(call: Call<Schema>) => Promise<Answer<Schema>>;

/**
 * One request, one answer, no retries: retrying is the business of whoever knows what a repeated
 * request would do. Throws `IntercomFailure`, or the signal's reason when the caller gave up a
 * request that changes nothing.
 */
export function createHttp(options: HttpOptions): Http {
  const { accessToken, version, timeoutMs, now } = options;
  const baseUrl = options.baseUrl.replace(/\/+$/, '');

  return async function send({ method, path, body, answer, writes, signal }) {
    signal.throwIfAborted();
    const controller = new AbortController();
    const stop = () => controller.abort();
    const timer = setTimeout(stop, timeoutMs);
    signal.addEventListener('abort', stop, { once: true });
    try {
      const response = await fetch(`${baseUrl}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${accessToken}`,
          'intercom-version': version,
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        // A followed redirect would carry the request to a host that nobody configured.
        redirect: 'manual',
        signal: controller.signal,
      });
      const received = await textOf(response);
      if (!response.ok) {
        const { status, headers } = response;
        throw failureOf({ status, headers, body: received, writes, nowMs: now() });
      }
      const parsed = answer.safeParse(jsonOf(received));
      if (!parsed.success) throw unreadableAnswer(response.status, writes);
      return { data: parsed.data, madeAtMs: dateOf(response.headers) };
    } catch (error) {
      if (error instanceof IntercomFailure) throw error;
      // Cancelling a write does not undo it: the caller has to hear that it may have happened.
      if (signal.aborted) throw writes ? abandoned() : signal.reason;
      if (controller.signal.aborted) throw timedOut(timeoutMs, writes);
      throw lostAnswer(error, writes);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    }
  };
}

/** Far more than 500 long parts; a body beyond it is not an answer, and must not fill the memory. */
const answerBytes = 32_000_000;

/** The body, or an empty text for one that is too long. */
async function textOf(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const chunk = await reader?.read();
    if (chunk === undefined || chunk.done) return Buffer.concat(chunks).toString('utf8');
    length += chunk.value.byteLength;
    if (length > answerBytes) {
      await reader?.cancel();
      return '';
    }
    chunks.push(chunk.value);
  }
}

function dateOf(headers: Headers): number | null {
  const ms = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(ms) ? null : ms;
}

/** Parsed JSON; undefined when it is none. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
