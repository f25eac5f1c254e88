import { readFile } from 'node:fs/promises';
import type { Config, TemporalTls } from '../config/config.ts';
import { ConfigError } from '../config/config-error.ts';
import type { TemporalAddress } from '../temporal/connection.ts';

/** How to get into Temporal at `address`; reads the certificates that the environment names. */
export async function temporalAddressFrom(
  { temporal }: Config,
  address: string,
): Promise<TemporalAddress> {
  return {
    address,
    namespace: temporal.namespace,
    apiKey: temporal.apiKey?.reveal() ?? null,
    // A server that was started here speaks no TLS, whatever the environment says of another.
    tls: temporal.address === null || temporal.tls === null ? null : await tlsOf(temporal.tls),
  };
}

async function tlsOf(tls: TemporalTls): Promise<Exclude<TemporalAddress['tls'], null>> {
  const [crt, key, ca] = await Promise.all([
    bytesOf('TEMPORAL_TLS_CLIENT_CERT_PATH', tls.clientCertPath),
    bytesOf('TEMPORAL_TLS_CLIENT_KEY_PATH', tls.clientKeyPath),
    bytesOf('TEMPORAL_TLS_SERVER_CA_CERT_PATH', tls.serverCaCertPath),
  ]);
  const parts = {
    ...(crt && key ? { clientCertPair: { crt, key } } : {}),
    ...(ca ? { serverRootCACertificate: ca } : {}),
    ...(tls.serverName === null ? {} : { serverNameOverride: tls.serverName }),
  };
  return Object.keys(parts).length === 0 ? true : parts;
}

async function bytesOf(name: string, path: string | null): Promise<Buffer | null> {
  if (path === null) return null;
  try {
    return await readFile(path);
  } catch (error) {
    throw new ConfigError([
      `${name}: cannot be read (${error instanceof Error ? error.message : path}).`,
    ]);
  }
}
