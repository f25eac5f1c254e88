import { gzipSync } from 'node:zlib';
import { expect } from 'vitest';
import { faultTest } from '../../support/fault.ts';
import { type Replies, page, readLocally, serve } from '../../support/web-site.ts';

const whys = ({ skipped }: { skipped: readonly { why: string }[] }) =>
  skipped.map(({ why }) => why);

faultTest(
  'F26',
  'a calendar whose every page leads to the next, and folders without end',
  'depth, queries of one page and repeated folders end it; the other pages are read',
  async ({ figure }) => {
    const site = await serve((path) => {
      if (path === '/robots.txt' || path.endsWith('.xml')) return undefined;
      const url = new URL(path, 'http://x.example');
      const month = Number(url.searchParams.get('month') ?? 0);
      const next = `/calendar?month=${month + 1}`;
      const more = [`/calendar?month=${month + 2}`, `${url.pathname}/deeper/`.replace('//', '/')];
      return page(path, [next, ...more, '/a'].map((to) => `<a href="${to}">x</a>`).join(''));
    });
    const result = await readLocally(site.origin, { limits: { depth: 60, queriesOfPath: 20 } });
    expect(result.articles.map(({ id }) => id)).toContain('/a');
    // Every path has its own queries, and no path has a folder more than three times.
    expect(site.asked.filter((path) => path.includes('?')).length).toBe(20);
    expect(site.asked.some((path) => path.includes('/deeper'.repeat(4)))).toBe(false);
    expect(whys(result)).toEqual([expect.stringContaining('20th or a later query')]);
    expect(result.keeps('/what-was-not-seen')).toBe(true);
    figure('pages asked for', site.asked.length);
  },
);

faultTest(
  'F26',
  'links that lead on for ever under new names',
  'depth, pages, bytes and time each end the reading; what was read counts',
  async () => {
    let made = 0;
    const site = await serve((path) => {
      if (path === '/robots.txt' || path.endsWith('.xml')) return undefined;
      made += 2;
      return page(path, `<a href="/p${made}">x</a><a href="/p${made + 1}">x</a>`);
    });
    const read = async (limits: NonNullable<Parameters<typeof readLocally>[1]>['limits']) => {
      const result = await readLocally(site.origin, { limits: { ...limits, atOnce: 2 } });
      expect(result.articles.length).toBeGreaterThan(1);
      expect(result.keeps('/what-was-not-seen')).toBe(true);
      return { pages: result.articles.length, why: whys(result).join() };
    };
    expect(await read({ depth: 3 })).toEqual({
      pages: 15,
      why: '16 addresses are more than 3 links away',
    });
    const pages = await read({ pages: 30 });
    expect(pages.pages).toBe(30);
    expect(pages.why).toContain('30 pages were asked for');
    expect((await read({ totalBytes: 5_000 })).why).toContain('5000 bytes were read');
    expect((await read({ totalMs: 100, pauseMs: 5 })).why).toContain('0.1 s are over');
    expect((await read({ addresses: 40 })).why).toContain('beyond the 40 addresses');
  },
);

faultTest(
  'F26',
  'a site that stops answering in the middle',
  'given up after so many failures in a row; nothing stored is lost',
  async () => {
    const site = await serve((path) => {
      if (path === '/robots.txt') return undefined;
      if (path === '/sitemap.xml')
        return Array.from(
          { length: 500 },
          (_, at) => `http://help.example:${site.port}/${at}`,
        ).join('\n');
      return Number(path.slice(1)) < 5 ? page(path) : (response) => response.destroy();
    });
    const result = await readLocally(site.origin, { limits: { failuresInRow: 10 } });
    expect(result.articles).toHaveLength(5);
    expect(site.asked.length).toBeLessThan(60);
    expect(whys(result).at(-1)).toMatch(/pages failed for the moment, \d+ more wait$/);
    expect([result.keeps('/7'), result.keeps('/499'), result.keeps('/never-seen')]).toEqual(
      Array(3).fill(true),
    );
  },
);

const readSitemaps = async (replies: (origin: string) => Replies, limits = {}) => {
  const site = await serve((path) => {
    const made = replies(`http://help.example:${site.port}`);
    return typeof made === 'function' ? made(path) : made[path];
  });
  const startMs = performance.now();
  const result = await readLocally(site.origin, { limits });
  return { ...result, site, seconds: (performance.now() - startMs) / 1_000 };
};

