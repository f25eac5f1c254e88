import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { ServerResponse } from 'node:http';
import { expect } from 'vitest';
import { faultTest } from '../../support/fault.ts';
import { type Reply, page, readLocally, serve } from '../../support/web-site.ts';

type Options = NonNullable<Parameters<typeof readLocally>[1]>;

/** Reads a trap and a page behind it, one after the other; why the trap was left out. */
async function readTrap(trap: Reply, options: Options = {}): Promise<string | undefined> {
  const site = await serve({
    '/': page('Start', '<a href="/trap">x</a><a href="/next">x</a>'),
    '/trap': trap,
    '/next': page('Next'),
  });
  const result = await readLocally(site.origin, {
    ...options,
    limits: { pageBytes: 200_000, ...options.limits, atOnce: 1 },
  });
  expect(result.articles.map(({ id }) => id)).toEqual(['/', '/next']);
  expect(result.skipped.map(({ where }) => where)).toEqual([`${site.origin}/trap`]);
  expect(result.keeps('/trap')).toBe(true);
  return result.skipped[0]?.why;
}

const html = { 'content-type': 'text/html' };
const tooLong = 'it is longer than 200000 bytes';

/** Sends one chunk again and again, as fast as it is taken, until nobody takes it any more. */
function sendEndlessly(response: ServerResponse, chunk: Buffer | string): void {
  const send = (): void => {
    while (!response.destroyed && response.write(chunk));
    if (!response.destroyed) response.once('drain', send);
  };
  response.on('error', () => undefined);
  send();
}

faultTest(
  'F26',
  'a page that never ends',
  'cut off at its limit of bytes; the next page is read',
  async () => {
    const why = await readTrap((response) => {
      response.writeHead(200, html);
      sendEndlessly(response, '<p>more</p>'.repeat(100));
    });
    expect(why).toBe(tooLong);
  },
);

const zeros = Buffer.alloc(10_000_000);
for (const [encoding, member] of [
  ['gzip', gzipSync(zeros)],
  ['br', brotliCompressSync(zeros)],
] as const) {
  faultTest(
    'F26',
    `a page that unpacks to far more than it is: ${encoding}`,
    'cut off at its limit, counted after unpacking; the next page is read',
    async ({ figure }) => {
      figure('sent, kB', Math.round(member.length / 100) / 10);
      const why = await readTrap((response) => {
        response.writeHead(200, { ...html, 'content-encoding': encoding });
        // A thousand of them are the 10 GB of the specification.
        if (encoding === 'gzip') sendEndlessly(response, member);
        else response.end(member);
      });
      expect(why).toBe(tooLong);
    },
  );
}

faultTest(
  'F26',
  'a page that unpacks to nothing for ever, and one packed twice',
  'cut off at its limit, counted as sent; a second layer is not unpacked',
  async () => {
    const nothing = Buffer.concat(Array.from({ length: 100 }, () => gzipSync('')));
    const endless = await readTrap((response) => {
      response.writeHead(200, { ...html, 'content-encoding': 'gzip' });
      sendEndlessly(response, nothing);
    });
    expect(endless).toBe(tooLong);
    const twice = await readTrap({
      headers: { ...html, 'content-encoding': 'gzip, gzip' },
      body: gzipSync(gzipSync(page('Twice'))),
    });
    expect(twice).toBe('it is compressed as gzip, gzip');
    const lie = await readTrap({
      headers: { ...html, 'content-encoding': 'gzip' },
      body: page('Lie'),
    });
    expect(lie).toBe('it is not compressed as it says');
  },
);

faultTest(
  'F26',
  'a server that sends a byte a moment, one that answers nothing, one that breaks off',
  'given up after the time for a page; the next page is read',
  async () => {
    const limits = { pageMs: 400 };
    const slow = await readTrap(
      (response) => {
        response.writeHead(200, html);
        const timer = setInterval(() => response.write('<'), 50);
        response.on('close', () => clearInterval(timer));
      },
      { limits },
    );
    expect(slow).toBe('it took longer than 0.4 s');
    const silent = await readTrap(() => undefined, { limits });
    expect(silent).toBe('it took longer than 0.4 s');
    const broken = await readTrap((response) => {
      response.writeHead(200, { ...html, 'content-length': '1000' }).write(page('Half'));
      setTimeout(() => response.destroy(), 50);
    });
    expect(broken).toMatch(/^it could not be fetched/);
    const enormousHead = await readTrap((response) => {
      response.writeHead(200, { ...html, 'x-long': 'x'.repeat(100_000) }).end(page('Long'));
    });
    expect(enormousHead).toMatch(/^it could not be fetched/);
  },
);

