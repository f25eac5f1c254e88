import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type Replies, page, readLocally, serve } from '../../support/web-site.ts';

const sitemap = (...addresses: string[]) =>
  `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${addresses
    .map((address) => `<url><loc>${address}</loc></url>`)
    .join('\n')}</urlset>`;
const link = (...paths: string[]) => paths.map((path) => `<a href="${path}">x</a>`).join(' ');
const ids = ({ articles }: { articles: readonly { id: string }[] }) =>
  articles.map(({ id }) => id).sort();
const whyOf = (result: Awaited<ReturnType<typeof readLocally>>, path: string) =>
  result.skipped.find(({ where }) => new URL(where).pathname === path)?.why;

describe('by sitemap', () => {
  it('reads those that robots.txt names, indexes and gzip files too', async () => {
    const site = await serve((path) => {
      const origin = `http://help.example:${site.port}`;
      const index = `<sitemapindex><sitemap><loc>${origin}/a.xml</loc></sitemap><sitemap><loc>/b.xml.gz</loc></sitemap></sitemapindex>`;
      const replies: Replies = {
        '/robots.txt': `Sitemap: ${origin}/index.xml`,
        '/index.xml': index,
        '/a.xml': sitemap(`${origin}/refunds`, `${origin}/refunds#how`, 'http://other.example/x'),
        '/b.xml.gz': {
          headers: { 'content-type': 'application/gzip' },
          body: gzipSync(sitemap(`${origin}/export?utm_source=mail`)),
        },
        '/refunds': page('Refunds', link('/unlisted')),
        '/export': page('Export'),
        '/unlisted': page('Unlisted'),
      };
      return replies[path];
    });
    const result = await readLocally(site.origin);
    expect(ids(result)).toEqual(['/export', '/refunds']);
    expect(result.source).toBe(`site:help.example:${site.port}`);
    expect(site.asked).not.toContain('/sitemap.xml');
    expect(result.skipped).toEqual([
      { where: `${site.origin}/`, why: expect.stringContaining('1 addresses of its sitemaps') },
    ]);
  });

  it('takes the one at the usual place, and a sitemap that is named', async () => {
    const site = await serve((path) =>
      path === '/sitemap.xml'
        ? sitemap('/one', '/two')
        : path === '/some.txt'
          ? `http://help.example:${site.port}/two\n`
          : path === '/one' || path === '/two'
            ? page(path)
            : undefined,
    );
    expect(ids(await readLocally(site.origin))).toEqual(['/one', '/two']);
    expect(ids(await readLocally(`${site.origin}/some.txt`))).toEqual(['/two']);
  });
});

