import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { ResolveHost } from '../../knowledge/sources/site/address-guard.ts';
import type { SiteLimits } from '../../knowledge/sources/site/limits.ts';
import { type SiteOptions, readSite } from '../../knowledge/sources/site/read-site.ts';

type Handler = (response: ServerResponse, request: IncomingMessage) => void;
export type Reply =
  | string
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string | Buffer;
    }
  | Handler;

/** What a path with its query is answered with; undefined: 404. */
export type Replies = Record<string, Reply> | ((path: string) => Reply | undefined);

export type WebSite = {
  /** By the name `help.example`, which only `readLocally` can resolve. */
  readonly origin: string;
  readonly port: number;
  /** Paths that were asked for, in order, and how many connections were made. */
  readonly asked: string[];
  readonly connections: () => number;
  readonly close: () => Promise<void>;
};

/** A page that says enough; `body`: what stands in its main element after the heading. */
export const page = (title: string, body = '', head = ''): string =>
  `<!doctype html><html lang="en"><head><title>${title} | Example Help</title>${head}</head><body>` +
  `<nav><a href="/">Home</a></nav><main><h1>${title}</h1>` +
  `<p>All that a customer wants to know of ${title}, in one paragraph.</p>${body}</main></body></html>`;

/** A web server for one test, closed when it ends. */
export async function serve(replies: Replies): Promise<WebSite> {
  const site = await startWebSite(replies);
  onTestFinished(() => site.close());
  return site;
}

/** A web server on loopback. Texts are sent as HTML, and what ends in .xml or .txt as that. */
export async function startWebSite(replies: Replies): Promise<WebSite> {
  const asked: string[] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    asked.push(path);
    const reply = typeof replies === 'function' ? replies(path) : replies[path];
    if (typeof reply === 'function') return reply(response, request);
    const {
      status = 200,
      headers = {},
      body = '',
    } = reply === undefined ? { status: 404 } : typeof reply === 'string' ? { body: reply } : reply;
    response.writeHead(status, { 'content-type': typeOf(path), ...headers }).end(body);
  });
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://help.example:${port}`,
    port,
    asked,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const typeOf = (path: string): string => {
  if (/\.xml(?:\?|$)/.test(path)) return 'application/xml';
  return /\.txt(?:\?|$)/.test(path) ? 'text/plain' : 'text/html; charset=utf-8';
};

/** Every name is this machine's loopback address. */
export const onLoopback: ResolveHost = async () => [{ address: '127.0.0.1', family: 4 }];

/** Quick limits: no pauses, and a second for a page. */
export const quick: Partial<SiteLimits> = {
  pauseMs: 0,
  retryMs: 0,
  pageMs: 1_000,
  totalMs: 60_000,
};

/** Reads a local site, which has to be allowed as one of a private network. */
export const readLocally = (
  address: string,
  { limits, ...options }: Partial<SiteOptions> = {},
): ReturnType<typeof readSite> =>
  readSite({
    address,
    userAgent: 'Sidenote/0.0.0',
    guessLanguage: () => 'en',
    allowPrivate: true,
    resolve: onLoopback,
    ...options,
    limits: { ...quick, ...limits },
  });
