import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createIntercomClient, type IntercomClientOptions } from '../../intercom/client.ts';

export type Seen = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
};

type Answer = (response: ServerResponse, seen: Seen) => void;

/** Answers JSON with a status and headers. */
export const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };

/** Answers text of another kind. */
export const page =
  (status: number, body: string): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'text/html' });
    response.end(body);
  };

/** Closes the connection after the request has been read. */
export const reset: Answer = (response) => response.destroy();

/** Never answers. */
export const hang: Answer = () => undefined;

/** A real HTTP server on loopback that answers as told and remembers what it was asked. */
export async function startServer() {
  const seen: Seen[] = [];
  const sockets = new Set<unknown>();
  let answer: Answer = json(500, {});
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const { method = '', url: path = '', headers } = request;
      const one = { method, path, headers, body: text === '' ? null : JSON.parse(text) };
      seen.push(one);
      answer(response, one);
    });
  });
  server.on('connection', (socket) => sockets.add(socket));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const baseUrl = `http://127.0.0.1:${address.port}`;
  return {
    baseUrl,
    seen,
    connections: () => sockets.size,
    answerWith: (next: Answer) => {
      seen.length = 0;
      answer = next;
    },
    client: (options: Partial<IntercomClientOptions> = {}) =>
      createIntercomClient({
        accessToken: 'token-of-the-test',
        baseUrl,
        version: '2.14',
        adminId: '77',
        timeoutMs: 2_000,
        ...options,
      }),
    stop: () => {
      server.closeAllConnections();
      return new Promise<void>((done) => server.close(() => done()));
    },
  };
}

/** The error that a promise ends with. */
export async function failureFrom(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('it should have failed');
}
