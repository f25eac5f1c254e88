import { afterAll, beforeAll, expect } from 'vitest';
import type { MessageRef } from '../../domain/identifiers.ts';
import { createOpenAiModel } from '../../models/openai.ts';
import { type ModelServer, startModelServer } from '../../sandbox/model-server.ts';
import { type ActivityBench, runOf, startActivityBench } from '../support/activity-bench.ts';
import { ownDatabase } from '../support/database.ts';
import { faultTest } from '../support/fault.ts';

const database = ownDatabase('budget-faults');
let models: ModelServer;
let bench: ActivityBench;
beforeAll(async () => {
  models = await startModelServer();
  bench = await startActivityBench(database(), {
    model: createOpenAiModel({
      ...{ apiKey: 'key-of-the-test', baseUrl: models.baseUrl, timeoutMs: 60_000 },
      model: 'drafting-model',
    }),
    // A hundred at a time wait for the simulator.
    postTimeoutMs: 60_000,
  });
});
afterAll(async () => {
  await bench.stop();
  await models.stop();
});

const noLimit = { tokens: null, drafts: null, money: null };
const message = { ...noLimit };

/** As far as the draft; the step's answer in a word. */
async function draft(of: MessageRef): Promise<string> {
  const run = runOf(of);
  const input = { message: of, run: 1, cause: 'message', dueAtMs: null, preview: null } as const;
  await bench.attempt('openSession', input);
  const thread = await bench.attempt('fetchThread', { run, settle: false });
  if (thread.kind !== 'read') return thread.kind;
  const classified = await bench.attempt('classifyTopic', { run });
  if (classified.kind !== 'proceed') return wordOf(classified);
  const found = await bench.attempt('retrieveKnowledge', { run });
  if (found.kind !== 'proceed') return wordOf(found);
  const { passageIds } = found;
  return wordOf(await bench.attempt('draftReply', { run, revision: thread.revision, passageIds }));
}

const wordOf = (answer: { kind: string; outcome?: { reason?: string; kind: string } }): string =>
  answer.outcome === undefined ? answer.kind : (answer.outcome.reason ?? answer.outcome.kind);

const counts = (words: readonly string[]): Record<string, number> =>
  words.reduce<Record<string, number>>(
    (sums, word) => ({ ...sums, [word]: (sums[word] ?? 0) + 1 }),
    {},
  );

const spentToday = async (measure: 'tokens' | 'drafts'): Promise<number> => {
  const { settings } = await bench.ports.settings.current(bench.appId);
  const all = await bench.ports.budgets.standing(bench.appId, settings.budgets, bench.clock.now());
  return all.find((one) => one.scope === 'workspaceDay' && one.measure === measure)?.used ?? 0;
};

faultTest(
  'F31',
  'a hundred drafts at a time with a budget for ten drafts: ten calls, the rest is refused before one',
  '10 drafts, 90 `budget_exhausted`',
  async ({ figure }) => {
    await bench.configure({ budgets: { message, workspaceDay: { ...noLimit, drafts: 10 } } });
    models.reset();
    const words = await Promise.all(Array.from({ length: 100 }, () => draft(bench.open())));
    const calls = models.requests.filter(({ form }) => form === 'draft').length;
    expect(calls).toBe(10);
    expect(counts(words)).toEqual({ proceed: 10, budget_exhausted: 90 });
    expect(await spentToday('drafts')).toBe(10);
    figure('calls for a draft', calls);
  },
  240_000,
);

faultTest(
  'F31',
  'a hundred messages at a time with tokens for about ten: reserved before each call, never overrun',
  'at most the budget is spent, the rest `budget_exhausted`',
  async ({ figure }) => {
    bench.pass(24 * 60 * 60_000);
    await bench.configure({ budgets: { message, workspaceDay: noLimit } });
    expect(await draft(bench.open())).toBe('proceed');
    const tokens = 10 * (await spentToday('tokens'));
    expect(tokens).toBeGreaterThan(0);

    bench.pass(24 * 60 * 60_000);
    await bench.configure({ budgets: { message, workspaceDay: { ...noLimit, tokens } } });
    models.reset();
    const words = counts(await Promise.all(Array.from({ length: 100 }, () => draft(bench.open()))));
    const spent = await spentToday('tokens');
    expect(spent).toBeGreaterThan(0);
    expect(spent).toBeLessThanOrEqual(tokens);
    expect(words.proceed ?? 0).toBeLessThanOrEqual(10);
    expect((words.proceed ?? 0) + (words.budget_exhausted ?? 0)).toBe(100);
    // One after another, what the calls before did not use is there for the next.
    while ((await draft(bench.open())) === 'proceed');
    expect(await spentToday('tokens')).toBeLessThanOrEqual(tokens);
    figure('share of the budget spent, at most', (await spentToday('tokens')) / tokens);
    figure('calls', models.requests.length);
  },
  240_000,
);
