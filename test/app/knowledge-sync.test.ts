import { expect, it } from 'vitest';
import { forgetSource } from '../../app/knowledge-sync/forget-source.ts';
import { readingOf } from '../../app/knowledge-sync/reading-of.ts';
import { createKnowledgeSync } from '../../app/knowledge-sync/sync.ts';
import { createArticles } from '../../storage/articles.ts';
import { createSources } from '../../storage/sources.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { ownDatabase } from '../support/database.ts';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const database = ownDatabase('forget');
const clock = createManualClock(1_000_000);
const signal = new AbortController().signal;

function workspace(appId: string) {
  const { db } = database();
  const stores = { articles: createArticles(db), sources: createSources(db) };
  const pace = { everyMs: 1_000, siteEveryMs: 1_000 };
  const sync = createKnowledgeSync({
    stores,
    clock,
    pace,
    clientOf: () => null,
    workspaceOf: () => null,
  });
  const follow = (name: string, address: string) =>
    stores.sources.imported(
      { appId, name, kind: 'path', address, allowPrivate: false, pages: null, followed: true },
      readingOf({ sources: [], skipped: [] }, 0),
    );
  return { stores, sync, follow, source: () => stores.sources.find(appId, 'help') };
}

it('forgets a source with its articles, and leaves the others', async () => {
  const { stores, sync, follow } = workspace('w1');
  const folder = await mkdtemp(join(tmpdir(), 'sidenote-forget-'));
  await writeFile(join(folder, 'a.md'), '# A\n\nText.');
  for (const name of ['help', 'other']) {
    await follow(name, folder);
    expect(await sync.readSource('w1', name, signal)).toMatchObject({ added: 1, unread: false });
  }
  expect(await forgetSource(stores, 'w1', 'help')).toBe(1);
  expect((await stores.sources.list('w1')).map(({ name }) => name)).toEqual(['other']);
  expect((await stores.articles.all('w1')).map(({ source }) => source)).toEqual(['other']);
  expect(await forgetSource(stores, 'w1', 'help')).toBeNull();
  // Whoever was about to read it finds that it is forgotten.
  expect(await sync.readSource('w1', 'help', signal)).toMatchObject({ added: 0 });
  await rm(folder, { recursive: true });
});

it('keeps the articles of a folder that is empty or away, as a disk is that is not mounted', async () => {
  const { stores, sync, follow, source } = workspace('w2');
  const folder = await mkdtemp(join(tmpdir(), 'sidenote-mount-'));
  await writeFile(join(folder, 'a.md'), '# A\n\nText.');
  await follow('help', folder);
  await sync.readSource('w2', 'help', signal);
  const before = await stores.articles.all('w2');
  expect(before).toHaveLength(1);

  await rm(join(folder, 'a.md'));
  expect(await sync.readSource('w2', 'help', signal)).toMatchObject({ unread: true, removed: 0 });
  expect((await source())?.reading.trouble).toContain('nothing is there any more');
  await rm(folder, { recursive: true });
  expect(await sync.readSource('w2', 'help', signal)).toMatchObject({ unread: true });
  expect((await source())?.reading.trouble).toContain('there is no such folder or file');
  expect((await source())?.failedReadings).toBe(2);
  expect(await stores.articles.all('w2')).toEqual(before);
});
