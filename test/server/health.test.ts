import { expect, test } from 'vitest';
import type { Trouble } from '../../domain/trouble.ts';
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

const noted = { sinceMs: Date.UTC(2026, 0, 2, 3, 4), lastAtMs: Date.UTC(2026, 0, 2, 4, 4) };
const provider = {
  service: 'model',
  provider: 'api.openai.com',
  model: 'gpt-x',
  ...noted,
} as const;
const intercom = { service: 'intercom', appId: 'shop', ...noted } as const;
test.each<[Trouble, string, string, string]>([
  [
    { ...provider, trouble: 'quota' },
    'model gpt-x',
    'used up since 2026-01-02 03:04',
    'Add credit',
  ],
  [{ ...provider, trouble: 'key_refused' }, 'model gpt-x', 'refuses the key', 'OPENAI_API_KEY'],
  [{ ...provider, trouble: 'model_unknown' }, 'model gpt-x', 'does not have', 'OPENAI_MODEL'],
  [{ ...provider, trouble: 'failing' }, 'model gpt-x', 'has not answered', 'status page'],
  [{ ...intercom, trouble: 'token', status: 401 }, 'reconnect', '401', 'INTERCOM_ACCESS_TOKEN'],
  [{ ...intercom, trouble: 'notes', status: 403 }, 'reconnect', 'notes (403)', 'permission'],
  [{ ...intercom, trouble: 'tags', status: 403 }, 'reconnect', 'tags (403)', 'permission'],
  [{ ...intercom, trouble: 'reading', status: 403 }, 'reconnect', 'reading (403)', 'permission'],
])('%o stands on /ready in words, and is measured', async (trouble, name, sentence, whatToDo) => {
  const { app } = setUp({ troubles: [trouble] });
  const answer = await app.inject('/ready');
  expect(answer.statusCode).toBe(200);
  const found = answer.json().checks.find((check: { name: string }) => check.name === name);
  expect(found).toMatchObject({ status: 'failed' });
  expect(found.sentence).toContain(sentence);
  expect(found.whatToDo).toContain(whatToDo);
  const { body } = await app.inject('/metrics');
  expect(body).toMatch(new RegExp(`sidenote_trouble\\{.*trouble="${trouble.trouble}"\\} 1`));
});

test.each([
  [799_999, undefined, ''],
  [800_000, 'warning', 'nearly used up: 800,000 of 1,000,000 tokens today'],
  [1_000_000, 'failed', 'is used up: 1,000,000 of 1,000,000 tokens today'],
])('a budget of a million tokens of which %i are spent', async (used, status, sentence) => {
  const use = { scope: 'workspaceDay', measure: 'tokens', used, limit: 1_000_000 } as const;
  const none = { scope: 'workspaceMonth', measure: 'money', used: 3.5, limit: null } as const;
  const { app } = setUp({ budgets: [{ appId: 'shop', budgets: [use, none] }] });
  const answer = await app.inject('/ready');
  expect(answer.statusCode).toBe(200);
  const found = answer
    .json()
    .checks.filter((check: { name: string }) => check.name.startsWith('budget '));
  expect(found).toHaveLength(status === undefined ? 0 : 1);
  if (status !== undefined) {
    expect(found[0]).toMatchObject({ name: 'budget workspaceDay.tokens', status });
    expect(found[0].sentence).toContain(sentence);
    expect(found[0].whatToDo).toContain('settings set budgets.workspaceDay.tokens=');
  }
  const { body } = await app.inject('/metrics');
  const labels = 'workspace="shop",scope="workspaceDay",measure="tokens"';
  expect(body).toContain(`sidenote_budget_used{${labels}} ${used}`);
  expect(body).toContain(`sidenote_budget_limit{${labels}} 1000000`);
  expect(body).toContain('scope="workspaceMonth",measure="money"} 3.5');
  expect(body).not.toMatch(/sidenote_budget_limit\{.*workspaceMonth/);
});
