import { expect, test } from 'vitest';
import {
  type Candidate,
  HopelessError,
  firstThatWorks,
} from '../../../sandbox/servers/candidates.ts';
import { freshFolder, recorder } from './support.ts';

const missing = async () => undefined;

function candidate(name: string, rest: Partial<Candidate>): Candidate {
  return { name, key: name, atHand: missing, ...rest };
}

async function search(
  candidates: readonly Candidate[],
  more: { offline?: boolean; signal?: AbortSignal } = {},
) {
  const { lines, report } = recorder();
  const fetch = { cacheFolder: await freshFolder(), offline: false, environment: {}, ...more };
  const run = () =>
    firstThatWorks({
      what: 'The server',
      candidates,
      use: async (executable) => {
        if (executable.includes('broken')) throw new Error('it ended at once');
        if (executable.includes('hopeless')) throw new HopelessError('the folder is in use');
        return executable;
      },
      waysOut: ['bring your own'],
      report,
      fetch,
    });
  return { lines, run };
}

test('what is on the machine comes before what must be fetched', async () => {
  const { run, lines } = await search([
    candidate('first', { fetch: async () => 'fetched' }),
    candidate('second', { atHand: async () => 'at hand' }),
  ]);
  expect(await run()).toBe('at hand');
  expect(lines).toEqual([]);
});

test('a server that is there but does not answer is reported, and the next one is taken', async () => {
  const { run, lines } = await search([
    candidate('first', { atHand: async () => 'broken' }),
    candidate('second', { fetch: async () => 'fetched' }),
  ]);
  expect(await run()).toBe('fetched');
  expect(lines).toEqual(['The server: first does not work: it ended at once']);
});

test('of a long chain of causes the end is told at once, and the whole when nothing works', async () => {
  const chain = `the download failed: ${'it tried again and '.repeat(10)}: name not known`;
  const failing = candidate('first', {
    fetch: async () => {
      throw new Error(chain);
    },
  });
  const { run, lines } = await search([failing]);
  expect(await run().catch(String)).toContain(chain);
  expect(lines).toEqual(['The server: first does not work: … name not known']);
});

test('a source that failed is asked last the next time, and that is said', async () => {
  let calls = 0;
  const failing = async () => {
    calls += 1;
    throw new Error('no answer within 10 s');
  };
  const { run, lines } = await search([
    candidate('first', { fetch: failing }),
    candidate('second', { fetch: async () => 'fetched' }),
  ]);
  await run();
  expect(await run()).toBe('fetched');
  expect(calls).toBe(1);
  expect(lines).toContain('The server: first is tried last: 0 min ago it failed:');
});

test('sources that failed are asked again when nothing else works', async () => {
  let up = false;
  const { run } = await search([
    candidate('only', {
      fetch: async () => {
        if (!up) throw new Error('no network');
        return 'fetched';
      },
    }),
  ]);
  await expect(run()).rejects.toThrow('no network');
  up = true;
  expect(await run()).toBe('fetched');
});

test('when nothing works, one message has what was tried, why it failed, and the ways out', async () => {
  const { run } = await search([
    candidate('on PATH', {}),
    candidate('at hand', { atHand: async () => 'broken' }),
    candidate('download', { fetch: async () => Promise.reject(new Error('no\nanswer')) }),
  ]);
  await expect(run()).rejects.toThrow(
    `The server could not be started.
Tried:
  - on PATH: not found
  - at hand: it ended at once
  - download: no · answer
Ways out:
  - bring your own`,
  );
});

test('offline, nothing is fetched', async () => {
  const sources = [candidate('download', { fetch: async () => 'fetched' })];
  const { run } = await search(sources, { offline: true });
  await expect(run()).rejects.toThrow('download: not in the cache, and offline is set');
});

test('an error that no other source would cure ends the search', async () => {
  const { run } = await search([
    candidate('first', { atHand: async () => 'hopeless' }),
    candidate('second', { atHand: async () => 'fine' }),
  ]);
  await expect(run()).rejects.toThrow('the folder is in use');
});

test('a search that is given up asks no other source, and blames none', async () => {
  const controller = new AbortController();
  let calls = 0;
  const { run } = await search(
    [
      candidate('first', {
        fetch: async () => {
          calls += 1;
          controller.abort(new Error('the process ends'));
          throw new Error('broken off');
        },
      }),
      candidate('second', { fetch: async () => 'fetched' }),
    ],
    { signal: controller.signal },
  );
  await expect(run()).rejects.toThrow('the process ends');
  await expect(run()).rejects.toThrow('the process ends');
  // Had it been blamed, the second one would have come first.
  expect(calls).toBe(2);
});