faultTest(
  'F26',
  'files of other types, files that call themselves HTML',
  'left out by type before they are read, or by what they hold; the next page is read',
  async () => {
    const pdf = await readTrap((response) => {
      response.writeHead(200, { 'content-type': 'application/pdf' });
      sendEndlessly(response, '%PDF');
    });
    expect(pdf).toBe('it is of the type application/pdf');
    const picture = Buffer.from(Array.from({ length: 20_000 }, (_, at) => (at * 7919) % 256));
    expect(await readTrap({ headers: html, body: picture })).toBe(
      'it is no text, whatever its type says',
    );
  },
);

faultTest(
  'F26',
  'HTML that is nested without end, has too many elements, or one text without end',
  'left out within its limits; the next page is read',
  async ({ figure }) => {
    const limits = { pageBytes: 5_000_000 };
    const startMs = performance.now();
    const deep = await readTrap('<div>'.repeat(900_000), { limits });
    expect(deep).toBe('its elements are nested more than 400 deep');
    const many = await readTrap('<p>x</p>'.repeat(600_000), { limits });
    expect(many).toBe('it has more than 100000 elements');
    const long = await readTrap(`<p>${'word '.repeat(900_000)}</p>`, { limits });
    expect(long).toBe('its text is longer than 500000 characters');
    figure('three pages of 5 MB, s', Math.round((performance.now() - startMs) / 100) / 10);
  },
);

faultTest(
  'F26',
  'a table and lists as long and as deep as the limits allow',
  'read in seconds: what the converter gets at once is bounded',
  async ({ figure }) => {
    const site = await serve({
      '/': page('Start', '<a href="/table">x</a><a href="/lists">x</a>'),
      '/table': page('Table', `<table>${'<tr><td>a</td><td>b</td></tr>'.repeat(30_000)}</table>`),
      '/lists': page('Lists', `${'<ul><li>a'.repeat(150)}${'</li></ul>'.repeat(150)}`.repeat(200)),
    });
    const startMs = performance.now();
    const { articles } = await readLocally(site.origin, { limits: { pageMs: 60_000 } });
    const seconds = (performance.now() - startMs) / 1_000;
    expect(articles).toHaveLength(3);
    // Without pieces the table alone takes half a minute on the same machine.
    expect(seconds).toBeLessThan(15);
    figure('both, s', Math.round(seconds * 10) / 10);
  },
  120_000,
);

faultTest(
  'F26',
  'pages in an encoding other than the one they name',
  'read as what they can be, without a wrong letter',
  async () => {
    const text = 'Größe, Café, señal: alles über die Rückgabe einer Bestellung im Laden.';
    const body = (head = '') => page('Encoding', `<p>${text}</p>`, head);
    const as = (charset: string | null, bytes: Buffer): Reply => ({
      headers: { 'content-type': charset === null ? 'text/html' : `text/html; charset=${charset}` },
      body: bytes,
    });
    const pages: Record<string, Reply> = {
      '/latin': as('utf-8', Buffer.from(body(), 'latin1')),
      '/unknown': as('x-klingon', Buffer.from(body())),
      '/declared': as(null, Buffer.from(body('<meta charset="iso-8859-1">'), 'latin1')),
      '/wide': as(null, Buffer.from(`\uFEFF${body()}`, 'utf16le')),
    };
    const start = page(
      'Start',
      Object.keys(pages)
        .map((path) => `<a href="${path}">x</a>`)
        .join(''),
    );
    // Equal texts count once, so each is read by itself.
    for (const [path, reply] of Object.entries(pages)) {
      const site = await serve({ '/': start, [path]: reply });
      const { articles } = await readLocally(site.origin);
      expect([path, articles.at(-1)?.markdown]).toEqual([path, expect.stringContaining(text)]);
    }
  },
);
