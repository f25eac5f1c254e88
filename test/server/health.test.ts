import { expect, test } from 'vitest';
import { createServer } from '../../server/app.ts';
import { createServerPorts, sampleNow } from '../support/server-ports.ts';

const setUp = (given: Parameters<typeof createServerPorts>[0] = {}) => {
  const server = createServerPorts(given);
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
    'Sweep',
    'token',
  ]);
});

test.each([
  ['mongodb', 'refusing', 'MONGODB_URI'],
  ['mongodb', 'silent', 'MONGODB_URI'],
  ['temporal', 'refusing', 'TEMPORAL_ADDRESS'],
  ['temporal', 'silent', 'TEMPORAL_ADDRESS'],
] as const)('%s %s: not ready and soon, with what to do', async (store, mood, name) => {
  const { app, moods } = setUp();
  moods[store] = mood;
  const before = performance.now();
  const answer = await app.inject('/ready');
  expect(performance.now() - before).toBeLessThan(10_000);
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

const swept = (endedAtMs: number | null, missedWebhooks = 0) => ({
  sweep: { connectedAtMs: 1, watermarkMs: 1, endedAtMs, missedWebhooks },
});

test('ready tells of the sweep, and metrics count what webhooks missed', async () => {
  const { app } = setUp(swept(sampleNow - 60_000, 3));
  const answer = await app.inject('/ready');
  expect(answer.json().checks).toContainEqual({
    name: 'Sweep',
    status: 'ok',
    sentence: expect.stringContaining('webhooks missed so far: 3') as string,
    whatToDo: null,
  });
  const lines = async () => (await app.inject('/metrics')).body.split('\n');
  expect(await lines()).toContain('sidenote_missed_webhooks_total 3');
  expect(await lines()).toContain('sidenote_missed_webhooks_total 3');
});

test.each([
  ['none yet', {}],
  ['none complete', swept(null)],
  ['none for an hour', swept(sampleNow - 3_600_000)],
])('a sweep that is wanting, %s: a warning, and ready all the same', async (_what, given) => {
  const answer = await setUp(given).app.inject('/ready');
  expect(answer.statusCode).toBe(200);
  expect(answer.json().checks).toContainEqual(
    expect.objectContaining({ name: 'Sweep', status: 'warning' }),
  );
});
