import { expect, test } from 'vitest';
import { wheelCandidate } from '../../../sandbox/servers/fetch.ts';
import { nodeDownloadCandidate } from '../../../sandbox/servers/node-download.ts';
import { mongodDownload } from '../../../sandbox/servers/node-downloads.ts';
import { startSilence } from './local-network.ts';
import { sampleWheel } from './sample-wheel.ts';
import { freshFolder, recorder } from './support.ts';

async function optionsWith(environment: Record<string, string>, connectMs: number) {
  const HOME = await freshFolder();
  const machine = { PATH: process.env.PATH, HOME };
  return {
    cacheFolder: await freshFolder(),
    offline: false,
    environment: { ...machine, ...environment },
    connectMs,
  };
}

test('pip is given up at an index that takes the connection and never answers', async () => {
  const silence = await startSilence();
  const index = { PIP_INDEX_URL: `http://127.0.0.1:${silence.port}/simple` };
  const options = await optionsWith(index, 4_000);
  const fetching = wheelCandidate(sampleWheel().wheel, options, recorder().report).fetch?.();
  await expect(fetching).rejects.toThrow(/no answer within 9 s|Read timed out/);
  expect(silence.connections()).toBeGreaterThan(0);
});

test('a download by Node is given up at a host that takes the connection and never answers', async () => {
  const silence = await startSilence();
  const mirror = { MONGOMS_DOWNLOAD_MIRROR: `https://127.0.0.1:${silence.port}` };
  const options = await optionsWith(mirror, 8_000);
  const fetching = nodeDownloadCandidate(mongodDownload, options, recorder().report).fetch?.();
  await expect(fetching).rejects.toThrow('no answer within 8 s');
  expect(silence.connections()).toBeGreaterThan(0);
});
