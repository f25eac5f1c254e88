import { once } from 'node:events';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { Socket } from 'node:net';
import { json } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { ModelFailure } from '../../domain/failure.ts';
import { type OpenAiEmbedderOptions, openOpenAiEmbedder } from '../../models/openai-embedder.ts';

const never = new AbortController().signal;
const requestSchema = z.looseObject({ model: z.string(), input: z.array(z.string()) });
type Request = z.output<typeof requestSchema>;
type Answer = { status?: number; body: unknown } | 'silence';

/** A vector that tells its text: its length leads the way, in as many numbers as are asked for. */
const vectorOf = (text: string, numbers: number): number[] => [
  text.length,
  1,
  ...Array<number>(numbers - 2).fill(0),
];

const good = ({ input, dimensions }: Request): Answer => {
  const data = input.map((text, index) => ({
    index,
    embedding: vectorOf(text, typeof dimensions === 'number' ? dimensions : 3),
  }));
  return { body: { object: 'list', data: data.reverse(), usage: {} } };
};

/** A provider that answers by `answer`, and writes down what it is asked for. */
async function provider(answer: (request: Request) => Answer = good) {
  const asked: Request[] = [];
  const keys: (string | undefined)[] = [];
  const sockets = new Set<Socket>();
  const hear = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = requestSchema.parse(await json(request));
    asked.push(body);
    keys.push(request.headers.authorization);
    const said = answer(body);
    if (said === 'silence') return;
    response.writeHead(said.status ?? 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(said.body));
  };
  const server = createServer((request, response) => void hear(request, response));
  server.on('connection', (socket) => sockets.add(socket));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const address = server.address();
  const host = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const open = (options: Partial<OpenAiEmbedderOptions> = {}, signal = never) =>
    openOpenAiEmbedder(
      {
        apiKey: 'key-of-the-test',
        baseUrl: `http://${host}/v1`,
        model: 'text-embedding-3-small',
        timeoutMs: 5_000,
        ...options,
      },
      signal,
    );
  return { asked, keys, host, open };
}

async function failure(promise: Promise<unknown>): Promise<ModelFailure> {
  const error: unknown = await promise.catch((one: unknown) => one);
  if (error instanceof ModelFailure) return error;
  throw error instanceof Error ? error : new Error('it should have failed');
}

const leadOf = (vector: Float32Array): number => (vector[0] ?? 0) / (vector[1] ?? 0);

test('a known model is asked for short vectors, and for nothing before there is a text', async () => {
  const { asked, keys, host, open } = await provider();
  const embedder = await open();
  expect(embedder).toMatchObject({
    model: `${host}/text-embedding-3-small/512`,
    dimensions: 512,
  });
  expect(asked).toEqual([]);
  await embedder.embed(['How much is it?'], never);
  expect(asked).toEqual([
    {
      model: 'text-embedding-3-small',
      input: ['How much is it?'],
      encoding_format: 'float',
      dimensions: 512,
    },
  ]);
  expect(keys).toEqual(['Bearer key-of-the-test']);
});

test('vectors have length 1 and the order of their texts, over several calls', async () => {
  const { asked, open } = await provider();
  const texts = Array.from({ length: 130 }, (_, at) => 'x'.repeat(at + 1));
  const vectors = await (await open()).embed(texts, never);
  expect(asked.map(({ input }) => input.length)).toEqual([64, 64, 2]);
  expect(vectors.map((vector) => Math.round(leadOf(vector)))).toEqual(
    texts.map(({ length }) => length),
  );
  for (const vector of vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
});

test('another model is asked once how long its vectors are', async () => {
  const { asked, host, open } = await provider();
  const embedder = await open({ model: 'nomic-embed-text' });
  expect(embedder).toMatchObject({ model: `${host}/nomic-embed-text/3`, dimensions: 3 });
  expect(asked).toHaveLength(1);
  expect(asked[0]).not.toHaveProperty('dimensions');
});

test("OpenAI's own models go by their name alone", async () => {
  const embedder = await openOpenAiEmbedder(
    { apiKey: 'key', baseUrl: null, model: 'text-embedding-3-small', timeoutMs: 1_000 },
    never,
  );
  expect(embedder.model).toBe('text-embedding-3-small/512');
});

test('a long text is cut, and an empty one is not sent as such', async () => {
  const { asked, open } = await provider();
  await (await open()).embed(['x'.repeat(20_000), ''], never);
  expect(asked[0]?.input).toEqual(['x'.repeat(8_000), '-']);
});

const one = (index: number, embedding: unknown) => ({ index, embedding });
const full = vectorOf('x', 512);
test.each([
  ['too few vectors', [one(0, full)]],
  ['one vector twice', [one(0, full), one(0, full)]],
  ['another length', [one(0, full), one(1, full.slice(1))]],
  ['a vector without a direction', [one(0, full), one(1, Array(512).fill(0))]],
  ['no numbers', [one(0, full), one(1, Array(512).fill('x'))]],
  ['no list', 'vectors'],
])('an answer with %s is none', async (_, data) => {
  const { open } = await provider(() => ({ body: { data } }));
  const embedder = await open();
  const failed = await failure(embedder.embed(['x', 'y'], never));
  expect(failed.kind).toBe('invalid');
});

test('a refused key ends the call, and no other one is made', async () => {
  const refusal = { error: { code: 'invalid_api_key', message: 'no' } };
  const { asked, open } = await provider(() => ({ status: 401, body: refusal }));
  const embedder = await open();
  expect((await failure(embedder.embed(['x'], never))).kind).toBe('key_refused');
  expect((await failure(embedder.embed(['x'], never))).message).toContain('was not called');
  expect(asked).toHaveLength(1);
});

test('an overloaded server is not asked again by us', async () => {
  const { asked, open } = await provider(() => ({ status: 503, body: {} }));
  const embedder = await open();
  expect((await failure(embedder.embed(['x'], never))).kind).toBe('overloaded');
  expect(asked).toHaveLength(1);
});

test('a call that is given up ends with the reason of its signal', async () => {
  const controller = new AbortController();
  const { open } = await provider(() => {
    controller.abort(new Error('no longer wanted'));
    return 'silence';
  });
  const embedder = await open();
  await expect(embedder.embed(['x'], controller.signal)).rejects.toThrow('no longer wanted');
});

test('a server that never answers is given up', async () => {
  const { open } = await provider(() => 'silence');
  const embedder = await open({ timeoutMs: 200 });
  expect((await failure(embedder.embed(['x'], never))).kind).toBe('timed_out');
});
