import { expect, it } from 'vitest';
import { sourcesWords } from '../../cli/kb-sources.ts';
import type { KnownSource } from '../../domain/knowledge-source.ts';

const nowMs = 100_000_000;
const minuteMs = 60_000;
const pace = { everyMs: 15 * minuteMs, siteEveryMs: 360 * minuteMs };
const source = (changes: Partial<KnownSource>, reading: Partial<KnownSource['reading']> = {}) => ({
  ...{ appId: 'shop', name: 'intercom', kind: 'intercom' as const, address: null },
  ...{ allowPrivate: false, pages: null, followed: true, failedReadings: 0 },
  readAtMs: nowMs - 5 * minuteMs,
  reading: {
    ...{ triedAtMs: nowMs - 5 * minuteMs, trouble: null, articles: 162 },
    ...{ added: 1, changed: 2, removed: 0, kept: 0, failures: [], failed: 0, ...reading },
  },
  ...changes,
});

it('says of each source when it was read, what failed of it, and when it is read again', () => {
  const failures = [{ where: 'https://help.example/a', why: 'the server answered \u001b[31m500' }];
  const words = sourcesWords(
    [
      source({}),
      source({ name: 'site:help', kind: 'site', failedReadings: 1 }, { failures, failed: 3 }),
      source(
        { name: 'handbook', kind: 'path', followed: false, readAtMs: null },
        { trouble: 'there is no such folder or file' },
      ),
    ],
    pace,
    nowMs,
  );
  const lines = words.split('\n').map((line) => line.replace(/ {2,}/g, ' | '));
  expect(lines).toEqual([
    'source | kind | articles | read | that time | failed | next',
    'intercom | intercom | 162 | 5 min ago | 1 new, 2 changed, 0 removed | 0 | in 10 min',
    'site:help | site | 162 | 5 min ago | 1 new, 2 changed, 0 removed | 3 | in 10 min',
    'handbook | path | 162 | never | 1 new, 2 changed, 0 removed | all | when it is imported',
    'site:help: failed https://help.example/a: the server answered [31m500',
    'site:help: 2 more failed',
    'handbook could not be read: there is no such folder or file',
  ]);
});

it('says how to begin', () => {
  expect(sourcesWords([], pace, nowMs)).toContain('npx sidenote kb import --intercom');
});
