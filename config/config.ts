import type { Secret } from './secret.ts';
import type { Values } from './schema.ts';

export type Region = Values['INTERCOM_REGION'];

export type TemporalTls = {
  readonly clientCertPath: string | null;
  readonly clientKeyPath: string | null;
  readonly serverCaCertPath: string | null;
  readonly serverName: string | null;
};

/** The whole configuration of a process, frozen. Null: the environment does not name it. */
export type Config = {
  readonly production: boolean;
  readonly intercom: {
    readonly accessToken: Secret | null;
    /** Any of them may have signed a webhook. */
    readonly clientSecrets: readonly Secret[];
    readonly appId: string | null;
    readonly adminId: string | null;
    readonly region: Region;
    /** Of the API: named, or that of the region. */
    readonly baseUrl: string;
    readonly version: string;
  };
  readonly temporal: {
    readonly address: string | null;
    readonly namespace: string;
    readonly apiKey: Secret | null;
    /** Null: no TLS. */
    readonly tls: TemporalTls | null;
  };
  readonly mongodb: { readonly uri: Secret | null };
  readonly openai: {
    readonly apiKey: Secret | null;
    readonly baseUrl: string | null;
    readonly model: string;
    readonly topicModel: string;
    readonly embeddingModel: string;
  };
  readonly server: {
    /** 0: any free port. */
    readonly port: number;
    readonly host: string;
    /** Without a slash at the end; null when not named. */
    readonly publicUrl: string | null;
    readonly logLevel: Values['LOG_LEVEL'];
  };
  readonly sidenote: {
    /** The first signs, all verify; empty: the process has to make one. */
    readonly secrets: readonly Secret[];
    /** Who makes the vectors for search by meaning. */
    readonly embeddings: Values['SIDENOTE_EMBEDDINGS'];
    readonly embeddingModelDir: string | null;
    readonly spoolDir: string | null;
    readonly spoolMegabytes: number;
    readonly openRuns: number;
    readonly sweepSeconds: number;
    readonly pollSeconds: number;
    /** 0: never. */
    readonly knowledgeSeconds: number;
    readonly sitesSeconds: number;
    /** Overrides the stored setting. */
    readonly mode: 'shadow' | 'live' | null;
    readonly offline: boolean;
    readonly buildId: string | null;
  };
  /** Names that look like ours and are not: most likely misspelt. */
  readonly unknownNames: readonly string[];
};

const apiHosts: Readonly<Record<Region, string>> = {
  us: 'https://api.intercom.io',
  eu: 'https://api.eu.intercom.io',
  au: 'https://api.au.intercom.io',
};

/** Groups the values of the environment. */
export function configFrom(values: Values, unknownNames: readonly string[]): Config {
  return deepFreeze({
    production: values.NODE_ENV === 'production',
    intercom: {
      accessToken: values.INTERCOM_ACCESS_TOKEN,
      clientSecrets: values.INTERCOM_CLIENT_SECRET,
      appId: values.INTERCOM_APP_ID,
      adminId: values.INTERCOM_ADMIN_ID,
      region: values.INTERCOM_REGION,
      baseUrl: values.INTERCOM_BASE_URL ?? apiHosts[values.INTERCOM_REGION],
      version: values.INTERCOM_VERSION,
    },
    temporal: {
      address: values.TEMPORAL_ADDRESS,
      namespace: values.TEMPORAL_NAMESPACE,
      apiKey: values.TEMPORAL_API_KEY,
      tls: tlsFrom(values),
    },
    mongodb: { uri: values.MONGODB_URI },
    openai: {
      apiKey: values.OPENAI_API_KEY,
      baseUrl: values.OPENAI_BASE_URL,
      model: values.OPENAI_MODEL,
      topicModel: values.OPENAI_TOPIC_MODEL ?? values.OPENAI_MODEL,
      embeddingModel: values.OPENAI_EMBEDDING_MODEL,
    },
    server: {
      port: values.PORT,
      host: values.HOST,
      publicUrl: values.PUBLIC_URL,
      logLevel: values.LOG_LEVEL,
    },
    sidenote: {
      secrets: values.SIDENOTE_SECRET,
      embeddings: values.SIDENOTE_EMBEDDINGS,
      embeddingModelDir: values.SIDENOTE_EMBEDDING_MODEL_DIR,
      spoolDir: values.SIDENOTE_SPOOL_DIR,
      spoolMegabytes: values.SIDENOTE_SPOOL_MB,
      openRuns: values.SIDENOTE_OPEN_RUNS,
      sweepSeconds: values.SIDENOTE_SWEEP_SECONDS,
      pollSeconds: values.SIDENOTE_POLL_SECONDS,
      knowledgeSeconds: values.SIDENOTE_KNOWLEDGE_SECONDS,
      sitesSeconds: values.SIDENOTE_SITES_SECONDS,
      mode: values.SIDENOTE_MODE,
      offline: values.SIDENOTE_OFFLINE,
      buildId: values.SIDENOTE_BUILD_ID,
    },
    unknownNames,
  });
}

function tlsFrom(values: Values): TemporalTls | null {
  const tls: TemporalTls = {
    clientCertPath: values.TEMPORAL_TLS_CLIENT_CERT_PATH,
    clientKeyPath: values.TEMPORAL_TLS_CLIENT_KEY_PATH,
    serverCaCertPath: values.TEMPORAL_TLS_SERVER_CA_CERT_PATH,
    serverName: values.TEMPORAL_TLS_SERVER_NAME,
  };
  const named = Object.values(tls).some((value) => value !== null);
  return named || values.TEMPORAL_TLS || values.TEMPORAL_API_KEY !== null ? tls : null;
}

function deepFreeze<Value extends object>(value: Value): Value {
  for (const part of Object.values(value)) {
    if (typeof part === 'object' && part !== null) deepFreeze(part);
  }
  return Object.freeze(value);
}
