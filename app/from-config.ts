import type { Config } from '../config/config.ts';
import { ConfigError } from '../config/config-error.ts';
import { requireIntercom } from '../config/require-intercom.ts';
import type { KnowledgeSeconds } from './knowledge-sync/schedule.ts';
import type { LinkOptions } from './links.ts';
import { keepSecretFile, readSecretFile } from './secret-file.ts';
import type { Workspace } from './workspace.ts';

/** The workspace that the environment names; a `ConfigError` tells all names that are missing. */
export function workspaceFrom(config: Config): Workspace {
  const { accessToken, clientSecrets, ...rest } = requireIntercom(config);
  return {
    ...rest,
    accessToken: accessToken.reveal(),
    clientSecrets: clientSecrets.map((secret) => secret.reveal()),
    mode: config.sidenote.mode,
  };
}

/** The workspace's id alone: all that commands need that never ask Intercom. */
export function appIdFrom({ intercom }: Config): string {
  if (intercom.appId !== null) return intercom.appId;
  throw new ConfigError([
    'INTERCOM_APP_ID: name it in the environment or in .env (see .env.example).',
  ]);
}

/** How often workers read knowledge again. */
export const knowledgeSecondsOf = ({ sidenote }: Config): KnowledgeSeconds => ({
  everySeconds: sidenote.knowledgeSeconds,
  siteSeconds: sidenote.sitesSeconds,
});

/** How links are signed; without SIDENOTE_SECRET by a secret that is made once and kept. */
export async function linkOptionsFrom(
  config: Config,
  folder: string,
): Promise<LinkOptions & { readonly made: boolean }> {
  const named = config.sidenote.secrets.map((secret) => secret.reveal());
  const kept = named.length > 0 ? null : await keepSecretFile(folder);
  return {
    secrets: kept === null ? named : [kept.secret],
    publicUrl: config.server.publicUrl,
    loopbackToo: false,
    made: kept?.made ?? false,
  };
}

/** As `linkOptionsFrom`, for commands that print a link where they can and make no secret. */
export async function knownLinkOptions(
  config: Config,
  folder: string,
): Promise<LinkOptions | null> {
  const named = config.sidenote.secrets.map((secret) => secret.reveal());
  const kept = named.length > 0 ? null : await readSecretFile(folder);
  const secrets = kept === null ? named : [kept];
  if (secrets.length === 0) return null;
  return { secrets, publicUrl: config.server.publicUrl, loopbackToo: false };
}

/** Where the web process listens as its own machine reaches it. */
export function localUrl({ server }: Config): string {
  const host = server.host === '0.0.0.0' || server.host === '::' ? '127.0.0.1' : server.host;
  return `http://${host.includes(':') ? `[${host}]` : host}:${server.port}`;
}
