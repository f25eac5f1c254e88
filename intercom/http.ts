import type { z } from 'zod';
import { IntercomFailure } from '../domain/failure.ts';
import type { IntercomListener, IntercomReport } from '../domain/trouble.ts';
import { abandoned, failureOf, lostAnswer, timedOut, unreadableAnswer } from './errors.ts';
import { createGate } from './gate.ts';

export type HttpOptions = {
  readonly accessToken: string;
  readonly baseUrl: string;
  /** Value of `Intercom-Version`. */
  readonly version: string;
  readonly timeoutMs: number;
  /** The server's time in milliseconds since 1970: rate limits name a moment, not a duration. */
  readonly now: () => number;
  /** A duration of the server's time as a real one; default: the same. */
  readonly realMs?: (ms: number) => number;
  /** Told what Intercom refuses and what it takes. */
  readonly onAnswer?: IntercomListener;
  /** Sends nothing but GET and the search, whatever it is asked for. */
  readonly onlyReads?: boolean;
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
 * request would do. Makes no request while Intercom's rate limit is reached. Throws
 * `IntercomFailure`, or the signal's reason when the caller gave up a request that changes nothing.
 */
export function createHttp(options: HttpOptions): Http {
  const { accessToken, version, timeoutMs, now, realMs = (ms: number) => ms } = options;
  const gate = createGate({ now, realMs });
  const baseUrl = options.baseUrl.replace(/\/+$/, '');

  return async function send({ method, path, body, answer, writes, signal }) {
    signal.throwIfAborted();
    if (options.onlyReads === true && !isRead(method, path)) {
      throw new Error(`Not sent: this connection only reads, and ${method} ${path} may write`);
    }
    gate.enter();
    let answered: Response | null = null;
    const area = areaOf(path, writes);
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
      answered = response;
      const received = await textOf(response);
      if (!response.ok) {
        const { status, headers } = response;
        throw failureOf({ status, headers, body: received, writes, nowMs: now(), realMs });
      }
      const parsed = answer.safeParse(jsonOf(received));
      if (!parsed.success) throw unreadableAnswer(response.status, writes);
      options.onAnswer?.({ area, status: null, atMs: now() });
      return { data: parsed.data, madeAtMs: dateOf(response.headers) };
    } catch (error) {
      if (error instanceof IntercomFailure) {
        if (error.kind === 'reject')
          options.onAnswer?.({ area, status: error.status, atMs: now() });
        throw error;
      }
      // Cancelling a write does not undo it: the caller has to hear that it may have happened.
      if (signal.aborted) throw writes ? abandoned() : signal.reason;
      if (controller.signal.aborted) throw timedOut(timeoutMs, writes);
      throw lostAnswer(error, writes);
    } finally {
      gate.leave(answered);
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    }
  };
}

/** Told by the request itself, not by what its caller says of it. */
const isRead = (method: string, path: string): boolean =>
  method === 'GET' || (method === 'POST' && path === '/conversations/search');

function areaOf(path: string, writes: boolean): IntercomReport['area'] {
  if (!writes) return 'reading';
  return path.endsWith('/reply') ? 'notes' : 'tags';
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
