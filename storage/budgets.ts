import type { Collection, Db } from 'mongodb';
import {
  type BudgetCounter,
  type BudgetMeasure,
  type BudgetUse,
  type Cost,
  budgetMeasures,
  counterKey,
  limitOf,
  millionths,
} from '../domain/budget.ts';
import type { Budgets } from '../domain/ports.ts';
import { insertOnce } from './mongodb.ts';

/** What was spent or is reserved in one scope and period. */
type CounterDocument = Cost & {
  readonly _id: string;
  readonly appId: string;
  readonly lastAtMs: number;
};

const dayMs = 24 * 60 * 60_000;
/** Longer than any period, and than anybody decides a message again. */
const keptMs = 400 * dayMs;

/**
 * The collection `budgets`: a document a scope and period, changed by one conditional update each
 * time. What is reserved counts as spent until it is settled, and so for good where whoever reserved
 * it died: a counter never says less than what was spent.
 */
export function createBudgets(db: Db): Budgets {
  const counters: Collection<CounterDocument> = db.collection('budgets');

  /** Adds a cost where it fits; the measure that has no room for it, or null: it is added. */
  async function add(
    { key, limits }: BudgetCounter,
    cost: Cost,
    appId: string,
    nowMs: number,
  ): Promise<BudgetMeasure | null> {
    const most = (measure: BudgetMeasure): number =>
      (cost[measure] > 0 ? limitOf(measure, limits) : null) ?? Number.MAX_SAFE_INTEGER;
    const left = budgetMeasures.map((measure) => ({
      measure,
      atMost: most(measure) - cost[measure],
    }));
    const tooMuch = left.find(({ atMost }) => atMost < 0);
    if (tooMuch) return tooMuch.measure;
    // All are named, also those without a limit: one index covers every such update.
    const room = Object.fromEntries(left.map(({ measure, atMost }) => [measure, { $lte: atMost }]));
    const change = { $inc: cost, $set: { lastAtMs: nowMs } };
    const update = () => counters.updateOne({ _id: key, ...room }, change);
    if ((await update()).matchedCount === 1) return null;
    const fresh = { _id: key, appId, tokens: 0, drafts: 0, money: 0, lastAtMs: nowMs };
    await insertOnce(counters.insertOne(fresh));
    if ((await update()).matchedCount === 1) return null;
    const found = await counters.findOne({ _id: key });
    const full = left.find(({ measure, atMost }) => (found?.[measure] ?? 0) > atMost);
    return full?.measure ?? 'tokens';
  }

  const giveBack = async (keys: readonly string[], cost: Cost): Promise<void> => {
    const $inc = { tokens: -cost.tokens, drafts: -cost.drafts, money: -cost.money };
    await Promise.all(keys.map((_id) => counters.updateOne({ _id }, { $inc })));
  };

  return {
    async reserve({ appId, counters: wanted, cost, nowMs }) {
      const taken: string[] = [];
      for (const counter of wanted) {
        const measure = await add(counter, cost, appId, nowMs);
        if (measure !== null) {
          await giveBack(taken, cost);
          return { kind: 'refused', scope: counter.scope, measure };
        }
        taken.push(counter.key);
      }
      return { kind: 'reserved', reservation: { keys: taken, cost } };
    },

    async settle({ keys, cost }, actual) {
      await giveBack(keys, {
        tokens: cost.tokens - actual.tokens,
        drafts: cost.drafts - actual.drafts,
        money: cost.money - actual.money,
      });
    },

    async standing(appId, budgets, nowMs) {
      const any = { appId, conversationId: '', messageId: 'part-' } as const;
      const scopes = ['workspaceDay', 'workspaceMonth'] as const;
      const keys = scopes.map((scope) => counterKey(scope, any, nowMs));
      const found = await counters.find({ _id: { $in: keys } }).toArray();
      return scopes.flatMap((scope, at) => {
        const counter = found.find(({ _id }) => _id === keys[at]);
        return budgetMeasures.map((measure): BudgetUse => {
          const used = counter?.[measure] ?? 0;
          const inUnits = measure === 'money' ? used / millionths : used;
          return { scope, measure, used: inUnits, limit: budgets[scope][measure] };
        });
      });
    },

    async forget(appId, nowMs) {
      await counters.deleteMany({ appId, lastAtMs: { $lt: nowMs - keptMs } });
    },
  };
}
