import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { importSource } from '../../app/knowledge-sync/import-source.ts';
import { readSiteKnowledge, siteUserAgent } from '../../app/knowledge/site-knowledge.ts';
import { type Stores, openStores } from '../../app/stores.ts';
import { importWords } from '../../cli/kb-import.ts';
import { faultTest } from '../support/fault.ts';
import {
  type Reply,
  type WebSite,
  onLoopback,
  page,
  quick,
  startWebSite,
} from '../support/web-site.ts';

const sites: WebSite[] = [];
let stores: Stores;
beforeAll(async () => {
  const uri = new URL(inject('mongodbUri'));
  uri.pathname = `/site_${process.pid}`;
  stores = await openStores(uri.href);
});
afterAll(async () => {
  for (const site of sites) await site.close();
  await stores.database.close();
});

const good = 2_000;

const links = (paths: readonly string[]) =>
  paths.map((path) => `<a href="${path}">${path}</a>`).join('\n');
const body = (at: number) =>
  `<h2>How it works</h2><ol><li>Open <b>Settings</b></li><li>Choose number ${at}</li></ol>` +
  `<table><tr><th>Plan</th><th>Price</th></tr><tr><td>Pro</td><td>${at} EUR</td></tr></table>` +
  `<p>${'What else there is to say about it, in a sentence or two. '.repeat(30)}</p>`;

/** What each is answered with, and why it is no article. */
const traps: Record<string, { readonly reply: Reply; readonly why: string }> = {
  '/private/a': { reply: page('Private'), why: 'robots.txt does not allow it' },
  '/noindex': {
    reply: page('Noindex', '', '<meta name="robots" content="noindex">'),
    why: 'it says noindex',
  },
  '/gone': { reply: { status: 410 }, why: 'it is not there' },
  '/broken': { reply: { status: 500 }, why: 'the server answered 500' },
  '/inside': {
    reply: { status: 302, headers: { location: 'http://169.254.169.254/latest/meta-data' } },
    why: 'it leads to http://169.254.169.254/latest/meta-data, which is not read: its host is no public one',
  },
  '/own': {
    reply: { status: 302, headers: { location: 'http://127.0.0.1:1/' } },
    why: 'it leads to http://127.0.0.1:1/, which is not read: its host is in a private network, which has to be allowed',
  },
  '/circle': {
    reply: { status: 302, headers: { location: '/circle' } },
    why: 'it leads on more than 5 times',
  },
  '/bomb': {
    reply: {
      headers: { 'content-type': 'text/html', 'content-encoding': 'gzip' },
      body: gzipSync(Buffer.alloc(50_000_000, '<p>boom</p>')),
    },
    why: 'it is longer than 5000000 bytes',
  },
  '/manual': {
    reply: { headers: { 'content-type': 'application/pdf' }, body: '%PDF-1.7' },
    why: 'it is of the type application/pdf',
  },
  '/binary': {
    reply: { headers: { 'content-type': 'text/html' }, body: Buffer.alloc(9_000, 3) },
    why: 'it is no text, whatever its type says',
  },
  '/nested': {
    reply: '<div>'.repeat(100_000),
    why: 'its elements are nested more than 400 deep',
  },
  '/empty': {
    reply: '<html><body><script>render()</script></body></html>',
    why: 'it has hardly any text, at least without its scripts',
  },
  '/silent': { reply: () => undefined, why: 'it took longer than 5 s' },
  '/copy-of-page-7': { reply: page('Page 7', body(7)), why: 'it has the same text as /page-7' },
};

/** A section of 20 pages links to the next one, and every page to a trap of its own. */
function siteWithTraps() {
  const changed = new Map<string, Reply>();
  const replies = (path: string): Reply | undefined => {
    const now = changed.get(path) ?? traps[path]?.reply;
    if (now !== undefined) return now;
    if (path === '/robots.txt') return 'User-agent: *\nDisallow: /private/\n';
    if (path.startsWith('/calendar')) {
      const month = Number(/month=(\d+)/.exec(path)?.[1] ?? 0);
      return page(`Calendar ${month}`, `<a href="/calendar?month=${month + 1}">next</a>`);
    }
    if (path === '/') {
      const first = [...Object.keys(traps), '/calendar?month=1'];
      const sections = Array.from({ length: good / 20 }, (_, at) => `/section-${at}`);
      return page('Start', links([...first, ...sections]));
    }
    const section = /^\/section-(\d+)$/.exec(path)?.[1];
    const first = Number(section) * 20;
    if (section !== undefined)
      return page(
        `Section ${section}`,
        links(Array.from({ length: 20 }, (_, at) => `/page-${first + at}`)),
      );
    const at = Number(/^\/page-(\d+)$/.exec(path)?.[1] ?? Number.NaN);
    return at < good ? page(`Page ${at}`, body(at)) : undefined;
  };
  return { replies, changed };
}
const read = (
  appId: string,
  address: string,
  signal: AbortSignal = new AbortController().signal,
) => {
  const limits = { ...quick, pageMs: 5_000, pages: 5_000, queriesOfPath: 30, depth: 200 };
  const site = { address, allowPrivate: true };
  return importSource(
    stores,
    { ...site, appId, kind: 'site', pages: null, followed: true },
    {
      read: () => readSiteKnowledge({ ...site, resolve: onLoopback, signal, limits }),
      ...{ nowMs: 1_000, signal, report: () => undefined },
    },
  );
};

