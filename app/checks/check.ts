import { IntercomFailure } from '../../domain/failure.ts';
import type { HealthCheck } from '../../server/ports.ts';

/** Lines of `verify`. */
export const ok = (name: string, sentence: string): HealthCheck => ({
  name,
  status: 'ok',
  sentence,
  whatToDo: null,
});
export const warning = (name: string, sentence: string, whatToDo: string): HealthCheck => ({
  name,
  status: 'warning',
  sentence,
  whatToDo,
});
export const failed = (name: string, sentence: string, whatToDo: string): HealthCheck => ({
  name,
  status: 'failed',
  sentence,
  whatToDo,
});

/** What a call gave, or the failure that it ended with; other errors go on. */
export async function attempt<Value>(
  call: Promise<Value>,
): Promise<{ readonly value: Value } | { readonly failure: IntercomFailure }> {
  try {
    return { value: await call };
  } catch (failure) {
    if (failure instanceof IntercomFailure) return { failure };
    throw failure;
  }
}

/** What helps against a failed call. */
export function remedy({ kind, status }: IntercomFailure): string {
  switch (kind) {
    case 'wait':
      return 'Intercom limits the rate of calls: run this again in a minute.';
    case 'retry':
      return 'Check the network, HTTPS_PROXY where there is a proxy, and INTERCOM_BASE_URL, then run this again.';
    case 'not_found':
      return 'Check INTERCOM_BASE_URL and INTERCOM_VERSION.';
    case 'reject':
      return status === 401
        ? 'Check INTERCOM_ACCESS_TOKEN (Developer Hub, Authentication) and INTERCOM_REGION.'
        : 'Give the app this permission in the Developer Hub, Authentication, and install it again.';
  }
}
