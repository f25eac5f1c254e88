import { request } from 'undici';
import { type AddressGuard, RefusedAddress } from './address-guard.ts';
import { type Answer, refused } from './answer.ts';
import { isReadableEncoding, readBytes } from './body-bytes.ts';
import type { SiteLimits } from './limits.ts';

export type Question = {
  readonly mostBytes: number;
  readonly accept: string;
  /** Why a redirect's target is not read, asked before each; null: it may be. */
  readonly refusal: (url: URL) => string | null;
  /** Whether a body of this type is wanted. */
  readonly wants: (contentType: string) => boolean;
  readonly signal: AbortSignal;
};

type Head = Awaited<ReturnType<typeof request>>;

const header = (head: Head, name: string): string => {
  const value = head.headers[name];
  return (Array.isArray(value) ? value.join(', ') : (value ?? '')).trim();
};

/**
 * Asks for addresses with GET, follows redirects, and reads bodies up to their limits. Rejects only
 * when the signal of the question is aborted.
 */
export function createAsking(options: {
  readonly guard: AddressGuard;
  readonly userAgent: string;
  readonly limits: SiteLimits;
}) {
  const { guard, userAgent, limits } = options;

  async function once(url: URL, question: Question, signal: AbortSignal): Promise<Answer> {
    const refusal = guard.refusal(url);
    if (refusal !== null) return refused(refusal);
    const head = await request(url, {
      dispatcher: guard.agent,
      headers: {
        'user-agent': userAgent,
        accept: question.accept,
        'accept-encoding': 'gzip, deflate, br',
      },
      headersTimeout: limits.pageMs,
      bodyTimeout: limits.pageMs,
      signal,
    });
    const early = withoutBody(head, url, question);
    if (early !== null) {
      head.body.on('error', () => undefined).destroy();
      return early;
    }
    const encoding = header(head, 'content-encoding').toLowerCase();
    const read = await readBytes(head.body, encoding, question.mostBytes);
    return {
      kind: 'body',
      url,
      contentType: header(head, 'content-type'),
      robotsTags: header(head, 'x-robots-tag'),
      language: header(head, 'content-language') || null,
      ...read,
    };
  }

  return async (address: URL, question: Question): Promise<Answer> => {
    const signal = AbortSignal.any([question.signal, AbortSignal.timeout(limits.pageMs)]);
    let url = address;
    try {
      for (let redirects = 0; redirects <= limits.redirects; redirects += 1) {
        const answer = await once(url, question, signal);
        if (answer.kind === 'body' || answer.to === undefined) return answer;
        const refusal = guard.refusal(answer.to) ?? question.refusal(answer.to);
        if (refusal !== null) {
          const why = `it leads to ${shown(answer.to)}, which is not read: ${refusal}`;
          return { ...refused(why, 'gone'), to: answer.to };
        }
        url = answer.to;
      }
      return refused(`it leads on more than ${limits.redirects} times`);
    } catch (error) {
      question.signal.throwIfAborted();
      return failure(error, limits.pageMs);
    }
  };
}

export type Ask = ReturnType<typeof createAsking>;

const shown = (url: URL): string => url.href.slice(0, 200);

const moved: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const forTheMoment: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

/** What an answer's head already decides; null: its body is to be read. */
function withoutBody(head: Head, url: URL, question: Question): Answer | null {
  const { statusCode } = head;
  if (moved.has(statusCode)) {
    const to = URL.parse(header(head, 'location'), url.href);
    return to === null ? refused('it leads nowhere') : { ...refused('it has moved', 'gone'), to };
  }
  if (statusCode === 404 || statusCode === 410)
    return { ...refused('it is not there', 'gone'), status: statusCode };
  if (statusCode !== 200) {
    const fate = forTheMoment.has(statusCode) ? 'later' : 'kept';
    const seconds = Number(header(head, 'retry-after') || Number.NaN);
    const wait = Number.isFinite(seconds) ? { retryAfterMs: seconds * 1_000 } : {};
    return { ...refused(`the server answered ${statusCode}`, fate), status: statusCode, ...wait };
  }
  const contentType = header(head, 'content-type');
  if (!question.wants(contentType)) {
    return refused(`it is of the type ${contentType.slice(0, 60) || 'unknown'}`);
  }
  const encoding = header(head, 'content-encoding').toLowerCase();
  if (!isReadableEncoding(encoding)) {
    return refused(`it is compressed as ${encoding.slice(0, 60)}`);
  }
  return null;
}

function failure(error: unknown, pageMs: number): Answer {
  if (error instanceof RefusedAddress) return refused(error.message);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const timedOut = error instanceof Error && /Timeout/i.test(`${error.name} ${code}`);
  if (timedOut) return refused(`it took longer than ${pageMs / 1_000} s`, 'later');
  if (code.startsWith('Z_') || code.startsWith('ERR_BROTLI') || code.startsWith('ERR__ERROR')) {
    return refused('it is not compressed as it says');
  }
  return refused(`it could not be fetched${code === '' ? '' : ` (${code})`}`, 'later');
}
