import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { goodAnswer, inventedAnswer } from './model/good-answer.ts';
import { obedientAnswer } from './model/obedient-answer.ts';
import type { ModelRequest, ScriptedAnswer } from './model/script.ts';
import { readRequest, type Said, writeAnswer } from './model/wire.ts';

export type { ModelRequest, ScriptedAnswer };

export type ModelServer = {
  /** To be given as the OpenAI base address; ends with `/v1`. */
  readonly baseUrl: string;
  /** Every request, in order. */
  readonly requests: readonly ModelRequest[];
  /**
   * Programs the coming answers, one a call. Once a script has been given, a call beyond its end
   * is an error of the test: it gets a 418, and `stop` throws.
   */
  script(answers: readonly ScriptedAnswer[]): void;
  /** Back to good answers for ever, and no requests seen. */
  reset(): void;
  stop(): Promise<void>;
};

const paths: Readonly<Record<string, ModelRequest['api']>> = {
  '/v1/responses': 'responses',
  '/v1/chat/completions': 'chat',
};

/**
 * An OpenAI-compatible model server on loopback, both APIs. Without a script it answers every
 * request well, always alike, from the passages that the request holds.
 */
export async function startModelServer(options: { port?: number } = {}): Promise<ModelServer> {
  const requests: ModelRequest[] = [];
  let answers: ScriptedAnswer[] | null = null;
  let overruns = 0;

  function nextAnswer(): ScriptedAnswer {
    if (answers === null) return { kind: 'good' };
    const next = answers.shift();
    if (next !== undefined) return next;
    overruns += 1;
    return { kind: 'error', status: 418, code: 'script_ran_out' };
  }

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const api = paths[incoming.url ?? ''];
    if (incoming.method !== 'POST' || api === undefined) {
      send(response, 404, { error: { code: 'not_found', type: 'invalid_request_error' } });
      return;
    }
    try {
      const request = readRequest(api, JSON.parse(await bodyOf(incoming)));
      requests.push(request);
      await play(nextAnswer(), request, response);
    } catch {
      send(response, 400, { error: { code: 'invalid_request', type: 'invalid_request_error' } });
    }
  }

  const server = createServer((incoming, response) => void handle(incoming, response));
  await new Promise<void>((done) => server.listen(options.port ?? 0, '127.0.0.1', done));
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;

  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    requests,
    script(next) {
      answers = [...next];
    },
    reset() {
      answers = null;
      overruns = 0;
      requests.length = 0;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
      if (overruns > 0) throw new Error(`the model server was called ${overruns} times too often`);
    },
  };
}

async function play(
  answer: ScriptedAnswer,
  request: ModelRequest,
  response: ServerResponse,
): Promise<void> {
  const say = (said: Said) => send(response, 200, writeAnswer(request, said));
  const sayJson = (value: unknown) => say({ kind: 'text', text: JSON.stringify(value) });
  switch (answer.kind) {
    case 'good':
      return sayJson(goodAnswer(request));
    case 'obedient':
      return sayJson(obedientAnswer(request));
    case 'json':
      return sayJson(answer.value);
    case 'text':
      return say({ kind: 'text', text: answer.text });
    case 'wrong_sources':
      return sayJson(inventedAnswer);
    case 'refusal':
    case 'cut_off':
      return say({ kind: answer.kind });
    case 'error':
      return sendError(response, answer);
    case 'page':
      response.writeHead(answer.status, { 'content-type': 'text/html' });
      response.end('<html><body>Down for maintenance</body></html>');
      return;
    case 'slow':
      await new Promise((done) => setTimeout(done, answer.afterMs));
      return sayJson(goodAnswer(request));
    case 'enormous':
      return sendEnormous(response, answer.bytes);
    case 'stalls':
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"id":');
      return;
    case 'hangs':
      return;
    case 'resets':
      response.destroy();
      return;
  }
}

/** Blanks before the braces, as fast as they are taken. */
async function sendEnormous(response: ServerResponse, bytes: number): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/json' });
  const blanks = Buffer.alloc(65_536, ' ');
  const closed = new Promise<void>((done) => response.once('close', () => done()));
  for (let sent = 0; sent < bytes && !response.destroyed; sent += blanks.length) {
    if (response.write(blanks)) continue;
    const drained = new Promise<void>((done) => response.once('drain', () => done()));
    await Promise.race([drained, closed]);
  }
  response.end('{}');
}

function sendError(
  response: ServerResponse,
  { status, code, type, retryAfterSeconds }: Extract<ScriptedAnswer, { kind: 'error' }>,
): void {
  const headers = retryAfterSeconds === undefined ? {} : { 'retry-after': `${retryAfterSeconds}` };
  const error = { message: 'programmed', code: code ?? null, type: type ?? null, param: null };
  send(response, status, { error }, headers);
}

function send(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of incoming) {
    if (chunk instanceof Uint8Array) chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
