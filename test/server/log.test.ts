import { expect, test } from 'vitest';
import { signatureOf } from '../../intercom/signature.ts';
import { createServer } from '../../server/app.ts';
import { createLogger } from '../../server/logger.ts';
import { sampleMessage, sampleSession } from '../support/sample-session.ts';
import { createServerPorts, sampleSecret } from '../support/server-ports.ts';

function setUp() {
  const lines: string[] = [];
  const logger = createLogger({
    level: 'trace',
    destination: { write: (line: string) => void lines.push(line) },
  });
  const server = createServerPorts({ sessions: [sampleSession()] });
  const app = createServer({ ...server.ports, logger });
  return { ...server, app, lines, log: () => lines.join('') };
}

test('what a 5xx was about never leaves; the log names it without its text', async () => {
  const { app, ports, moods, log } = setUp();
  moods.mongodb = 'refusing';
  const link = ports.links.sessionLink(sampleMessage).replace('https://sidenote.example', '');
  const answer = await app.inject({ url: link, headers: { accept: 'text/html' } });
  expect(answer.statusCode).toBe(500);
  expect(answer.body).toContain('Something went wrong');
  expect(answer.body + log()).not.toContain('dana@customer.example');
  expect(answer.body).not.toContain('ECONNREFUSED');
  expect(log()).toContain('request failed');
});

test('a webhook leaves ids in the log, no text, no address, no signature', async () => {
  const { app, moods, log } = setUp();
  moods.temporal = 'refusing';
  const body = JSON.stringify({
    topic: 'conversation.user.created',
    app_id: 'abc12345',
    id: 'notif_1',
    data: {
      item: {
        type: 'conversation',
        id: '503',
        source: {
          type: 'conversation',
          id: '1',
          body: 'my card is 4111 1111 1111 1111',
          author: { type: 'user', id: 'c1', name: 'Dana Example', email: 'dana@customer.example' },
        },
      },
    },
  });
  const signature = signatureOf(body, sampleSecret);
  await app.inject({
    method: 'POST',
    url: '/webhooks/intercom',
    payload: body,
    headers: { 'content-type': 'application/json', 'x-hub-signature': signature },
  });
  expect(log()).toContain('notif_1');
  expect(log()).toContain('"status":200');
  for (const secret of ['4111', 'Dana', 'dana@customer.example', signature]) {
    expect(log()).not.toContain(secret);
  }
});

test('signed links do not reach the log', async () => {
  const { app, ports, log } = setUp();
  const link = ports.links.sessionLink(sampleMessage).replace('https://sidenote.example', '');
  await app.inject(link);
  await app.inject('/nothing/here?email=dana@customer.example');
  expect(log()).toContain('/s/:session');
  expect(log()).not.toContain(new URL(link, 'http://x').searchParams.get('k'));
  expect(log()).not.toContain('dana@');
});

test('fields that are not on the list are dropped', () => {
  const { lines, ...rest } = setUp();
  void rest;
  const logger = createLogger({
    level: 'info',
    destination: { write: (line: string) => void lines.push(line) },
  });
  logger.info({ appId: 'abc12345', body: 'secret words', email: 'a@b.example' }, 'said');
  expect(lines.at(-1)).toContain('abc12345');
  expect(lines.at(-1)).not.toContain('secret words');
  expect(lines.at(-1)).not.toContain('a@b.example');
});
