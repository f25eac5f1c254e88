import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cost, budgetMeasures, countersFor } from '../../domain/budget.ts';
import type { MessageRef } from '../../domain/identifiers.ts';
import type { Budgets as BudgetSettings } from '../../domain/settings.ts';
import { createBudgets } from '../../storage/budgets.ts';
import { ownDatabase } from '../support/database.ts';

const database = ownDatabase('budgets');
const budgets = () => createBudgets(database().db);
const nowMs = Date.UTC(2025, 0, 31, 23, 0, 0);
const hourMs = 60 * 60_000;

const none = { tokens: null, drafts: null, money: null };
const free: BudgetSettings = {
  ...{ message: none, conversationDay: none, workspaceDay: none, workspaceMonth: none },
  prices: { inputPerMillion: 1, outputPerMillion: 1 },
};
const cost = (changes: Partial<Cost>): Cost => ({ tokens: 0, drafts: 0, money: 0, ...changes });

let workspaces = 0;
const newMessage = (): MessageRef => {
  workspaces += 1;
  return { appId: `shop${workspaces}`, conversationId: '7', messageId: 'part-5' };
};
const reserve = (message: MessageRef, settings: BudgetSettings, wanted: Cost, atMs = nowMs) =>
  budgets().reserve({
    ...{ appId: message.appId, nowMs: atMs, cost: wanted },
    counters: countersFor(message, settings, wanted, atMs),
  });
const reserved = async (...request: Parameters<typeof reserve>) => {
  const answer = await reserve(...request);
  if (answer.kind !== 'reserved') throw new Error(JSON.stringify(answer));
  return answer.reservation;
};
const counted = async (appId: string): Promise<Record<string, Cost>> => {
  const found = await database()
    .db.collection<Cost & { _id: string }>('budgets')
    .find({ _id: { $regex: `^${appId}:` } })
    .toArray();
  return Object.fromEntries(
    found.map(({ _id, tokens, drafts, money }) => [_id, { tokens, drafts, money }]),
  );
};

describe('making room', () => {
  it('refuses what does not fit, naming scope and measure', async () => {
    const message = newMessage();
    const settings = { ...free, workspaceDay: { ...none, tokens: 100, money: 0.0001 } };
    await reserved(message, settings, cost({ tokens: 60, money: 60 }));
    expect(await reserve(message, settings, cost({ tokens: 41, money: 1 }))).toEqual({
      ...{ kind: 'refused', scope: 'workspaceDay', measure: 'tokens' },
    });
    expect(await reserve(message, settings, cost({ tokens: 40, money: 41 }))).toEqual({
      ...{ kind: 'refused', scope: 'workspaceDay', measure: 'money' },
    });
    await reserved(message, settings, cost({ tokens: 40, money: 40 }));
  });

  it('refuses what is larger than the whole budget, also when nothing is spent', async () => {
    const settings = { ...free, message: { ...none, tokens: 100 } };
    expect(await reserve(newMessage(), settings, cost({ tokens: 101 }))).toMatchObject({
      scope: 'message',
    });
  });

  it('gives back what it took where a later scope refuses', async () => {
    const message = newMessage();
    const settings = {
      ...free,
      message: { ...none, drafts: 5 },
      conversationDay: { ...none, drafts: 5 },
      workspaceMonth: { ...none, drafts: 1 },
    };
    await reserved(message, settings, cost({ drafts: 1 }));
    const before = await counted(message.appId);
    expect(await reserve(message, settings, cost({ drafts: 1 }))).toMatchObject({
      scope: 'workspaceMonth',
    });
    expect(await counted(message.appId)).toEqual(before);
  });

  it('without any limit counts what the workspace spends, and nothing else', async () => {
    const message = newMessage();
    await reserved(message, free, cost({ tokens: 5_000_000 }));
    await reserved(message, free, cost({ drafts: 1 }));
    expect(Object.keys(await counted(message.appId)).toSorted()).toEqual([
      `${message.appId}:2025-01`,
      `${message.appId}:2025-01-31`,
    ]);
  });

  it('a new day and a new month begin at zero, in UTC', async () => {
    const message = newMessage();
    const settings = { ...free, workspaceDay: { ...none, drafts: 1 } };
    await reserved(message, settings, cost({ drafts: 1 }));
    expect((await reserve(message, settings, cost({ drafts: 1 }))).kind).toBe('refused');
    await reserved(message, settings, cost({ drafts: 1 }), nowMs + hourMs);
  });

  it('workspaces with equal conversations and messages share nothing', async () => {
    const [one, other] = [newMessage(), newMessage()];
    const settings = {
      ...free,
      message: { ...none, drafts: 1 },
      conversationDay: { ...none, drafts: 1 },
      workspaceDay: { ...none, drafts: 1 },
    };
    await reserved(one, settings, cost({ drafts: 1 }));
    await reserved(other, settings, cost({ drafts: 1 }));
    expect((await reserve(one, settings, cost({ drafts: 1 }))).kind).toBe('refused');
  });
});

