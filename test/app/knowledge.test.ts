import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { realClock } from '../../app/clocks.ts';
import { importPath, saveKnowledge } from '../../app/knowledge/import-knowledge.ts';
import { readIntercomArticles } from '../../app/knowledge/intercom-articles.ts';
import { searchKnowledge } from '../../app/knowledge/search-knowledge.ts';
import { type Stores, openStores } from '../../app/stores.ts';
import { searchWords } from '../../cli/kb.ts';
import { importWords } from '../../cli/kb-import.ts';
import { createIntercomClient } from '../../intercom/client.ts';
import type { IntercomReading } from '../../intercom/reading.ts';
import { startIntercomSimulator } from '../../sandbox/intercom/simulator.ts';

let stores: Stores;
let folder: string;

beforeAll(async () => {
  const uri = new URL(inject('mongodbUri'));
  uri.pathname = `/kb_${process.pid}`;
  stores = await openStores(uri.href);
  folder = await mkdtemp(join(tmpdir(), 'sidenote-kb-'));
});
afterAll(() => stores.database.close());

const search = (appId: string, question: string) =>
  searchKnowledge({ stores, clock: realClock }, { appId, question, language: undefined, limit: 3 });

describe('kb import', () => {
  it('makes a source hold exactly what a folder holds', async () => {
    const file = join(folder, 'export.md');
    await writeFile(
      file,
      '# Export your data\n\nOpen Settings and choose Export. You get a CSV file.',
    );
    const first = await importPath(stores, 'k1', folder, 'help');
    expect(importWords(first)).toBe('help: 1 articles (1 new, 0 changed, 0 removed)');
    await writeFile(file, '# Export your data\n\nOpen Settings and choose Download.');
    await writeFile(
      join(folder, 'zahlung.md'),
      '# Zahlung\n\nSie können mit Karte oder per Lastschrift bezahlen, und wir schicken Ihnen eine Rechnung.',
    );
    const second = await importPath(stores, 'k1', folder, 'help');
    expect(second.sources).toMatchObject([{ added: 1, changed: 1, removed: 0 }]);
    const languages = (await stores.articles.all('k1')).map(({ language }) => language);
    expect(languages.sort()).toEqual(['de', 'en']);
  });

  it('reads JSONL, and tells the lines that it skips', async () => {
    const file = join(folder, 'docs.jsonl');
    await writeFile(
      file,
      '{"id":"a","title":"Refunds","text":"Refunds take five days to arrive on your card."}\n{"id":"b"}\nnope\n',
    );
    const imported = await importPath(stores, 'k2', file, undefined);
    expect(imported.sources).toMatchObject([{ source: 'jsonl:docs.jsonl', articles: 1 }]);
    expect(importWords(imported)).toContain('skipped line 3: no JSON');
  });

  it('does not empty a source because nothing could be read', async () => {
    const file = join(folder, 'docs.jsonl');
    await writeFile(file, 'nope\n');
    expect((await importPath(stores, 'k2', file, undefined)).sources).toEqual([]);
    expect(await stores.articles.all('k2')).toHaveLength(1);
    await expect(importPath(stores, 'k2', join(folder, 'gone'), undefined)).rejects.toThrow(
      'there is no such folder or file',
    );
  });

  it('reads the articles of a workspace, page by page, with translations', async () => {
    const simulator = await startIntercomSimulator({ clock: realClock });
    const workspace = { appId: 'k3', token: 't', clientSecret: 's', adminId: '9' };
    simulator.createWorkspace(workspace);
    for (let at = 0; at < 160; at += 1) {
      simulator.addArticle({ appId: 'k3', title: `Article ${at}`, body: `<p>Text ${at}</p>` });
    }
    const translations = [{ locale: 'de', title: 'Rückgabe', body: '<p>Fünf Tage</p>' }];
    simulator.addArticle({ appId: 'k3', title: 'Refunds', body: '<p>Five days</p>', translations });
    simulator.addInternalArticle({ appId: 'k3', title: 'Escalate', body: '<p>Ask Olive</p>' });
    const client = createIntercomClient({
      ...{ accessToken: 't', baseUrl: simulator.url, version: '2.14', adminId: '9' },
    });
    const stored = (source: string) => stores.articles.ids('k3', source);
    const importIt = async () =>
      saveKnowledge(stores.articles, 'k3', await readIntercomArticles(client, { stored }));
    const imported = await importIt();
    expect(imported.sources).toMatchObject([
      { source: 'intercom', articles: 162 },
      { source: 'intercom-internal', articles: 1 },
    ]);
    const german = (await stores.articles.all('k3')).filter(({ language }) => language === 'de');
    expect(german.map(({ title }) => title)).toEqual(['Rückgabe']);

    const forbidden = { kind: 'before', path: '/internal_articles', status: 403 };
    simulator.setFaults({ calls: [forbidden] });
    const without = await importIt();
    expect(without.sources.map(({ source }) => source)).toEqual(['intercom']);
    expect(importWords(without)).toContain('skipped internal articles');
    expect(await stores.articles.all('k3')).toHaveLength(163);
    simulator.setFaults({});

    // What a list lacks is there all the same where Intercom has it by its id.
    const moved = { ...client, listArticles: withoutFirst(client) };
    const read = await readIntercomArticles(moved, { stored });
    expect(read.articles).toHaveLength(163);
    const listed = simulator.calls().length;
    simulator.deleteArticle({ appId: 'k3', articleId: read.articles[0]?.id ?? '' });
    expect(await importIt()).toMatchObject({ sources: [{ articles: 161, removed: 1 }, {}] });
    expect(simulator.calls().length - listed).toBe(4);
    await simulator.stop();
  });
});

/** As if an article had moved over the edge of a page while the pages were read. */
const withoutFirst =
  (client: IntercomReading): IntercomReading['listArticles'] =>
  async (request, signal) => {
    const read = await client.listArticles(request, signal);
    return request.next ? read : { ...read, members: read.members.slice(1) };
  };

describe('kb search', () => {
  it('shows passages with scores, or says why there are none', async () => {
    const found = await search('k2', 'How long do refunds take?');
    expect(found.passages[0]?.passage.title).toBe('Refunds');
    expect(searchWords(found)).toMatch(/^score +coverage +audience +title/);
    expect(searchWords(await search('k2', 'zebra'))).toContain('Nothing fits');
    expect(searchWords(await search('empty', 'refunds'))).toContain('kb import FOLDER');
  });
});