describe('by links', () => {
  it('goes breadth first, on the same host and below the same folder only', async () => {
    const site = await serve({
      '/help/': page('Start', link('a', 'b', '/shop', 'http://other.example/help/x', 'logo.png')),
      '/help/a': page('First', link('c', './')),
      '/help/b': page('Second', link('../help/c')),
      '/help/c': page('Third'),
      '/shop': page('Shop'),
    });
    const result = await readLocally(`${site.origin}/help/`, { limits: { atOnce: 1 } });
    expect(ids(result)).toEqual(['/help/', '/help/a', '/help/b', '/help/c']);
    expect(site.asked.slice(-4)).toEqual(['/help/', '/help/a', '/help/b', '/help/c']);
    expect(result.skipped).toEqual([]);
  });

  it('obeys robots.txt for its own name', async () => {
    const site = await serve({
      '/robots.txt':
        'User-agent: *\nDisallow: /\n\nUser-agent: Sidenote\nDisallow: /private\nDisallow: /*.php$\nAllow: /private/open\n',
      '/': page('Start', link('/private/a', '/private/open', '/x.php', '/x.php?a=1')),
      '/private/a': page('Hidden'),
      '/private/open': page('Open'),
      '/x.php': page('Script'),
      '/x.php?a=1': page('Query'),
    });
    const result = await readLocally(site.origin);
    expect(ids(result)).toEqual(['/', '/private/open', '/x.php?a=1']);
    expect(whyOf(result, '/private/a')).toBe('robots.txt does not allow it');
    expect(site.asked).not.toContain('/private/a');
  });

  it('reads nothing where robots.txt cannot be had', async () => {
    const site = await serve({ '/robots.txt': { status: 503 }, '/': page('Start') });
    const result = await readLocally(site.origin);
    expect(result.articles).toEqual([]);
    expect(result.skipped[0]?.why).toContain('robots.txt cannot be read');
    expect(result.keeps('/')).toBe(true);
  });

  it('does not take the half of a rule, where robots.txt is cut off, for a rule', async () => {
    const site = await serve({
      '/robots.txt': 'User-agent: *\nDisallow: /hidden\nDisallow: /first-and-longer\n',
      '/': page('Start', link('/first', '/hidden')),
      '/first': page('First'),
      '/hidden': page('Hidden'),
    });
    const robotsBytes = 'User-agent: *\nDisallow: /hidden\nDisallow: /first'.length;
    expect(ids(await readLocally(site.origin, { limits: { robotsBytes } }))).toEqual([
      '/',
      '/first',
    ]);
  });

  it('waits between requests as long as robots.txt asks', async () => {
    const times: number[] = [];
    const timed =
      (title: string, body = '') =>
      (response: { end: (text: string) => void }) => {
        times.push(performance.now());
        response.end(page(title, body));
      };
    const site = await serve({
      '/robots.txt': 'User-agent: *\nCrawl-delay: 0.2\n',
      '/': timed('Start', link('/a', '/b')),
      '/a': timed('First'),
      '/b': timed('Second'),
    });
    await readLocally(site.origin);
    // The very first look is not of the reading.
    const [, start = 0, first = 0, second = 0] = times;
    expect(first - start).toBeGreaterThan(150);
    expect(second - first).toBeGreaterThan(150);
  });

  it('obeys noindex and nofollow, in the page, in a link and in the header', async () => {
    const meta = (content: string) => `<meta name="robots" content="${content}">`;
    const site = await serve({
      '/': page(
        'Start',
        `${link('/noindex', '/nofollow', '/header')}<a rel="nofollow" href="/d">x</a>`,
      ),
      '/noindex': page('Noindex', link('/a'), meta('noindex')),
      '/nofollow': page('Nofollow', link('/b'), meta('nofollow')),
      '/header': {
        headers: { 'x-robots-tag': 'otherbot: none, sidenote: noindex, nofollow' },
        body: page('Header', link('/c')),
      },
      ...Object.fromEntries(['/a', '/b', '/c', '/d'].map((path) => [path, page(path)])),
    });
    const result = await readLocally(site.origin);
    expect(ids(result)).toEqual(['/', '/a', '/nofollow']);
    expect(whyOf(result, '/noindex')).toBe('it says noindex');
    expect(whyOf(result, '/header')).toBe('it says noindex');
  });
});

