import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { spendingOf } from '../../activities/spending.ts';
import { type Cost, BudgetExhausted } from '../../domain/budget.ts';
import { ModelFailure, type ModelFailureKind } from '../../domain/failure.ts';
import type { Usage } from '../../domain/language-model.ts';
import { type Settings, defaultSettings } from '../../domain/settings.ts';
import { createOpenAiModel } from '../../models/openai.ts';
import { type ModelServer, startModelServer } from '../../sandbox/model-server.ts';
import { createBudgets } from '../../storage/budgets.ts';
import { type ActivityBench, runOf, startActivityBench } from '../support/activity-bench.ts';
import { ownDatabase } from '../support/database.ts';

const database = ownDatabase('spending');
const noLimit = { tokens: null, drafts: null, money: null };
const most: Usage = { calls: 1, inputTokens: 800, outputTokens: 200 };
const nowMs = Date.UTC(2025, 0, 6);

let shops = 0;
const newMessage = () => {
  shops += 1;
  return { appId: `spender${shops}`, conversationId: '1', messageId: 'part-1' } as const;
};
const withBudgets = (changes: Partial<Settings['budgets']>): Settings => ({
  ...defaultSettings,
  budgets: { ...defaultSettings.budgets, ...changes },
});
const openSpending = (settings: Settings) => {
  const message = newMessage();
  const budgets = createBudgets(database().db);
  const clock = { now: () => nowMs, realMs: (ms: number) => ms, productMs: (ms: number) => ms };
  const spent = async (): Promise<Cost> => {
    const all = await budgets.standing(message.appId, settings.budgets, nowMs);
    const used = (measure: string) =>
      all.find((one) => one.scope === 'workspaceDay' && one.measure === measure)?.used ?? 0;
    return { tokens: used('tokens'), drafts: used('drafts'), money: used('money') };
  };
  return { ...spendingOf({ budgets, clock }, runOf(message), settings), spent };
};

describe('a call of a provider', () => {
  const prices = { inputPerMillion: 2, outputPerMillion: 10 };

  it('costs what its answer says, tokens times price', async () => {
    const { calls, spent } = openSpending(withBudgets({ prices }));
    const usage = { calls: 1, inputTokens: 50_000, outputTokens: 10_000 };
    await calls({ ...usage, inputTokens: 100_000, outputTokens: 20_000 }, async () => ({
      usage,
    }));
    expect(await spent()).toEqual({ tokens: 60_000, drafts: 0, money: 0.2 });
  });

  it('costs all that was reserved where the answer does not say', async () => {
    const { calls, spent } = openSpending(withBudgets({}));
    await calls(most, async () => ({ usage: { calls: 1, inputTokens: 0, outputTokens: 0 } }));
    expect((await spent()).tokens).toBe(1_000);
  });

  it('is not made when there is no room for the most that it may cost', async () => {
    const { calls, spent } = openSpending(withBudgets({ message: { ...noLimit, tokens: 999 } }));
    let made = 0;
    const paid = calls(most, async () => {
      made += 1;
      return { usage: most };
    });
    await expect(paid).rejects.toBeInstanceOf(BudgetExhausted);
    expect(made).toBe(0);
    expect((await spent()).tokens).toBe(0);
  });

  const failures: readonly (readonly [ModelFailureKind, number])[] = [
    ['rate_limited', 0],
    ['overloaded', 0],
    ['quota', 0],
    ['key_refused', 0],
    ['model_unknown', 0],
    ['rejected', 0],
    ['too_long', 0],
    ['circuit_open', 0],
    ['unreachable', 1_000],
    ['timed_out', 1_000],
    ['refused', 1_000],
    ['cut_off', 1_000],
    ['invalid', 1_000],
  ];
  it.each(failures)('that ends %s costs %i tokens', async (kind, tokens) => {
    const { calls, spent } = openSpending(withBudgets({}));
    const call = () => Promise.reject(new ModelFailure(kind, 'as planned'));
    await expect(calls(most, call)).rejects.toMatchObject({ kind });
    expect((await spent()).tokens).toBe(tokens);
  });

  it('whose worker is stopped in the middle costs all that was reserved', async () => {
    const { calls, spent } = openSpending(withBudgets({}));
    await expect(calls(most, () => Promise.reject(new Error('aborted')))).rejects.toThrow(
      'aborted',
    );
    expect((await spent()).tokens).toBe(1_000);
  });
});

