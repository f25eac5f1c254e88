import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { ConfigError } from '../../config/config-error.ts';
import { loadConfig } from '../../config/load.ts';
import { requireIntercom, requireIntercomToken } from '../../config/require-intercom.ts';

const problemsOf = (environment: Record<string, string | undefined>): readonly string[] => {
  try {
    loadConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
};

test('tells everything that is wrong at once, by name and with what to do', () => {
  const problems = problemsOf({
    PORT: 'http',
    INTERCOM_REGION: 'mars',
    MONGODB_URI: 'localhost:27017',
    TEMPORAL_ADDRESS: 'https://temporal.example',
    PUBLIC_URL: 'javascript:alert(1)',
    SIDENOTE_OFFLINE: 'maybe',
    SIDENOTE_SECRET: 'short',
    LOG_LEVEL: 'loud',
    SIDENOTE_BUILD_ID: 'a "build"',
  });
  expect(problems.map((problem) => problem.split(':')[0]).sort()).toEqual([
    'INTERCOM_REGION',
    'LOG_LEVEL',
    'MONGODB_URI',
    'PORT',
    'PUBLIC_URL',
    'SIDENOTE_BUILD_ID',
    'SIDENOTE_OFFLINE',
    'SIDENOTE_SECRET',
    'TEMPORAL_ADDRESS',
  ]);
  expect(problems).toContain('INTERCOM_REGION: use one of us, eu, au (it is "mars").');
});

test('an error about a secret never shows it', () => {
  const password = 'hunter2-hunter2';
  const shown = problemsOf({ MONGODB_URI: password, SIDENOTE_SECRET: password }).join();
  expect(shown).toContain('MONGODB_URI');
  expect(shown).not.toContain(password);
});

test.each(['', '   ', undefined])('%j counts as unset', (blank) => {
  const config = loadConfig({ PORT: blank, INTERCOM_ACCESS_TOKEN: blank, PUBLIC_URL: blank });
  expect(config.server.port).toBe(3000);
  expect(config.intercom.accessToken).toBeNull();
  expect(config.server.publicUrl).toBeNull();
});

test('production names its servers', () => {
  expect(problemsOf({ NODE_ENV: 'production' }).map((line) => line.split(':')[0])).toEqual([
    'TEMPORAL_ADDRESS',
    'MONGODB_URI',
  ]);
  const named = { TEMPORAL_ADDRESS: 'temporal:7233', MONGODB_URI: 'mongodb://mongo/sidenote' };
  expect(loadConfig({ NODE_ENV: 'production', ...named }).production).toBe(true);
});

test('secrets do not print in any way but on purpose', () => {
  const token = 'dG9rOjEyMzQ1Njc4';
  const config = loadConfig({ INTERCOM_ACCESS_TOKEN: token, INTERCOM_CLIENT_SECRET: token });
  const printed = [
    JSON.stringify(config),
    inspect(config, { depth: 9, showHidden: true }),
    `${String(config.intercom.accessToken)}`,
  ].join();
  expect(printed).not.toContain(token);
  expect(config.intercom.accessToken?.reveal()).toBe(token);
});

test('secrets that rotate are a list, the first one signs', () => {
  const config = loadConfig({ INTERCOM_CLIENT_SECRET: ' new , old ,' });
  expect(config.intercom.clientSecrets.map((secret) => secret.reveal())).toEqual(['new', 'old']);
});

test('is frozen down to the last list', () => {
  const config = loadConfig({});
  expect(Object.isFrozen(config)).toBe(true);
  expect(Object.isFrozen(config.intercom)).toBe(true);
  expect(Object.isFrozen(config.intercom.clientSecrets)).toBe(true);
});

test.each([
  [{}, 'https://api.intercom.io'],
  [{ INTERCOM_REGION: 'EU' }, 'https://api.eu.intercom.io'],
  [{ INTERCOM_REGION: 'au' }, 'https://api.au.intercom.io'],
  [{ INTERCOM_BASE_URL: 'http://127.0.0.1:4010/' }, 'http://127.0.0.1:4010'],
])('%j speaks to %s', (environment, baseUrl) => {
  expect(loadConfig(environment).intercom.baseUrl).toBe(baseUrl);
});

test('certificate and key go together; naming them turns TLS on', () => {
  const cert = { TEMPORAL_TLS_CLIENT_CERT_PATH: 'client.pem' };
  expect(problemsOf(cert)).toEqual([
    'TEMPORAL_TLS_CLIENT_KEY_PATH: name it too; certificate and key go together.',
  ]);
  const both = loadConfig({ ...cert, TEMPORAL_TLS_CLIENT_KEY_PATH: 'client.key' });
  expect(both.temporal.tls?.clientCertPath).toBe('client.pem');
  expect(loadConfig({}).temporal.tls).toBeNull();
  expect(loadConfig({ TEMPORAL_API_KEY: 'key' }).temporal.tls).not.toBeNull();
});

test('the connection to Intercom tells all names that it lacks', () => {
  const config = loadConfig({ INTERCOM_APP_ID: 'abc12345' });
  expect(() => requireIntercom(config)).toThrowError(
    /INTERCOM_ACCESS_TOKEN[^]*INTERCOM_CLIENT_SECRET[^]*INTERCOM_ADMIN_ID/,
  );
  expect(() => requireIntercomToken(config)).toThrowError(/INTERCOM_ACCESS_TOKEN/);
});

test('the topic model follows the model', () => {
  expect(loadConfig({ OPENAI_MODEL: 'big' }).openai.topicModel).toBe('big');
  expect(loadConfig({ OPENAI_TOPIC_MODEL: 'small' }).openai.topicModel).toBe('small');
});

test('misspelt names are told, names of others are not', () => {
  const config = loadConfig({ SIDENOTE_MOED: 'live', INTERCOM_TOKEN: 'x', OPENAI_ORG_ID: 'y' });
  expect(config.unknownNames).toEqual(['SIDENOTE_MOED', 'INTERCOM_TOKEN']);
});
