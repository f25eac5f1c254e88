import { z } from 'zod';
import { IntercomFailure } from '../domain/failure.ts';
import { waitOf } from './limit-headers.ts';

/** What is known about an answer that is not a success. */
export type FailedAnswer = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
  /** The request wanted to change something. */
  readonly writes: boolean;
  readonly nowMs: number;
  /** A duration of the server's time as a real one. */
  readonly realMs: (ms: number) => number;
};

const word = z.string().regex(/^[a-z_]{1,60}$/i);
const errorList = z.object({
  errors: z.array(z.object({ code: word, field: word.nullish().catch(null) })).min(1),
});

/** Code and field of an error list; its free text stays here, since it may quote the request. */
function detailsOf(body: string): { code: string | null; field: string | null } {
  try {
    const first = errorList.parse(JSON.parse(body)).errors[0];
    return { code: first?.code ?? null, field: first?.field ?? null };
  } catch {
    return { code: null, field: null };
  }
}

const looksLikePage = ({ headers, body }: FailedAnswer): boolean =>
  (headers.get('content-type') ?? '').includes('html') || body.trimStart().startsWith('<');

function advice(status: number, code: string | null): string {
  if (status === 401) return 'check INTERCOM_ACCESS_TOKEN and INTERCOM_REGION';
  if (code === 'api_plan_restricted') return 'the workspace has no active plan with API access';
  if (status === 403) return 'give the app the missing permission in the Developer Hub';
  if (status >= 300 && status < 400) return 'check INTERCOM_BASE_URL and INTERCOM_REGION';
  return 'check INTERCOM_ADMIN_ID, INTERCOM_VERSION and the app in the Developer Hub';
}

/** Sorts an unsuccessful answer by what the caller has to do. */
export function failureOf(answer: FailedAnswer): IntercomFailure {
  const { status, headers, writes, nowMs, realMs } = answer;
  const { code, field } = detailsOf(answer.body);
  const said = `Intercom answered ${status}${code ? ` ${code}` : ''}${field ? ` (${field})` : ''}`;
  if (status === 429) {
    const waitMs = realMs(waitOf(headers, nowMs));
    return new IntercomFailure({ kind: 'wait', message: said, status, code, waitMs });
  }
  if (status === 404) {
    return new IntercomFailure({ kind: 'not_found', message: said, status, code });
  }
  if (status === 408 || status >= 500) {
    // A gateway's error says nothing about what the service behind it has done.
    return new IntercomFailure({
      kind: 'retry',
      message: said,
      status,
      code,
      effectUnknown: writes,
    });
  }
  if (status === 405 && looksLikePage(answer)) {
    const message = `${said}: a captcha page instead of an answer`;
    return new IntercomFailure({ kind: 'retry', message, status, code });
  }
  const message = `${said}: ${advice(status, code)}`;
  return new IntercomFailure({ kind: 'reject', message, status, code });
}

/** A success whose body is not what the call promises. */
export const unreadableAnswer = (status: number, writes: boolean): IntercomFailure =>
  new IntercomFailure({
    kind: 'retry',
    message: `Intercom answered ${status} with a body that does not fit`,
    status,
    effectUnknown: writes,
  });

/** Connection errors that happen before a byte of the request has left. */
const neverSent: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
]);

const withCode = z.object({ code: z.string().regex(/^[A-Z0-9_]{1,60}$/) });
const withCause = z.object({ cause: withCode });

/** A request that got no answer. */
export function lostAnswer(error: unknown, writes: boolean): IntercomFailure {
  const caused = withCause.safeParse(error);
  const code = caused.success ? caused.data.cause.code : null;
  const message = `Intercom could not be reached${code ? ` (${code})` : ''}`;
  const effectUnknown = writes && !(code !== null && neverSent.has(code));
  return new IntercomFailure({ kind: 'retry', message, code, effectUnknown });
}

export const timedOut = (timeoutMs: number, writes: boolean): IntercomFailure =>
  new IntercomFailure({
    kind: 'retry',
    message: `Intercom did not answer within ${timeoutMs} ms`,
    code: 'timeout',
    effectUnknown: writes,
  });

/** A write that the caller cancelled on its way. */
export const abandoned = (): IntercomFailure =>
  new IntercomFailure({
    kind: 'retry',
    message: 'The request to Intercom was cancelled on its way',
    code: 'cancelled',
    effectUnknown: true,
  });
