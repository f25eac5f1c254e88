import { IntercomFailure } from '../../domain/failure.ts';
import { pause } from '../pause.ts';

/** One sentence about a refused call, with what to do. */
function sentenceAbout({ kind, status, message, waitMs }: IntercomFailure, what: string): string {
  switch (kind) {
    case 'wait':
      return `Intercom's rate limit is reached: run this again in ${Math.max(1, Math.ceil(waitMs / 1_000))} seconds.`;
    case 'retry':
      return `Intercom did not give ${what} (${message}): check the network, HTTPS_PROXY where there is a proxy, INTERCOM_REGION and INTERCOM_BASE_URL, then run this again.`;
    case 'not_found':
      return `Intercom has no such address for ${what}: check INTERCOM_BASE_URL and INTERCOM_VERSION.`;
    case 'reject':
      return status === 401
        ? 'Intercom refuses the access token (401): check INTERCOM_ACCESS_TOKEN (Developer Hub, your app, Authentication), and INTERCOM_REGION if the workspace is hosted in the EU or Australia.'
        : `Intercom refuses to give ${what} (${message}).`;
  }
}

const tries = 3;

/** Asks Intercom for something; what fails for a moment is asked again, the rest told in words. */
export async function asking<Value>(what: string, call: () => Promise<Value>): Promise<Value> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof IntercomFailure)) throw error;
      if (error.kind !== 'retry' || tried === tries) {
        throw new Error(sentenceAbout(error, what), { cause: error });
      }
      await pause(1_000);
    }
  }
}
