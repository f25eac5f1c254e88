import { Client, Connection, type TLSConfig } from '@temporalio/client';

/** Where Temporal is and how to get in; from `config/`. */
export type TemporalAddress = {
  readonly address: string;
  readonly namespace: string;
  readonly apiKey: string | null;
  readonly tls: TLSConfig | boolean | null;
};

const isLoopback = (address: string): boolean =>
  /^(?:127\.\d+\.\d+\.\d+|localhost|\[::1\]):\d+$/.test(address);

/** Options that the client's and the worker's connections share. */
export const connectionOptions = ({ address, apiKey, tls }: TemporalAddress) => ({
  address,
  ...(apiKey === null ? {} : { apiKey }),
  ...(tls === null ? {} : { tls }),
});

/**
 * A client that connects when it is first used and again when the server was away, so that a web
 * process starts, and answers webhooks, without Temporal.
 */
export function createTemporalClient(where: TemporalAddress): {
  client: Client;
  connection: Connection;
} {
  const connection = Connection.lazy({
    ...connectionOptions(where),
    channelArgs: {
      // After a long outage gRPC would look for the server every two minutes only.
      'grpc.max_reconnect_backoff_ms': 3_000,
      // gRPC would send even a loopback call through a proxy that the environment names.
      ...(isLoopback(where.address) ? { 'grpc.enable_http_proxy': 0 } : {}),
    },
  });
  return { client: new Client({ connection, namespace: where.namespace }), connection };
}
