import { expect, it } from 'vitest';
import type { Article } from '../../domain/passage.ts';
import { createArticles } from '../../storage/articles.ts';
import { ownDatabase } from '../support/database.ts';

const database = ownDatabase('articles');
const articles = () => createArticles(database().db);
const article = (id: string, changes: Partial<Article> = {}): Article => ({
  id,
  source: 'help',
  title: `Title of ${id}`,
  url: null,
  markdown: `# ${id}`,
  audience: 'public',
  language: 'en',
  ...changes,
});

it('makes a source hold exactly the given articles, and counts what changed', async () => {
  const appId = 'one';
  const import_ = (wanted: readonly Article[]) => articles().replaceSource(appId, 'help', wanted);
  expect(await import_([article('a'), article('b')])).toEqual({
    added: 2,
    changed: 0,
    removed: 0,
    kept: 0,
  });
  expect(await articles().revision(appId)).toBe(1);

  expect(await import_([article('a'), article('b')])).toEqual({
    added: 0,
    changed: 0,
    removed: 0,
    kept: 0,
  });
  expect(await articles().revision(appId)).toBe(1);

  const edited = [article('a', { markdown: '# new' }), article('c')];
  expect(await import_(edited)).toEqual({ added: 1, changed: 1, removed: 1, kept: 0 });
  expect(await articles().revision(appId)).toBe(2);
  expect(await articles().all(appId)).toEqual(edited);

  const translated = [article('a', { markdown: '# new', translationOf: 'c' }), article('c')];
  expect(await import_(translated)).toMatchObject({ changed: 1 });
  expect(await articles().all(appId)).toEqual(translated);
});

it('writes all of what is more than one command takes', async () => {
  const many = Array.from({ length: 450 }, (_, at) => article(`page-${at}`));
  const counts = await articles().replaceSource('many', 'help', many);
  expect(counts).toMatchObject({ added: 450, removed: 0 });
  expect(await articles().all('many')).toHaveLength(450);
  const fewer = many.slice(0, 100);
  expect(await articles().replaceSource('many', 'help', fewer)).toMatchObject({ removed: 350 });
  expect(await articles().all('many')).toHaveLength(100);
});

it('keeps what could not be read this time as it was', async () => {
  const appId = 'kept';
  await articles().replaceSource(appId, 'help', [article('a'), article('b'), article('c')]);
  const counts = await articles().replaceSource(appId, 'help', [article('a')], (id) => id === 'b');
  expect(counts).toEqual({ added: 0, changed: 0, removed: 1, kept: 1 });
  expect(await articles().all(appId)).toEqual([article('a'), article('b')]);
});

it.each([
  [{ title: 'Other' }],
  [{ url: 'https://help.example' }],
  [{ audience: 'internal' as const }],
  [{ language: 'de' }],
])('notices the change %j', async (change) => {
  const appId = `change-${Object.keys(change)[0]}`;
  await articles().replaceSource(appId, 'help', [article('a')]);
  const counts = await articles().replaceSource(appId, 'help', [article('a', change)]);
  expect(counts).toEqual({ added: 0, changed: 1, removed: 0, kept: 0 });
});

it('leaves other sources and other workspaces alone', async () => {
  await articles().replaceSource('two', 'help', [article('a')]);
  await articles().replaceSource('two', 'other', [article('a', { source: 'other' })]);
  await articles().replaceSource('three', 'help', [article('a')]);
  await articles().replaceSource('two', 'help', []);
  expect(await articles().all('two')).toEqual([article('a', { source: 'other' })]);
  expect(await articles().all('three')).toHaveLength(1);
  expect(await articles().revision('never')).toBe(0);
});

it('removes last, so that knowledge is never less than before while it is written', async () => {
  const appId = 'cut-off';
  const pages = (prefix: string) =>
    Array.from({ length: 300 }, (_, at) => article(`${prefix}-${at}`));
  await articles().replaceSource(appId, 'help', pages('old'));
  // Every article has another id now: at no moment may fewer of them be there.
  const counts: number[] = [];
  let over = false;
  const watching = (async () => {
    while (!over) counts.push((await articles().all(appId)).length);
  })();
  await articles().replaceSource(appId, 'help', pages('new'));
  over = true;
  await watching;
  expect(Math.min(...counts)).toBeGreaterThanOrEqual(300);
  expect(await articles().all(appId)).toHaveLength(300);
});

it('makes what was written known, even if whoever wrote it was killed before saying so', async () => {
  const appId = 'killed';
  await articles().replaceSource(appId, 'help', [article('a')]);
  const before = await articles().revision(appId);
  const knowledge = database().db.collection<{ _id: string }>('knowledge');
  await knowledge.updateOne({ _id: appId }, { $set: { writing: true } });
  await articles().replaceSource(appId, 'help', [article('a')]);
  expect(await articles().revision(appId)).toBe(before + 1);
  await articles().replaceSource(appId, 'help', [article('a')]);
  expect(await articles().revision(appId)).toBe(before + 1);
});

it('writes articles of former versions, which have no hash, once', async () => {
  const appId = 'former';
  await articles().replaceSource(appId, 'help', [article('a')]);
  await database()
    .db.collection('articles')
    .updateMany({ appId }, { $unset: { hash: '' } });
  const again = () => articles().replaceSource(appId, 'help', [article('a')]);
  expect(await again()).toMatchObject({ changed: 1 });
  expect(await again()).toMatchObject({ changed: 0 });
});