faultTest(
  'F26',
  'a site of 2,000 pages with a trap of every kind',
  'every page is read, every trap named with its reason; a second import writes nothing',
  async ({ figure }) => {
    const { replies, changed } = siteWithTraps();
    const site = await startWebSite(replies);
    sites.push(site);
    const startMs = performance.now();
    const first = await read('site', site.origin);
    figure('2,000 pages, s', Math.round((performance.now() - startMs) / 100) / 10);
    const [source] = first.sources;
    // Start, sections, pages, and as much of the calendar as is read of one page.
    const expected = 1 + good / 20 + good + 30;
    expect(source).toMatchObject({ articles: expected, added: expected, removed: 0, kept: 0 });
    const reasons = first.skipped.map(({ where, why }) => [
      new URL(where).pathname,
      why.replace(site.origin, ''),
    ]);
    expect(Object.fromEntries(reasons)).toEqual({
      ...Object.fromEntries(Object.entries(traps).map(([path, { why }]) => [path, why])),
      '/': '1 addresses are the 30th or a later query of one page',
    });
    figure('refused', first.skipped.length);
    const revision = await stores.articles.revision('site');

    const againMs = performance.now();
    const second = await read('site', site.origin);
    figure('again unchanged, s', Math.round((performance.now() - againMs) / 100) / 10);
    expect(second.sources).toMatchObject([{ added: 0, changed: 0, removed: 0 }]);
    expect(await stores.articles.revision('site')).toBe(revision);

    changed.set('/page-3', page('Page 3', '<p>Now it is quite different from before.</p>'));
    changed.set('/page-4', { status: 500 });
    changed.set('/page-5', { status: 404 });
    const third = await read('site', site.origin);
    expect(third.sources).toMatchObject([{ added: 0, changed: 1, removed: 1, kept: 1 }]);
    expect(importWords(third)).toContain('1 not read and kept as they were');
    const paths = (await stores.articles.all('site')).map(({ id }) => id);
    expect([paths.includes('/page-4'), paths.includes('/page-5')]).toEqual([true, false]);
    // It is known as a source of the workspace, with what is worth another try.
    const [known] = await stores.sources.list('site');
    expect(known).toMatchObject({ kind: 'site', address: site.origin, failedReadings: 1 });
    expect(known?.reading).toMatchObject({
      articles: expected - 1,
      changed: 1,
      removed: 1,
      kept: 1,
    });
    const failed = known?.reading.failures.map(({ where }) => new URL(where).pathname).sort();
    expect(failed).toEqual(['/broken', '/page-4', '/silent']);
  },
  240_000,
);

it('changes nothing when nothing can be read, and when it is stopped', async () => {
  const pages: Record<string, Reply> = {
    '/': page('Start', links(['/a', '/b'])),
    '/a': page('First'),
    '/b': page('Second'),
  };
  let broken = false;
  const stop = new AbortController();
  const site = await startWebSite((path) => {
    if (broken && path !== '/robots.txt') return { status: 500 };
    if (path === '/b' && pages['/new'] !== undefined) stop.abort();
    return pages[path];
  });
  sites.push(site);
  expect((await read('still', site.origin)).sources).toMatchObject([{ articles: 3 }]);
  const before = await stores.articles.all('still');

  broken = true;
  expect(await read('still', site.origin)).toMatchObject({ sources: [] });
  broken = false;
  pages['/a'] = page('Changed');
  pages['/new'] = page('New');
  await expect(read('still', site.origin, stop.signal)).rejects.toThrow();
  expect(await stores.articles.all('still')).toEqual(before);
});

it('names itself and its version to the sites that it reads', async () => {
  const agents = new Set<string | undefined>();
  const site = await startWebSite(() => (response, request) => {
    agents.add(request.headers['user-agent']);
    response.end(page('Start'));
  });
  sites.push(site);
  await read('agent', site.origin);
  expect([...agents]).toEqual([await siteUserAgent()]);
  expect(await siteUserAgent()).toMatch(/^Sidenote\/\d+\.\d+\.\d+$/);
});
