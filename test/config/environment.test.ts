import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fetchOptionsFrom } from '../../app/fetch-options.ts';
import { demoEnvironment, hostEnvironment, readEnvironment } from '../../config/environment.ts';
import { loadConfig } from '../../config/load.ts';
import { variables } from '../../config/schema.ts';

const before = { ...process.env };
const home = process.cwd();
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sidenote-environment-'));
  writeFileSync(
    join(folder, '.env'),
    'INTERCOM_ACCESS_TOKEN=from-file\nOPENAI_API_KEY=sk-file\nSIDENOTE_MODE=live\n',
  );
  // Whatever the machine that runs the tests names is not part of them.
  for (const name of Object.keys(variables)) Reflect.deleteProperty(process.env, name);
  process.chdir(folder);
});

afterEach(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true });
  for (const name of Object.keys(process.env)) {
    if (!(name in before)) Reflect.deleteProperty(process.env, name);
  }
  Object.assign(process.env, before);
});

test('.env fills in what the environment does not say, only when asked', () => {
  process.env['SIDENOTE_MODE'] = 'shadow';
  expect(readEnvironment({ dotEnv: false })['INTERCOM_ACCESS_TOKEN']).toBeUndefined();
  const environment = readEnvironment({ dotEnv: true });
  expect(environment['INTERCOM_ACCESS_TOKEN']).toBe('from-file');
  expect(environment['SIDENOTE_MODE']).toBe('shadow');
});

test('no .env is no error', () => {
  rmSync(join(folder, '.env'));
  expect(() => readEnvironment({ dotEnv: true })).not.toThrow();
});

test('the demo ignores every product name and .env', () => {
  process.env['INTERCOM_ACCESS_TOKEN'] = 'real';
  process.env['MONGODB_URI'] = 'mongodb://production/sidenote';
  process.env['NODE_ENV'] = 'production';
  const config = loadConfig(demoEnvironment());
  expect(config).toEqual(loadConfig({}));
  expect(hostEnvironment()['PATH']).toBe(process.env['PATH']);
});

test("the demo keeps the machine's proxy, index and certificates, for what it has to fetch", () => {
  const machine = {
    HTTPS_PROXY: 'http://proxy.example:3128',
    no_proxy: 'localhost',
    PIP_INDEX_URL: 'https://index.example/simple',
    NODE_EXTRA_CA_CERTS: '/etc/company.pem',
  };
  Object.assign(process.env, machine);
  expect(demoEnvironment()).toMatchObject(machine);
  expect(fetchOptionsFrom(demoEnvironment(), false).environment).toMatchObject(machine);
});

test('the demo takes over one group at a time', () => {
  process.env['MONGODB_URI'] = 'mongodb://production/sidenote';
  const config = loadConfig(demoEnvironment(['openai']));
  expect(config.openai.apiKey?.reveal()).toBe('sk-file');
  expect(config.mongodb.uri).toBeNull();
  expect(config.intercom.accessToken).toBeNull();
});
