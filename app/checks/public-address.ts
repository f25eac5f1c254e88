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
    if (answer.ok && answer.headers.has('x-sidenote')) return ok(name, `${publicUrl} answers.`);
    if (answer.ok) {
      return failed(
        name,
        `${publicUrl} answers, but it is not Sidenote that does.`,
        'Lead PUBLIC_URL to the web process: another program, or a page of the proxy, answers there.',
      );
    }
    return failed(name, `${publicUrl} answers with ${answer.status}.`, check);
  } catch {
    return failed(name, `${publicUrl} does not answer from here.`, check);
  }
}
