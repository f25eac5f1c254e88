import { createHash } from 'node:crypto';
import {
  type IncomingMessage,
  type ServerResponse,
  createServer as createHttpServer,
} from 'node:http';
import { type Server, type Socket, connect, createServer } from 'node:net';
import { onTestFinished } from 'vitest';

async function portOf(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket.on('error', () => socket.destroy()));
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('it has no port');
  return address.port;
}

/** Takes connections and never answers. */
export async function startSilence(): Promise<{ port: number; connections: () => number }> {
  let connections = 0;
  const server = createServer(() => {
    connections += 1;
  });
  return { port: await portOf(server), connections: () => connections };
}

/** Files that are served for any path that ends so; with `.md5` appended, their sums. */
export type Files = Readonly<Record<string, Uint8Array | string>>;

function serve(files: Files, path: string, response: ServerResponse): void {
  const name = Object.keys(files).find((one) => path.replace(/\.md5$/, '').endsWith(one));
  const found = name === undefined ? undefined : files[name];
  if (found === undefined) {
    response.writeHead(404, { 'content-length': 0 }).end();
    return;
  }
  const file = Buffer.from(found);
  const sum = createHash('md5').update(file).digest('hex');
  const body = path.endsWith('.md5') ? Buffer.from(`${sum}  ${name}\n`) : file;
  const type = path.endsWith('/') ? 'text/html' : 'application/octet-stream';
  response.writeHead(200, { 'content-length': body.length, 'content-type': type }).end(body);
}

const pathOf = (request: IncomingMessage): string =>
  new URL(request.url ?? '/', 'http://files.invalid').pathname;

export async function startFiles(files: Files): Promise<{ port: number; asked: string[] }> {
  const asked: string[] = [];
  const server = createHttpServer((request, response) => {
    asked.push(pathOf(request));
    serve(files, pathOf(request), response);
  });
  return { port: await portOf(server), asked };
}

/**
 * A proxy that writes down what it is asked for. With `files` it answers plain requests itself and
 * leads every tunnel to them; with a port of this machine it leads every tunnel there; without, it
 * refuses all.
 */
export async function startProxy(
  target?: Files | number,
): Promise<{ port: number; asked: string[] }> {
  const asked: string[] = [];
  const files = typeof target === 'number' ? undefined : target;
  const tunnelPort = files === undefined ? target : (await startFiles(files)).port;
  const server = createHttpServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    if (files === undefined) response.writeHead(403, { 'content-length': 0 }).end();
    else serve(files, pathOf(request), response);
  });
  server.on('connect', (request, client: Socket) => {
    asked.push(`CONNECT ${request.url}`);
    client.on('error', () => client.destroy());
    if (typeof tunnelPort !== 'number') {
      client.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n');
      return;
    }
    const upstream = connect(tunnelPort, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      client.pipe(upstream).pipe(client);
    });
    upstream.on('error', () => client.destroy());
    client.on('close', () => upstream.destroy());
  });
  return { port: await portOf(server), asked };
}
