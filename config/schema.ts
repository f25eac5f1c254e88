import { z } from 'zod';
import {
  address,
  choice,
  choiceOr,
  flag,
  hostAndPort,
  mongodbUri,
  plainName,
  port,
  secret,
  secrets,
  text,
  textOr,
  wholeNumber,
  wholeNumberOrOff,
} from './variable.ts';

/** Every name that Sidenote reads from the environment; `.env.example` is rendered from it. */
export const variables = {
  INTERCOM_ACCESS_TOKEN: secret(
    'intercom',
    'Access token of your app (Developer Hub, Authentication): reads conversations, writes notes and tags.',
  ),
  INTERCOM_CLIENT_SECRET: secrets(
    'intercom',
    'Client secret of the same app, which signs its webhooks. While you rotate it: new,old.',
  ),
  INTERCOM_APP_ID: text(
    'intercom',
    'Workspace id: what follows /apps/ in the address of your Intercom workspace.',
  ),
  INTERCOM_ADMIN_ID: text(
    'intercom',
    'Id of the teammate account that writes the notes: the last part of the address of its teammate page. No person should work with it.',
  ),
  INTERCOM_REGION: choiceOr(
    'intercom',
    ['us', 'eu', 'au'],
    'us',
    'Where your Intercom workspace is hosted: us, eu or au.',
  ),
  INTERCOM_BASE_URL: address(
    'intercom',
    'Address of the Intercom API where it is not that of the region: a proxy or the simulator.',
  ),
  INTERCOM_VERSION: textOr('intercom', '2.14', 'API version that Sidenote asks Intercom for.'),

  TEMPORAL_ADDRESS: hostAndPort(
    'temporal',
    'Host and port of Temporal. Unset: a local server is started. Required in production.',
  ),
  TEMPORAL_NAMESPACE: textOr('temporal', 'default', 'Namespace in Temporal.'),
  TEMPORAL_API_KEY: secret('temporal', 'API key of Temporal Cloud; turns TLS on.'),
  TEMPORAL_TLS: flag('temporal', 'Use TLS: 1 or 0. The names below turn it on as well.'),
  TEMPORAL_TLS_CLIENT_CERT_PATH: text(
    'temporal',
    'File with the client certificate, for mutual TLS.',
  ),
  TEMPORAL_TLS_CLIENT_KEY_PATH: text('temporal', 'File with the key of the client certificate.'),
  TEMPORAL_TLS_SERVER_CA_CERT_PATH: text(
    'temporal',
    "File with the certificate of the server's own certificate authority.",
  ),
  TEMPORAL_TLS_SERVER_NAME: text(
    'temporal',
    'Name in the certificate of the server, where it is not its host name.',
  ),

  MONGODB_URI: mongodbUri(
    'mongodb',
    'Connection string with the name of the database. Unset: a local server is started. Required in production.',
  ),

  OPENAI_API_KEY: secret(
    'openai',
    'Key of a language model. Unset: drafts quote the knowledge base, and nothing is sent to a model.',
  ),
  OPENAI_BASE_URL: address(
    'openai',
    'Address of an OpenAI-compatible server, such as http://127.0.0.1:11434/v1.',
  ),
  OPENAI_MODEL: textOr('openai', 'gpt-4.1-mini', 'Model that writes drafts.'),
  OPENAI_TOPIC_MODEL: text('openai', 'Model that judges topics. Unset: the same.'),
  OPENAI_EMBEDDING_MODEL: textOr(
    'openai',
    'text-embedding-3-small',
    'Model for search by meaning, with SIDENOTE_EMBEDDINGS=openai.',
  ),

  PORT: port('server', 3000, 'Port of the web process.'),
  HOST: textOr('server', '127.0.0.1', 'Address that the web process listens on; 0.0.0.0: all.'),
  PUBLIC_URL: address(
    'server',
    'Address of the web process for people and for Intercom. Unset: localhost, and notes carry no session link.',
  ),
  LOG_LEVEL: choiceOr(
    'server',
    ['trace', 'debug', 'info', 'warn', 'error', 'silent'],
    'info',
    'Least serious line that is logged: trace, debug, info, warn, error or silent.',
  ),
  NODE_ENV: text(
    'server',
    'With production, no server is started locally: addresses must be named.',
  ),

  SIDENOTE_SECRET: secrets(
    'sidenote',
    'Signs the links to session pages, for instance from: openssl rand -hex 32. While you rotate it: new,old.',
    32,
  ),
  SIDENOTE_EMBEDDINGS: choiceOr(
    'sidenote',
    ['local', 'openai', 'none'],
    'local',
    'Search by meaning beside search by words: local (models on this machine), openai or none.',
  ),
  SIDENOTE_EMBEDDING_MODEL_DIR: text(
    'sidenote',
    'Folder with the files of the local models (docs/operations.md). Unset: fetched once, into the cache.',
  ),
  SIDENOTE_SPOOL_DIR: text(
    'sidenote',
    'Folder on a local disk where webhooks wait while MongoDB and Temporal are both down: ids and times only. Unset: .sidenote/spool.',
  ),
  SIDENOTE_SPOOL_MB: wholeNumber(
    'sidenote',
    64,
    'Most megabytes in that folder, about 200,000 webhooks; beyond it Intercom is asked to send again.',
  ),
  SIDENOTE_OPEN_RUNS: wholeNumber(
    'sidenote',
    200,
    'While messages that had waited are started, at most so many decisions are open.',
  ),
  SIDENOTE_SWEEP_SECONDS: wholeNumber(
    'sidenote',
    300,
    'Seconds between two sweeps, which find messages whose webhook never came.',
  ),
  SIDENOTE_POLL_SECONDS: wholeNumber(
    'sidenote',
    30,
    'The same as long as no webhook has ever come.',
  ),
  SIDENOTE_KNOWLEDGE_SECONDS: wholeNumberOrOff(
    'sidenote',
    900,
    'Seconds after which workers read imported knowledge again; webhooks tell of changed articles before. 0: never.',
  ),
  SIDENOTE_SITES_SECONDS: wholeNumberOrOff(
    'sidenote',
    21_600,
    'The same for web sites, of which every page is fetched. 0: never.',
  ),
  SIDENOTE_MODE: choice(
    'sidenote',
    ['shadow', 'live'],
    'Overrides the mode in the settings. shadow: nothing is written to Intercom.',
  ),
  SIDENOTE_OFFLINE: flag('sidenote', 'Download nothing: 1 or 0.'),
  SIDENOTE_BUILD_ID: plainName(
    'sidenote',
    'Name of this build: its workers get new messages after `npx sidenote promote NAME`, and finish those that they began. Unset: any worker takes any message.',
  ),
};

export type VariableName = keyof typeof variables;

export const environmentSchema = z.object(variables);

/** What the environment says, name by name. */
export type Values = z.output<typeof environmentSchema>;
