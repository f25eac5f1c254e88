import type { HealthCheck } from '../../server/ports.ts';
import { failed, ok, warning } from './check.ts';

const name = 'public address';

/** The address that people and Intercom use leads to this product's web process. */
export async function checkPublicAddress(publicUrl: string | null): Promise<HealthCheck> {
  if (publicUrl === null) {
    return warning(
      name,
      'PUBLIC_URL is not set: notes carry no session link, and Intercom cannot reach a local address.',
      'Set PUBLIC_URL to the https address that leads to the web process.',
    );
  }
  const check = 'Start Sidenote, then check the proxy or tunnel behind PUBLIC_URL.';
  try {
    const signal = AbortSignal.timeout(5_000);
    const answer = await fetch(`${publicUrl}/webhooks/intercom`, { method: 'HEAD', signal });
    if (answer.ok) return ok(name, `${publicUrl} answers.`);
    return failed(name, `${publicUrl} answers with ${answer.status}.`, check);
  } catch {
    return failed(name, `${publicUrl} does not answer from here.`, check);
  }
}
