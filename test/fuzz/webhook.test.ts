import { createConnection } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { signatureOf } from '../../intercom/signature.ts';
import { createServer } from '../../server/app.ts';
import { cpuMsOf } from '../support/cpu-time.ts';
import { anyText, fuzz, mutated, oddValue } from '../support/fuzz.ts';
import { sampleNotifications } from '../support/notification-samples.ts';
import { createServerPorts, sampleSecret } from '../support/server-ports.ts';

type Ports = ReturnType<typeof createServerPorts>;

let server: Ports;
let app: ReturnType<typeof createServer>;
let port = 0;
beforeAll(async () => {
  server = createServerPorts();
  app = createServer(server.ports);
  const address = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
  port = Number(address.port);
});
afterAll(() => app.close());
beforeEach(() => {
  server.record.rows.clear();
});

const url = () => `http://127.0.0.1:${port}/webhooks/intercom`;

const alive = async (): Promise<number> => (await fetch(`http://127.0.0.1:${port}/live`)).status;

/** Everything that a signed notification left behind is small. */
function rowsAreBounded(): void {
  for (const [key, row] of server.record.rows) {
    expect(key.length).toBeLessThan(400);
    expect(JSON.stringify(row).length).toBeLessThan(5_000);
  }
}

type Sent = {
  body: Uint8Array | string;
  type: string;
  signature: 'right' | 'wrong' | 'none';
  chunked: boolean;
};

async function send({ body, type, signature, chunked }: Sent): Promise<number> {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const signed = signature === 'right' ? bytes : new Uint8Array([...bytes, 1]);
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let at = 0; at < bytes.length; at += 700) controller.enqueue(bytes.slice(at, at + 700));
      controller.close();
    },
  });
  const response = await fetch(url(), {
    method: 'POST',
    headers: {
      ...(type === '' ? {} : { 'content-type': type }),
      ...(signature === 'none' ? {} : { 'x-hub-signature': signatureOf(signed, sampleSecret) }),
    },
    ...(chunked ? { body: stream, duplex: 'half' as const } : { body: Buffer.from(bytes) }),
  });
  await response.arrayBuffer();
  return response.status;
}

const sent = (body: fc.Arbitrary<Uint8Array | string>): fc.Arbitrary<Sent> =>
  fc.record({
    body,
    type: fc.oneof(
      { weight: 6, arbitrary: fc.constant('application/json') },
      fc.constantFrom(
        'application/json; charset=utf-8',
        'application/json;',
        'Application/JSON; charset="utf-16"; x=',
        'text/plain',
        'multipart/form-data; boundary=x',
        'x',
        '',
      ),
    ),
    signature: fc.constantFrom('right', 'right', 'right', 'wrong', 'none'),
    chunked: fc.boolean(),
  });

const bodies: [string, fc.Arbitrary<Uint8Array | string>][] = [
  ['any bytes', fc.uint8Array({ maxLength: 3_000 })],
  [
    'any JSON',
    fc.oneof(
      fc.json(),
      oddValue.map((value) => JSON.stringify(value)),
    ),
  ],
  ['real payloads with odd values', mutated(sampleNotifications).map((one) => JSON.stringify(one))],
  [
    'real payloads with damaged bytes',
    fc
      .tuple(
        fc.constantFrom(...sampleNotifications),
        fc.nat(),
        fc.uint8Array({ minLength: 1, maxLength: 4 }),
      )
      .map(([sample, at, bytes]) => {
        const body = Buffer.from(JSON.stringify(sample));
        body.set(bytes, at % (body.length - bytes.length));
        return body;
      }),
  ],
];

test.each(bodies)('%s: never a 5xx, nothing kept without a signature', async (_name, body) => {
  await fuzz(
    120,
    fc.asyncProperty(sent(body), async (one) => {
      const before = server.record.rows.size;
      const status = await send(one);
      expect([200, 400, 401, 413, 415]).toContain(status);
      if (one.signature !== 'right') expect(server.record.rows.size).toBe(before);
      if (one.signature !== 'right') expect(status).not.toBe(200);
      rowsAreBounded();
    }),
  );
});

const huge: [string, number, string][] = [
  ['just below the limit', 990_000, 'not JSON'],
  ['above the limit', 1_200_000, 'too large'],
  ['far above the limit', 20_000_000, 'too large'],
];
test.each(huge)('%s (%d bytes) is refused in time: %s', async (_name, length) => {
  const body = 'x'.repeat(length);
  const spent = await cpuMsOf(async () => {
    for (const chunked of [false, true]) {
      const one: Sent = { body, type: 'application/json', signature: 'right', chunked };
      // A server that stops listening may be seen as a reset before its answer is.
      const status = await send(one).catch(() => 413);
      expect(status).toBe(length > 1_000_000 ? 413 : 400);
    }
  });
  expect(spent).toBeLessThan(6_000);
  expect(await alive()).toBe(200);
});

/** The first line that the server answers on a raw connection; empty for none within a second. */
function exchange(bytes: string | Uint8Array): Promise<string> {
  return new Promise((resolve) => {
    let received = '';
    const socket = createConnection({ host: '127.0.0.1', port }, () => socket.write(bytes));
    const done = () => {
      socket.destroy();
      resolve(received.split('\r\n')[0] ?? '');
    };
    socket.setTimeout(100, done);
    socket.on('data', (data) => {
      received += data.toString('latin1');
      if (received.includes('\r\n')) done();
    });
    socket.on('close', done);
    socket.on('error', done);
  });
}

test('what is hardly HTTP is answered with a 4xx or not at all', async () => {
  const line = fc.oneof(
    fc.constantFrom(
      'POST /webhooks/intercom HTTP/1.1',
      'POST /webhooks/intercom/%ff HTTP/1.1',
      'GET /%E0%A4%A HTTP/1.1',
      'DELETE /webhooks/intercom HTTP/1.1',
      'QUERY /webhooks/intercom HTTP/1.1',
      'PRI * HTTP/2.0',
      'POST http://[::1/ HTTP/1.1',
    ),
    anyText(60),
  );
  const header = fc.oneof(
    fc.constantFrom(
      'Host: x',
      'Content-Length: 5',
      'Content-Length: -1',
      'Content-Length: 99999999999999999999',
      'Transfer-Encoding: chunked',
      'Transfer-Encoding: gzip, chunked',
      'Content-Type: application/json',
      'Expect: 100-continue',
      'Expect: 200-ok',
      'Upgrade: h2c',
      'Connection: upgrade',
      'Accept: text/html',
      `X-Long: ${'x'.repeat(20_000)}`,
    ),
    anyText(60),
  );
  const body = fc.oneof(
    fc.constantFrom('', '{}', '5\r\nhello\r\n0\r\n\r\n', 'ZZ\r\n'),
    anyText(60),
  );
  await fuzz(
    60,
    fc.asyncProperty(
      line,
      fc.array(header, { maxLength: 6 }),
      body,
      async (first, headers, rest) => {
        const answer = await exchange(`${[first, ...headers].join('\r\n')}\r\n\r\n${rest}`);
        expect(answer).not.toMatch(/^HTTP\/1\.1 5/);
      },
    ),
  );
  expect(await alive()).toBe(200);
});
