import { expect, test } from 'vitest';
import { createServer } from '../../server/app.ts';
import { createServerPorts } from '../support/server-ports.ts';

const setUp = () => {
  const server = createServerPorts();
  return { ...server, app: createServer(server.ports) };
};

test('live does not ask the stores', async () => {
  const { app, moods } = setUp();
  moods.mongodb = 'silent';
  moods.temporal = 'silent';
  expect((await app.inject('/live')).statusCode).toBe(200);
});

test('ready shows each check, those of verify too; a warning makes nothing unready', async () => {
  const { app } = setUp();
  const answer = await app.inject('/ready');
  expect(answer.statusCode).toBe(200);
  expect(answer.json().ready).toBe(true);
  expect(answer.json().checks.map((check: { name: string }) => check.name)).toEqual([
    'MongoDB',
    'Temporal',
    'token',
  ]);
});

test.each([
  ['mongodb', 'refusing', 'MONGODB_URI'],
  ['mongodb', 'silent', 'MONGODB_URI'],
  ['temporal', 'refusing', 'TEMPORAL_ADDRESS'],
  ['temporal', 'silent', 'TEMPORAL_ADDRESS'],
] as const)('%s %s: not ready within 2 s, with what to do', async (store, mood, name) => {
  const { app, moods } = setUp();
  moods[store] = mood;
  const before = performance.now();
  const answer = await app.inject('/ready');
  expect(performance.now() - before).toBeLessThan(2_000);
  expect(answer.statusCode).toBe(503);
  expect(answer.body).toContain(name);
  expect(answer.body).not.toContain('ECONNREFUSED');
});

test('the stores are asked once for many callers', async () => {
  const { app, ports } = setUp();
  let asked = 0;
  ports.health.mongodb = async () => {
    asked += 1;
    return true;
  };
  await Promise.all(Array.from({ length: 10 }, () => app.inject('/ready')));
  expect((await app.inject('/ready')).statusCode).toBe(200);
  expect(asked).toBe(1);
});

test('outcomes are counted by reason', async () => {
  const { app, ports } = setUp();
  ports.metrics.outcome({ kind: 'quiet', reason: 'low_confidence' });
  ports.metrics.outcome({ kind: 'suggested' });
  const { body } = await app.inject('/metrics');
  expect(body).toContain('sidenote_outcomes_total{kind="quiet",reason="low_confidence"} 1');
  expect(body).toContain('sidenote_outcomes_total{kind="suggested",reason="none"} 1');
});