describe('settling', () => {
  it('puts what was spent in place of what was reserved, also after midnight', async () => {
    const message = newMessage();
    const reservation = await reserved(message, free, cost({ tokens: 900, money: 900 }));
    await budgets().settle(reservation, cost({ tokens: 250, money: 240 }));
    expect(await counted(message.appId)).toEqual({
      [`${message.appId}:2025-01-31`]: { tokens: 250, drafts: 0, money: 240 },
      [`${message.appId}:2025-01`]: { tokens: 250, drafts: 0, money: 240 },
    });
  });

  it('what stands is told for day and month, money in the currency of the prices', async () => {
    const message = newMessage();
    await reserved(message, free, cost({ tokens: 900, money: 1_500_000 }));
    const limited = { ...free, workspaceMonth: { ...none, money: 20 } };
    const standing = await budgets().standing(message.appId, limited, nowMs);
    expect(standing).toContainEqual({
      ...{ scope: 'workspaceMonth', measure: 'money', used: 1.5, limit: 20 },
    });
    expect(standing).toContainEqual({
      ...{ scope: 'workspaceDay', measure: 'tokens', used: 900, limit: null },
    });
  });

  it('forgets counters that were last used 400 days ago, of this workspace alone', async () => {
    const [one, other] = [newMessage(), newMessage()];
    const later = nowMs + 399 * 24 * hourMs;
    for (const message of [one, other]) {
      await reserved(message, free, cost({ tokens: 1 }));
      await reserved(message, free, cost({ tokens: 1 }), later);
    }
    await budgets().forget(one.appId, nowMs + 401 * 24 * hourMs);
    expect(Object.keys(await counted(one.appId))).toHaveLength(2);
    expect(Object.keys(await counted(other.appId))).toHaveLength(4);
  });
});

describe('at once', () => {
  it('a hundred at a time get exactly what there is room for', async () => {
    const message = newMessage();
    const settings = { ...free, workspaceDay: { ...none, drafts: 10 } };
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => reserve(message, settings, cost({ drafts: 1 }))),
    );
    expect(answers.filter(({ kind }) => kind === 'reserved')).toHaveLength(10);
  });

  it('whatever the order, and whoever dies in between, nothing is spent beyond a limit', async () => {
    const call = fc.record({
      conversation: fc.integer({ min: 1, max: 2 }),
      most: fc.integer({ min: 1, max: 40 }),
      /** Of what was reserved; null: whoever reserved it dies after the call. */
      spent: fc.option(fc.integer({ min: 0, max: 100 }), { nil: null }),
      /** Microtasks until the call is over. */
      lasts: fc.integer({ min: 0, max: 5 }),
    });
    const limit = fc.option(fc.integer({ min: 0, max: 120 }), { nil: null });
    const property = fc.asyncProperty(
      fc.array(call, { maxLength: 20 }),
      fc.tuple(limit, limit, limit),
      async (calls, [message, conversation, day]) => {
        const { appId } = newMessage();
        const settings = {
          ...free,
          message: { ...none, tokens: message },
          conversationDay: { ...none, tokens: conversation },
          workspaceDay: { ...none, tokens: day },
        };
        const bill = new Map<string, number>();
        await Promise.all(
          calls.map(async ({ conversation: id, most, spent, lasts }, at) => {
            const ref: MessageRef = {
              ...{ appId, conversationId: `${id}`, messageId: `part-${id}${at % 2}` },
            };
            const counters = countersFor(ref, settings, cost({ tokens: most }), nowMs);
            const answer = await reserve(ref, settings, cost({ tokens: most }));
            if (answer.kind === 'refused') return;
            const used = Math.floor((most * (spent ?? 100)) / 100);
            for (const { key } of counters) bill.set(key, (bill.get(key) ?? 0) + used);
            for (let step = 0; step < lasts; step += 1) await Promise.resolve();
            if (spent !== null) await budgets().settle(answer.reservation, cost({ tokens: used }));
          }),
        );
        const counts = await counted(appId);
        const limits = new Map([
          ...calls
            .flatMap(({ conversation: id }, at) => {
              const ref: MessageRef = {
                ...{ appId, conversationId: `${id}`, messageId: `part-${id}${at % 2}` },
              };
              return countersFor(ref, settings, cost({ tokens: 1 }), nowMs);
            })
            .map((counter) => [counter.key, counter.limits.tokens] as const),
        ]);
        for (const [key, most] of limits) {
          const spent = bill.get(key) ?? 0;
          expect(spent).toBeLessThanOrEqual(most ?? Number.MAX_SAFE_INTEGER);
          // A death costs what it had reserved, and nothing else is left behind.
          expect(counts[key]?.tokens ?? 0).toBe(spent);
        }
      },
    );
    await fc.assert(property, { numRuns: 60 });
  });
});

it('names every measure in every counter', async () => {
  const message = newMessage();
  await reserved(message, free, cost({ tokens: 1 }));
  const [counter = {}] = Object.values(await counted(message.appId));
  expect(Object.keys(counter).toSorted()).toEqual([...budgetMeasures].toSorted());
});
