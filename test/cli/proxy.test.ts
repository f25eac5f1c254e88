import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { realClock } from '../../app/clocks.ts';
import type { IntercomSimulator } from '../../sandbox/intercom/simulator-types.ts';
import { startIntercomSimulator } from '../../sandbox/intercom/simulator.ts';
import { startProxy } from '../sandbox/servers/local-network.ts';

let simulator: IntercomSimulator;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sidenote-proxy-'));
  simulator = await startIntercomSimulator({ clock: realClock });
  simulator.createWorkspace({
    ...{ appId: 'proxied', token: 'token', clientSecret: 's', adminId: '9000001' },
    ...{ adminHasSeat: true, region: 'us' },
  });
});
afterAll(async () => {
  await simulator.stop();
  await rm(folder, { recursive: true });
});

/** All that `sidenote verify` prints with these names in its environment. */
async function verify(names: Record<string, string>): Promise<string> {
  const environment = {
    PATH: process.env.PATH,
    HOME: folder,
    INTERCOM_APP_ID: 'proxied',
    INTERCOM_ACCESS_TOKEN: 'token',
    INTERCOM_CLIENT_SECRET: 's',
    INTERCOM_ADMIN_ID: '9000001',
    ...names,
  };
  return new Promise((ended) => {
    const command = [resolve('bin/sidenote.js'), 'verify'];
    execFile(process.execPath, command, { cwd: folder, env: environment }, (_, stdout, stderr) => {
      ended(stdout + stderr);
    });
  });
}
const portOf = (url: string): number => Number(new URL(url).port);

it('Intercom is asked through the proxy of the environment', async () => {
  const proxy = await startProxy(portOf(simulator.url));
  const output = await verify({
    HTTP_PROXY: `127.0.0.1:${proxy.port}`,
    INTERCOM_BASE_URL: 'http://api.intercom.invalid',
  });
  expect(output).toMatch(/^ok {6}token: /m);
  expect(new Set(proxy.asked)).toEqual(new Set(['CONNECT api.intercom.invalid:80']));
});

it('a proxy that refuses leaves Intercom unreached, and its password untold', async () => {
  const proxy = await startProxy();
  const output = await verify({
    https_proxy: `http://dana:not-to-be-shown@127.0.0.1:${proxy.port}`,
  });
  expect(proxy.asked).toContain('CONNECT api.intercom.io:443');
  expect(output).toMatch(/FAILED {2}token: Intercom could not be reached/);
  expect(output).not.toContain('not-to-be-shown');
});

it.each([
  ['this machine', {}],
  ['every host of NO_PROXY=*', { NO_PROXY: '*' }],
])('%s is asked without the proxy', async (_, names) => {
  const proxy = await startProxy();
  const output = await verify({
    ...{ HTTP_PROXY: `http://127.0.0.1:${proxy.port}`, INTERCOM_BASE_URL: simulator.url },
    ...names,
  });
  expect(output).toMatch(/^ok {6}token: /m);
  expect(proxy.asked).toEqual([]);
});

it('a proxy that is no address of one is named, without its value', async () => {
  const output = await verify({ HTTPS_PROXY: 'socks5://dana:not-to-be-shown@127.0.0.1:1' });
  expect(output).toContain('HTTPS_PROXY is not the address of an HTTP proxy');
  expect(output).not.toContain('not-to-be-shown');
});