describe('a page comes once', () => {
  it('under its canonical address, if that says the same', async () => {
    const canonical = (path: string) => `<link rel="canonical" href="${path}">`;
    const site = await serve({
      '/': page('Start', link('/a?print=1', '/lost?x=1', '/b')),
      '/a?print=1': page('First', '<p>Printed today.</p>', canonical('/a')),
      '/a': page('First', '', canonical('/a')),
      '/lost?x=1': page('Lost', '', canonical('/lost')),
      '/b': page(
        'Wrong',
        '<p>Nothing like it: quite another subject, with invoices, taxes and many different words on how each of them is paid, refunded, cancelled and sent again by mail.</p>',
        canonical('/'),
      ),
    });
    const result = await readLocally(site.origin);
    expect(ids(result)).toEqual(['/', '/a', '/b', '/lost']);
    expect(whyOf(result, '/a')).toContain('it is a version of');
  });

  it('after redirects, each address once', async () => {
    const to = (location: string) => ({ status: 301, headers: { location } });
    const site = await serve({
      '/': page('Start', link('/old', '/older', '/new')),
      '/old': to('/new'),
      '/older': to('/old'),
      '/new': page('New'),
    });
    const result = await readLocally(site.origin, { limits: { atOnce: 1 } });
    expect(ids(result)).toEqual(['/', '/new']);
    // By each of the redirects, and not by itself any more.
    expect(site.asked.filter((path) => path === '/new')).toHaveLength(2);
    expect(result.keeps('/old')).toBe(false);
  });

  it('and not by a redirect out of its folder, or to what robots.txt forbids', async () => {
    const to = (location: string) => ({ status: 302, headers: { location } });
    const site = await serve({
      '/robots.txt': 'User-agent: *\nDisallow: /help/private',
      '/help/': page('Start', link('out', 'in', 'away')),
      '/help/out': to('/shop'),
      '/help/in': to('/help/private'),
      '/help/away': to('http://other.example/help/'),
      '/help/private': page('Private'),
      '/shop': page('Shop'),
    });
    const result = await readLocally(`${site.origin}/help/`);
    expect(ids(result)).toEqual(['/help/']);
    expect(whyOf(result, '/help/out')).toMatch(/which is not read: it is not below \/help$/);
    expect(whyOf(result, '/help/in')).toMatch(/robots.txt does not allow it$/);
    expect(whyOf(result, '/help/away')).toMatch(/it is another site$/);
    expect(site.asked).not.toContain('/help/private');
    expect(site.asked).not.toContain('/shop');
  });

  it('with equal texts on two addresses', async () => {
    const site = await serve({
      '/': page('Start', link('/a', '/copy')),
      '/a': page('A'),
      '/copy': page('A'),
    });
    const result = await readLocally(site.origin);
    expect(ids(result)).toEqual(['/', '/a']);
    expect(whyOf(result, '/copy')).toBe(`it has the same text as ${site.origin}/a`);
  });

  it('on the host that the address leads to', async () => {
    const site = await serve((path) => {
      const location = `http://www.help.example:${site.port}/`;
      if (path === '/')
        return (response, request) => {
          if (request.headers.host?.startsWith('www.')) response.end(page('Start', link('/a')));
          else response.writeHead(301, { location }).end();
        };
      return path === '/a' ? page('First') : undefined;
    });
    // Only the host that was named may be private.
    const refused = await readLocally(site.origin);
    expect(refused.articles).toEqual([]);
    const result = await readLocally(`http://www.help.example:${site.port}`);
    expect(ids(result)).toEqual(['/', '/a']);
  });
});

describe('what stays of earlier readings', () => {
  const pages = { '/': page('Start', link('/a', '/b')), '/a': page('First'), '/b': page('Second') };

  it('a page that fails is kept, one that is not there goes', async () => {
    const site = await serve({
      ...pages,
      '/sitemap.xml': sitemap('/', '/a', '/b'),
      '/a': { status: 500 },
      '/b': { status: 404 },
    });
    const result = await readLocally(site.origin);
    expect(ids(result)).toEqual(['/']);
    expect([result.keeps('/a'), result.keeps('/b'), result.keeps('/unlisted')]).toEqual([
      true,
      false,
      false,
    ]);
    expect(whyOf(result, '/a')).toBe('the server answered 500');
  });

  it('what a failing page may lead to is kept as well', async () => {
    const site = await serve({ ...pages, '/a': { status: 503 } });
    const result = await readLocally(site.origin);
    expect([result.keeps('/a'), result.keeps('/below-a')]).toEqual([true, true]);
  });

  it('a page that fails for the moment is tried twice', async () => {
    let times = 0;
    const site = await serve({
      ...pages,
      '/a': (response) => {
        times += 1;
        if (times === 1) response.writeHead(503, { 'retry-after': '0' }).end();
        else response.end(page('First'));
      },
    });
    expect(ids(await readLocally(site.origin))).toEqual(['/', '/a', '/b']);
  });

  it('stops when it is told to', async () => {
    const site = await serve((path) => page(path, link(`${path}1`, `${path}2`)));
    const controller = new AbortController();
    const reading = readLocally(site.origin, {
      signal: controller.signal,
      report: ({ read }) => {
        if (read >= 5) controller.abort(new Error('stopped'));
      },
    });
    await expect(reading).rejects.toThrow();
  });
});
