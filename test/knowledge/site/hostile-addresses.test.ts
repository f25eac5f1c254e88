import { expect, test } from 'vitest';
import { reachOf } from '../../../knowledge/sources/site/internet-address.ts';
import { faultTest } from '../../support/fault.ts';
import { type Replies, onLoopback, page, readLocally, serve } from '../../support/web-site.ts';

const everything: Replies = () => page('Secrets');

test.each([
  ['public', ['93.184.215.14', '8.8.8.8', '2606:4700::1111', '::ffff:8.8.8.8', '64:ff9b::808:808']],
  [
    'own',
    [
      ...['127.0.0.1', '127.255.255.254', '10.1.2.3', '172.16.0.1', '172.31.255.255'],
      ...['192.168.0.1', '100.64.0.1', '::1', 'fc00::1', 'fdff::1', '::ffff:127.0.0.1'],
      ...['::ffff:a00:1', '64:ff9b::7f00:1', '2002:7f00:1::', '2002:c0a8:101::1'],
    ],
  ],
  [
    'never',
    [
      ...['0.0.0.0', '0.1.2.3', '169.254.169.254', '169.254.0.1', '192.0.0.1', '192.0.2.1'],
      ...['198.18.0.1', '198.51.100.7', '203.0.113.9', '224.0.0.1', '255.255.255.255', '240.0.0.1'],
      ...['100.100.100.200', '168.63.129.16', '::', 'fe80::1', 'ff02::1', 'fec0::1', '::7f00:1'],
      ...['2001::1', '2001:db8::1', 'fd00:ec2::254', '::ffff:169.254.169.254', '2002:a9fe:a9fe::'],
      ...['64:ff9b:1::1', '4000::1', 'x', ''],
    ],
  ],
])('knows an address that is %s', (reach, addresses) => {
  expect(addresses.filter((address) => reachOf(address) !== reach)).toEqual([]);
});

faultTest(
  'F26',
  'addresses of this machine, in odd spellings and behind names',
  'no connection is made; the address is named with the reason',
  async ({ figure }) => {
    const site = await serve(everything);
    const hosts = [
      ...['127.0.0.1', '2130706433', '0x7f000001', '0x7f.1', '0177.0.0.1', '127.1', '127.0.0.1.'],
      ...['[::1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[64:ff9b::7f00:1]', '１２７。0。0。1'],
      ...['0.0.0.0', '0', 'localhost', 'LOCALHOST.', 'a.localhost', 'harmless.example'],
    ];
    for (const host of hosts) {
      const address = `http://${host}:${site.port}/`;
      const { articles, skipped } = await readLocally(address, { allowPrivate: false });
      expect([host, articles, skipped.length]).toEqual([host, [], 1]);
      expect(skipped[0]?.why).toMatch(/private network|no public one/);
    }
    const withUser = await readLocally(`http://user:word@help.example:${site.port}/`);
    expect(withUser.skipped[0]?.why).toContain('it has a user name in it');
    expect(site.connections()).toBe(0);
    // The same server answers where that is allowed: the guard alone kept it from being asked.
    expect((await readLocally(site.origin)).articles).toHaveLength(1);
    figure('spellings', hosts.length);
  },
);

faultTest(
  'F26',
  'metadata services, by address and by name, also where a private host is allowed',
  'refused, within a second',
  async () => {
    const addresses = [
      ...['http://169.254.169.254/latest/meta-data/', 'http://2852039166/', 'http://0xa9fea9fe/'],
      ...['http://[::ffff:169.254.169.254]/', 'http://[fd00:ec2::254]/', 'http://100.100.100.200/'],
    ];
    for (const address of addresses) {
      const { articles, skipped } = await readLocally(address);
      expect([address, articles, skipped[0]?.why]).toEqual([
        address,
        [],
        expect.stringContaining('its host is no public one'),
      ]);
    }
    const resolve = async () => [{ address: '169.254.169.254', family: 4 }];
    const named = await readLocally('http://metadata.example/', { resolve });
    expect(named.skipped[0]?.why).toContain('its host is no public one');
    // Such names are not even looked up.
    const never = () => Promise.reject(new Error('looked up'));
    for (const host of ['metadata.google.internal', 'localhost', 'printer.local', 'a.localhost.']) {
      const options = { allowPrivate: false, resolve: never };
      const { skipped } = await readLocally(`http://${host}/`, options);
      expect([host, skipped[0]?.why]).toEqual([host, expect.stringContaining('private network')]);
    }
  },
);

