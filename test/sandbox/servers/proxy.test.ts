import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { wheelCandidate } from '../../../sandbox/servers/fetch.ts';
import { nodeDownloadCandidate } from '../../../sandbox/servers/node-download.ts';
import { mongodDownload } from '../../../sandbox/servers/node-downloads.ts';
import { environmentForHost, proxySetting } from '../../../sandbox/servers/proxy-setting.ts';
import { startTemporal } from '../../../sandbox/servers/temporal.ts';
import { startFiles, startProxy } from './local-network.ts';
import { sampleScript, sampleWheel } from './sample-wheel.ts';
import { freshFolder, recorder } from './support.ts';

const { wheel, index } = sampleWheel();

async function optionsWith(environment: Record<string, string>) {
  const machine = { PATH: process.env.PATH, HOME: await freshFolder() };
  return {
    cacheFolder: await freshFolder(),
    offline: false,
    environment: { ...machine, ...environment },
    connectMs: 30_000,
  };
}

async function withPip(environment: Record<string, string>): Promise<string> {
  const candidate = wheelCandidate(wheel, await optionsWith(environment), recorder().report);
  return readFile((await candidate.fetch?.()) ?? '', 'utf8');
}

async function withNode(environment: Record<string, string>): Promise<string> {
  const { report } = recorder();
  const candidate = nodeDownloadCandidate(mongodDownload, await optionsWith(environment), report);
  return readFile((await candidate.fetch?.()) ?? '', 'utf8');
}

/** A tar archive that holds `bin/mongod`. */
function mongodArchive(content: string): Uint8Array {
  const header = Buffer.alloc(512);
  const octal = (value: number, digits: number) => value.toString(8).padStart(digits, '0');
  header.write('mongodb/bin/mongod', 0);
  header.write(`${octal(0o755, 7)}\0${octal(0, 7)}\0${octal(0, 7)}\0`, 100);
  header.write(`${octal(content.length, 11)}\0${octal(0, 11)}\0        0`, 124);
  header.write('ustar\u000000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${octal(sum, 6)}\0 `, 148);
  const body = Buffer.alloc(Math.ceil(content.length / 512) * 512);
  body.write(content);
  return gzipSync(Buffer.concat([header, body, Buffer.alloc(1024)]));
}
const archives = { '.tgz': mongodArchive('mongod') };

test('pip goes through HTTP_PROXY', async () => {
  const proxy = await startProxy(index);
  const fetched = await withPip({
    HTTP_PROXY: `http://127.0.0.1:${proxy.port}`,
    PIP_INDEX_URL: 'http://packages.invalid/simple',
    PIP_TRUSTED_HOST: 'packages.invalid',
  });
  expect(fetched).toBe(sampleScript);
  expect(proxy.asked).toEqual([
    'GET http://packages.invalid/simple/sidenote-test-server/',
    `GET http://packages.invalid/files/${wheel.file}`,
  ]);
});

test('pip reaches a host of NO_PROXY without the proxy', async () => {
  const proxy = await startProxy();
  const files = await startFiles(index);
  const fetched = await withPip({
    HTTP_PROXY: `http://127.0.0.1:${proxy.port}`,
    NO_PROXY: '127.0.0.1',
    PIP_INDEX_URL: `http://127.0.0.1:${files.port}/simple`,
  });
  expect(fetched).toBe(sampleScript);
  expect(proxy.asked).toEqual([]);
  expect(files.asked).toHaveLength(2);
});

test('what a refusing proxy did to pip is told with the setting, without its password', async () => {
  const proxy = await startProxy();
  const fetching = withPip({
    HTTPS_PROXY: `http://dana:not-to-be-shown@127.0.0.1:${proxy.port}`,
    PIP_INDEX_URL: 'https://packages.invalid/simple',
  });
  const message = await fetching.then(String, String);
  expect(message).toContain('Tunnel connection failed: 403 Forbidden');
  expect(message).toContain(`(HTTPS_PROXY is 127.0.0.1:${proxy.port})`);
  expect(message).not.toContain('not-to-be-shown');
  expect(proxy.asked).toContain('CONNECT packages.invalid:443');
});

test('a download by Node goes through HTTPS_PROXY', async () => {
  const proxy = await startProxy(archives);
  const fetched = await withNode({
    HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
    // Plain inside the tunnel, so that the test needs no certificate.
    MONGOMS_USE_HTTP: 'true',
    MONGOMS_DOWNLOAD_MIRROR: 'http://fastdl.mongodb.org',
  });
  expect(fetched).toBe('mongod');
  expect(new Set(proxy.asked)).toEqual(new Set(['CONNECT fastdl.mongodb.org:443']));
});

test('a download by Node reaches a host of NO_PROXY without the proxy', async () => {
  const proxy = await startProxy();
  const files = await startFiles(archives);
  const fetched = await withNode({
    HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
    NO_PROXY: 'localhost, .mongodb.org',
    MONGOMS_USE_HTTP: 'true',
    MONGOMS_DOWNLOAD_MIRROR: `http://127.0.0.1:${files.port}`,
  });
  expect(fetched).toBe('mongod');
  expect(proxy.asked).toEqual([]);
  expect(files.asked.length).toBeGreaterThan(0);
});

test('no Python and a proxy that refuses: one message with both, and the ways out', async () => {
  const proxy = await startProxy();
  const setting = `HTTPS_PROXY (127.0.0.1:${proxy.port})`;
  const options = await optionsWith({ HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` });
  const starting = startTemporal({
    dataFolder: await freshFolder(),
    port: 0,
    headless: true,
    report: recorder().report,
    fetch: { ...options, environment: { ...options.environment, PATH: '/nowhere' } },
  });
  const message = await starting.then(() => '', String);
  expect(proxy.asked).toContain('CONNECT temporal.download:443');
  expect(message).toContain('Temporal could not be started.\nTried:\n');
  expect(message).toContain('`temporal` on PATH (MIT): not found');
  expect(message).toContain(`(HTTPS_PROXY is 127.0.0.1:${proxy.port})`);
  expect(message).toContain('pip was not found (python3 -m pip)');
  expect(message).toContain(`check ${setting}: the proxy must let these downloads through`);
  expect(message).toContain('set TEMPORAL_ADDRESS');
});

test.each([
  ['example.com', 'mirror.example.com', undefined],
  ['.example.com', 'example.com', undefined],
  ['*', 'example.com', undefined],
  ['other.com, example.com:443', 'example.com', undefined],
  ['ample.com', 'example.com', 'HTTP_PROXY'],
  ['', 'example.com', 'HTTP_PROXY'],
])('NO_PROXY=%s and the host %s', (noProxy, host, expected) => {
  const environment = { HTTP_PROXY: 'proxy:3128', NO_PROXY: noProxy, PATH: '/bin' };
  expect(proxySetting(environment, host)?.name).toBe(expected);
  expect(environmentForHost(environment, host)['HTTP_PROXY'] === undefined).toBe(
    expected === undefined,
  );
  expect(environmentForHost(environment, host)['PATH']).toBe('/bin');
});