describe('a draft', () => {
  const settings = withBudgets({ workspaceDay: { ...noLimit, drafts: 2 } });

  it('counts when it was written, and not when writing failed', async () => {
    const { draft, spent } = openSpending(settings);
    await draft(async () => 'written');
    await expect(draft(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect((await spent()).drafts).toBe(1);
    await draft(async () => 'written');
    await expect(draft(async () => 'written')).rejects.toMatchObject({
      ...{ scope: 'workspaceDay', measure: 'drafts' },
    });
  });
});

describe('the steps', () => {
  let models: ModelServer;
  let bench: ActivityBench;
  const start = async (keyless: boolean) => {
    models = await startModelServer();
    const options = { apiKey: 'key', baseUrl: models.baseUrl, timeoutMs: 5_000, model: 'm' };
    bench = await startActivityBench(
      database(),
      keyless ? {} : { model: createOpenAiModel(options) },
    );
  };
  afterEach(async () => {
    await bench.stop();
    await models.stop();
  });
  const used = async (measure: string): Promise<number> => {
    const { settings } = await bench.ports.settings.current(bench.appId);
    const now = bench.clock.now();
    const all = await bench.ports.budgets.standing(bench.appId, settings.budgets, now);
    return all.find((one) => one.scope === 'workspaceDay' && one.measure === measure)?.used ?? 0;
  };

  describe('with a provider', () => {
    beforeEach(() => start(false));

    it('a step that is tried again finds its earlier result and pays nothing more', async () => {
      await bench.configure({ budgets: { workspaceDay: { drafts: 100 } } });
      const { run, revision } = await bench.prepare(bench.open());
      const before = [await used('tokens'), await used('drafts'), models.requests.length];
      expect(before[1]).toBe(1);
      await bench.attempt('classifyTopic', { run }, 2);
      const passageIds = bench.passages.map(({ passage }) => passage.id);
      await bench.attempt('draftReply', { run, revision, passageIds }, 2);
      const after = [await used('tokens'), await used('drafts'), models.requests.length];
      expect(after).toEqual(before);
    });

    it('the topic ends `budget_exhausted` before any call', async () => {
      // A provider is asked of a turn where words alone cannot tell, as with an excluded topic.
      const excludedTopics = ['refund disputes'];
      await bench.configure({ excludedTopics, budgets: { message: { tokens: 10 } } });
      const message = bench.open();
      const run = runOf(message);
      await bench.attempt('openSession', {
        ...{ message, run: 1, cause: 'message', dueAtMs: null, preview: null },
      });
      await bench.attempt('fetchThread', { run, settle: false });
      expect(await bench.attempt('classifyTopic', { run })).toMatchObject({
        outcome: { reason: 'budget_exhausted' },
      });
      expect(models.requests).toEqual([]);
    });
  });

  describe('without a provider', () => {
    beforeEach(() => start(true));

    it('tokens and money refuse nobody who spends none, drafts do', async () => {
      const empty = { tokens: 0, money: 0, drafts: null };
      const prices = { inputPerMillion: 1, outputPerMillion: 1 };
      await bench.configure({ budgets: { message: empty, workspaceDay: empty, prices } });
      await bench.prepare(bench.open());
      await bench.configure({ budgets: { workspaceDay: { drafts: 0 } } });
      await expect(bench.prepare(bench.open())).rejects.toThrow('budget_exhausted');
    });
  });
});