faultTest(
  'F26',
  'a name that leads elsewhere when it is asked again, and one with a bad address among good ones',
  'each connection goes to the address that was looked at; the bad one is refused, the others are read',
  async ({ figure }) => {
    const links = '<a href="/a">x</a><a href="/b">x</a>';
    const closing = (body: string) => ({ headers: { connection: 'close' }, body });
    const site = await serve({
      '/robots.txt': { ...closing(''), status: 404 },
      '/sitemap.xml': { ...closing(''), status: 404 },
      '/': closing(page('Start', links)),
      '/a': closing(page('First')),
      '/b': closing(page('Second')),
    });
    let asked = 0;
    const resolve = async () => {
      asked += 1;
      return asked === 5
        ? [
            { address: '127.0.0.1', family: 4 },
            { address: '169.254.169.254', family: 4 },
          ]
        : onLoopback('');
    };
    // robots.txt, the first look, the sitemap, the start, and now the first link.
    const { articles, skipped } = await readLocally(site.origin, {
      resolve,
      limits: { atOnce: 1 },
    });
    expect(articles.map(({ id }) => id)).toEqual(['/', '/b']);
    expect(skipped).toEqual([{ where: `${site.origin}/a`, why: 'its host is no public one' }]);
    expect(site.asked).not.toContain('/a');
    figure('names resolved', asked);
  },
);

faultTest(
  'F26',
  'redirects and sitemaps that lead to a private host, by address and by name',
  'not followed: the private server is never connected to; the pages beside it are read',
  async () => {
    const secret = await serve(everything);
    const elsewhere = [
      `http://127.0.0.1:${secret.port}/`,
      `http://[::ffff:127.0.0.1]:${secret.port}/`,
      `http://inside.example:${secret.port}/`,
      `http://help.example:${secret.port}/`,
      'file:///etc/passwd',
      `ftp://127.0.0.1:${secret.port}/`,
      `http://user:word@127.0.0.1:${secret.port}/`,
    ];
    const site = await serve({
      '/robots.txt': elsewhere.map((address) => `Sitemap: ${address}sitemap.xml`).join('\n'),
      '/': page('Start', elsewhere.map((_, at) => `<a href="/r${at}">x</a>`).join('')),
      ...Object.fromEntries(
        elsewhere.map((location, at) => [`/r${at}`, { status: 302, headers: { location } }]),
      ),
    });
    const { articles, skipped } = await readLocally(site.origin);
    expect(articles.map(({ id }) => id)).toEqual(['/']);
    expect(secret.connections()).toBe(0);
    const pages = skipped.filter(({ where }) => where.startsWith(`${site.origin}/r`));
    expect(pages).toHaveLength(elsewhere.length);
    expect(skipped).toHaveLength(2 * elsewhere.length);
    // The address given may lead to another host, which then is looked at as well.
    for (const location of elsewhere) {
      const door = await serve({ '/': { status: 302, headers: { location } } });
      expect((await readLocally(door.origin)).articles).toEqual([]);
    }
    expect(secret.connections()).toBe(0);
  },
);

faultTest(
  'F26',
  'redirects in a circle and in a chain that does not end',
  'five are followed, then the page is left out and the next one read',
  async () => {
    const site = await serve((path) => {
      if (path === '/')
        return page('Start', '<a href="/circle">x</a><a href="/r0">x</a><a href="/a">x</a>');
      if (path === '/a') return page('First');
      if (path === '/circle') return { status: 301, headers: { location: '/circle' } };
      const at = /^\/r(\d+)$/.exec(path)?.[1];
      return at === undefined
        ? undefined
        : { status: 302, headers: { location: `/r${Number(at) + 1}` } };
    });
    const { articles, skipped } = await readLocally(site.origin);
    expect(articles.map(({ id }) => id)).toEqual(['/', '/a']);
    expect(skipped.map(({ why }) => why)).toEqual(Array(2).fill('it leads on more than 5 times'));
    expect(site.asked.filter((path) => /^\/r\d/.test(path))).toHaveLength(6);
  },
);
