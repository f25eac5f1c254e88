import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nodeDownloadCandidate } from '../../../sandbox/servers/node-download.ts';
import { freshFolder, recorder } from './support.ts';

async function candidateOf(script: string) {
  const options = {
    cacheFolder: await freshFolder(),
    offline: false,
    environment: { PATH: process.env.PATH },
  };
  const isServer = (file: string) => file.startsWith('server-');
  const source = {
    name: 'a server',
    key: 'server-1',
    library: 'node:fs',
    host: 'none.invalid',
    script,
    isServer,
  };
  return { options, candidate: nodeDownloadCandidate(source, options, recorder().report) };
}

test('what the library downloads is kept in the cache, executable, and found there again', async () => {
  const { candidate } = await candidateOf(
    `library.writeFileSync(folder + '/server-v1', 'program'); library.writeFileSync(folder + '/lock', '');`,
  );
  expect(await candidate.atHand()).toBeUndefined();
  const path = await candidate.fetch?.();
  expect(await readFile(path ?? '', 'utf8')).toBe('program');
  expect((await stat(path ?? '')).mode & 0o777).toBe(0o755);
  expect(await candidate.atHand()).toBe(path);
});

test("the library's own words tell why it failed, and nothing stays", async () => {
  const { candidate, options } = await candidateOf(
    `library.writeFileSync(folder + '/server-v1', 'half'); throw new Error('name not resolved');`,
  );
  await expect(candidate.fetch?.()).rejects.toThrow('name not resolved');
  expect(await candidate.atHand()).toBeUndefined();
  expect(await readdir(join(options.cacheFolder, 'tmp'))).toEqual([]);
});

test('a download that brings nothing is an error', async () => {
  const { candidate } = await candidateOf('');
  await expect(candidate.fetch?.()).rejects.toThrow('brought no server');
});
