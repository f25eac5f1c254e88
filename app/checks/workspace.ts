import type { IntercomClient } from '../../intercom/client.ts';
import type { HealthCheck } from '../../server/ports.ts';
import { attempt, failed, ok, remedy, warning } from './check.ts';

/** The token opens the workspace that the environment names, in the region that it names. */
export async function checkWorkspace(
  client: IntercomClient,
  expected: { appId: string; region: string },
  signal: AbortSignal,
): Promise<readonly HealthCheck[]> {
  const me = await attempt(client.me(signal));
  if ('failure' in me) {
    return [failed('token', `${me.failure.message}.`, remedy(me.failure))];
  }
  const { app } = me.value;
  const name = app.name === null ? app.id_code : `${app.id_code} (${app.name})`;
  return [
    ok('token', `The token opens workspace ${name}.`),
    app.id_code === expected.appId
      ? ok('workspace', `INTERCOM_APP_ID is that workspace.`)
      : failed(
          'workspace',
          `INTERCOM_APP_ID is ${expected.appId}, but the token belongs to ${name}.`,
          `Set INTERCOM_APP_ID=${app.id_code}, or use a token of workspace ${expected.appId}.`,
        ),
    ...regionChecks(app.region, expected.region),
  ];
}

function regionChecks(told: string | null, expected: string): HealthCheck[] {
  const region = told?.toLowerCase() ?? null;
  if (region === null || !['us', 'eu', 'au'].includes(region)) return [];
  if (region === expected) return [ok('region', `The workspace is hosted in ${region}.`)];
  return [
    warning(
      'region',
      `The workspace is hosted in ${region}, INTERCOM_REGION is ${expected}.`,
      `Set INTERCOM_REGION=${region}: links into the inbox and calls go there.`,
    ),
  ];
}