faultTest(
  'F26',
  'a sitemap of a million lines, and one that unpacks to 10 GB',
  'read as far as the limits go, and said so; the pages in it are read',
  async ({ figure }) => {
    const entries = Array.from({ length: 1_000_000 }, (_, at) => `<url><loc>/p${at}</loc></url>\n`);
    const million = gzipSync(`<urlset>${entries.join('')}</urlset>`, { level: 1 });
    const zeros = gzipSync(Buffer.alloc(10_000_000, ' '));
    const { articles, skipped, site, seconds, keeps } = await readSitemaps(
      () => ({
        '/robots.txt': 'Sitemap: /million.xml.gz\nSitemap: /bomb.xml.gz\n',
        '/million.xml.gz': { headers: { 'content-type': 'application/gzip' }, body: million },
        '/bomb.xml.gz': (response) => {
          response.writeHead(200, {
            'content-type': 'application/xml',
            'content-encoding': 'gzip',
          });
          response.on('error', () => undefined);
          const send = (): void => {
            while (!response.destroyed && response.write(zeros));
            if (!response.destroyed) response.once('drain', send);
          };
          send();
        },
        ...Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`/p${at}`, page(`p${at}`)])),
      }),
      { pages: 20, pageMs: 50_000 },
    );
    expect(articles).toHaveLength(20);
    const of = (name: string) =>
      skipped.filter(({ where }) => where.endsWith(name)).map(({ why }) => why);
    const cut = 'the sitemap is longer than is read; its start was taken';
    expect([of('/million.xml.gz'), of('/bomb.xml.gz')]).toEqual([[cut], [cut]]);
    expect(keeps('/p999999')).toBe(true);
    expect(site.asked.filter((path) => /^\/p\d/.test(path))).toHaveLength(20);
    figure('both with 20 pages, s', Math.round(seconds * 10) / 10);
  },
);

faultTest(
  'F26',
  'a sitemap with entities that grow, entities of files, and elements without end',
  'no entity is replaced; the addresses beside it are read',
  async () => {
    const lines = Array.from(
      { length: 9 },
      (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`,
    );
    const doctype = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY l0 "lol">${lines.join('')}<!ENTITY file SYSTEM "file:///etc/passwd">]>`;
    const { articles, site } = await readSitemaps((origin) => ({
      '/robots.txt': 'Sitemap: /sitemap.xml\nSitemap: /deep.xml\n',
      '/sitemap.xml': `${doctype}<urlset><url><loc>${origin}/&l9;</loc></url><url><loc>/&file;</loc></url><url><loc>/a?x=1&amp;y=2</loc></url></urlset>`,
      '/deep.xml': `<urlset><url><loc>/b</loc></url>${'<url>'.repeat(900_000)}`,
      '/a?x=1&y=2': page('First'),
      '/b': page('Second'),
    }));
    expect(articles.map(({ id }) => id).sort()).toEqual(['/a?x=1&y=2', '/b']);
    expect(site.asked.filter((path) => /lol|root/.test(path))).toEqual([]);
    expect(Math.max(...site.asked.map(({ length }) => length))).toBeLessThan(100);
  },
);

faultTest(
  'F26',
  'sitemaps that name each other, and an index of a hundred thousand',
  'each is read once, and no more than the limit',
  async () => {
    const index = (...names: string[]) =>
      `<sitemapindex>${names.map((name) => `<sitemap><loc>${name}</loc></sitemap>`).join('')}</sitemapindex>`;
    const many = Array.from({ length: 99_000 }, (_, at) => `/s${at}.xml`);
    const { articles, site, skipped } = await readSitemaps(
      () => (path) => {
        if (path === '/robots.txt') return 'Sitemap: /one.xml\nSitemap: /two.xml\n';
        if (path === '/one.xml') return index('/two.xml', '/one.xml', ...many);
        if (path === '/two.xml') return index('/one.xml');
        if (path === '/s0.xml') return '<urlset><url><loc>/a</loc></url></urlset>';
        return path === '/a' ? page('First') : path.endsWith('.xml') ? '<urlset/>' : undefined;
      },
      { sitemaps: 20 },
    );
    expect(articles.map(({ id }) => id)).toEqual(['/a']);
    const read = site.asked.filter((path) => path.endsWith('.xml'));
    expect([read.length, new Set(read).size]).toEqual([20, 20]);
    expect(skipped.map(({ why }) => why)).toEqual([
      expect.stringContaining('others are beyond 20 sitemaps'),
    ]);
  },
);

faultTest(
  'F26',
  'a robots.txt of a gigabyte, with rules made to be slow',
  'its start is read and obeyed',
  async ({ figure }) => {
    const slow = `Disallow: /${'*a'.repeat(900)}$\n`;
    const paths = Array.from({ length: 500 }, (_, at) => `/${'a'.repeat(900)}${at}`);
    const links = paths.map((path) => `<a href="${path}">x</a>`).join('');
    const { articles, skipped, seconds } = await readSitemaps(() => ({
      '/robots.txt': (response) => {
        response.writeHead(200, { 'content-type': 'text/plain' });
        response.write('User-agent: *\nDisallow: /hidden\n');
        response.on('error', () => undefined);
        const send = (): void => {
          while (!response.destroyed && response.write(slow));
          if (!response.destroyed) response.once('drain', send);
        };
        send();
      },
      '/': page('Start', `<a href="/hidden">x</a><a href="/first">x</a>${links}`),
      '/hidden': page('Hidden'),
      '/first': page('First'),
    }));
    expect(articles.map(({ id }) => id)).toEqual(['/', '/first']);
    // A rule with too many stars forbids what its beginning fits, instead of being tried to its end.
    expect(skipped.map(({ why }) => why)).toEqual(Array(501).fill('robots.txt does not allow it'));
    figure('500 paths, s', Math.round(seconds * 10) / 10);
  },
);
