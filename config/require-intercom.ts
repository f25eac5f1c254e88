import { ConfigError } from './config-error.ts';
import type { Config, Region } from './config.ts';
import type { Secret } from './secret.ts';

/** What is needed to work with a workspace. */
export type IntercomConnection = {
  readonly appId: string;
  readonly adminId: string;
  readonly accessToken: Secret;
  readonly clientSecrets: readonly Secret[];
  readonly region: Region;
  readonly baseUrl: string;
  readonly version: string;
};

/** The connection, or a `ConfigError` that tells all names that are missing. */
export function requireIntercom({ intercom }: Config): IntercomConnection {
  const { accessToken, appId, adminId, clientSecrets, region, baseUrl, version } = intercom;
  const missing = [
    ...(accessToken === null ? ['INTERCOM_ACCESS_TOKEN'] : []),
    ...(clientSecrets.length === 0 ? ['INTERCOM_CLIENT_SECRET'] : []),
    ...(appId === null ? ['INTERCOM_APP_ID'] : []),
    ...(adminId === null ? ['INTERCOM_ADMIN_ID'] : []),
  ];
  if (accessToken === null || appId === null || adminId === null || missing.length > 0) {
    throw new ConfigError(
      missing.map((name) => `${name}: name it in the environment or in .env (see .env.example).`),
    );
  }
  return { appId, adminId, accessToken, clientSecrets, region, baseUrl, version };
}

/** Enough to read and nothing more: `preview`, `verify`. */
export function requireIntercomToken({
  intercom,
}: Config): Pick<IntercomConnection, 'accessToken' | 'region' | 'baseUrl' | 'version'> {
  const { accessToken, region, baseUrl, version } = intercom;
  if (accessToken !== null) return { accessToken, region, baseUrl, version };
  throw new ConfigError([
    'INTERCOM_ACCESS_TOKEN: name it in the environment or in .env (Developer Hub, your app, Authentication).',
  ]);
}
