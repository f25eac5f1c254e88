import { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } from 'openai';
import { z } from 'zod';
import { ModelFailure, type ModelFailureKind } from '../domain/failure.ts';

const longestRetryAfterMs = 10 * 60_000;

/** What Retry-After asks for, in milliseconds; null: nothing that can be used. */
export function retryAfterOf(headers: Headers | undefined, nowMs: number): number | null {
  const exact = Number(headers?.get('retry-after-ms') ?? Number.NaN);
  const given = headers?.get('retry-after') ?? '';
  const seconds = given.trim() === '' ? Number.NaN : Number(given);
  const wanted = Number.isFinite(exact)
    ? exact
    : Number.isFinite(seconds)
      ? seconds * 1000
      : Date.parse(given) - nowMs;
  return Number.isFinite(wanted) ? Math.min(Math.max(wanted, 0), longestRetryAfterMs) : null;
}

const word = z
  .string()
  .regex(/^[\w.-]{1,60}$/)
  .catch('');
/** Servers other than OpenAI's put a number into `code` and the word into `type`. */
const facts = z.object({ code: word.optional(), type: word.optional() }).catch({});

const quota = /quota|billing|credit|spend|balance/;
const tooLong = /context_length|context_size|string_above_max|too_long|max_tokens_exceeded/;
const refused = /content_filter|content_policy|invalid_prompt|bio_policy|safety/;

function kindOf(status: number, words: string): ModelFailureKind {
  if (status === 402 || (status === 429 && quota.test(words))) return 'quota';
  if (status === 429) return 'rate_limited';
  if (status === 413 || tooLong.test(words)) return 'too_long';
  if (status === 400 && refused.test(words)) return 'refused';
  if (status === 408) return 'timed_out';
  if (status === 409 || status >= 500) return 'overloaded';
  if (status === 401 || status === 403) return 'key_refused';
  return status === 404 ? 'model_unknown' : 'rejected';
}

const advice: Readonly<Record<number, string>> = {
  401: ': check OPENAI_API_KEY',
  403: ': the key may not use this model',
  404: ': check OPENAI_MODEL and OPENAI_BASE_URL',
};

/** Sorts what the client library throws. Messages hold no text of request or answer. */
export function modelFailureOf(error: unknown, nowMs: number): ModelFailure {
  if (error instanceof ModelFailure) return error;
  if (error instanceof APIConnectionTimeoutError || error instanceof APIUserAbortError) {
    return new ModelFailure('timed_out', 'The model did not answer in time');
  }
  if (error instanceof APIConnectionError) {
    return new ModelFailure('unreachable', 'The model server could not be reached');
  }
  if (error instanceof APIError && typeof error.status === 'number') {
    const status: number = error.status;
    const body = facts.parse(error.error ?? {});
    const words = [body.code, body.type].filter((one) => one !== undefined && one !== '').join(' ');
    const said = `The model server answered ${status}${words === '' ? '' : ` (${words})`}`;
    const headers = error.headers instanceof Headers ? error.headers : undefined;
    const message = `${said}${advice[status] ?? ''}`;
    return new ModelFailure(kindOf(status, words), message, retryAfterOf(headers, nowMs));
  }
  return new ModelFailure('unreachable', 'The model server sent something that is no answer');
}
