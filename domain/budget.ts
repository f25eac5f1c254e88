import { type MessageRef, conversationKey } from './identifiers.ts';
import type { Usage } from './language-model.ts';
import type { BudgetLimits, Budgets as BudgetSettings, TokenPrices } from './settings.ts';

/** In the order in which they are asked; the first that has no room refuses. */
export const budgetScopes = [
  'message',
  'conversationDay',
  'workspaceDay',
  'workspaceMonth',
] as const;

export type BudgetScope = (typeof budgetScopes)[number];

export const budgetMeasures = ['tokens', 'drafts', 'money'] as const;

export type BudgetMeasure = (typeof budgetMeasures)[number];

/** What something costs, in whole numbers; `money` in millionths, so that sums are exact. */
export type Cost = Readonly<Record<BudgetMeasure, number>>;

/** One counter of one scope in one period, and how far it may go; null: without limit. */
export type BudgetCounter = {
  readonly scope: BudgetScope;
  /** Starts with the workspace. */
  readonly key: string;
  readonly limits: BudgetLimits;
};

/** A budget of the workspace as it stands; money in the currency of the prices. */
export type BudgetUse = {
  readonly scope: 'workspaceDay' | 'workspaceMonth';
  readonly measure: BudgetMeasure;
  readonly used: number;
  readonly limit: number | null;
};

/** The budgets of a workspace as they stand. */
export type WorkspaceBudgets = { readonly appId: string; readonly budgets: readonly BudgetUse[] };

export const millionths = 1_000_000;

/** A draft, whoever writes it. */
export const oneDraft: Cost = { tokens: 0, drafts: 1, money: 0 };

/** What tokens cost; a price for a million tokens is as many millionths for one. Rounded up. */
export const costOf = (usage: Usage, prices: TokenPrices): Cost => ({
  tokens: usage.inputTokens + usage.outputTokens,
  drafts: 0,
  money: Math.ceil(
    usage.inputTokens * prices.inputPerMillion + usage.outputTokens * prices.outputPerMillion,
  ),
});

/** A limit of the settings as counters hold it. */
export const limitOf = (measure: BudgetMeasure, { [measure]: limit }: BudgetLimits) =>
  limit === null || measure !== 'money' ? limit : Math.floor(limit * millionths);

/**
 * The counters that a cost has to fit into, in their order. A scope without a limit on what is spent
 * is not counted, but the workspace's own are, so that whoever sets a limit knows what is usual.
 */
export function countersFor(
  message: MessageRef,
  budgets: BudgetSettings,
  cost: Cost,
  nowMs: number,
): readonly BudgetCounter[] {
  return budgetScopes
    .map((scope) => ({
      scope,
      key: counterKey(scope, message, nowMs),
      limits: budgets[scope],
    }))
    .filter(
      ({ scope, limits }) =>
        (cost.tokens > 0 && (scope === 'workspaceDay' || scope === 'workspaceMonth')) ||
        budgetMeasures.some((measure) => cost[measure] > 0 && limits[measure] !== null),
    );
}

/** Days and months are those of UTC. */
export function counterKey(scope: BudgetScope, message: MessageRef, nowMs: number): string {
  const day = new Date(nowMs).toISOString().slice(0, 'yyyy-mm-dd'.length);
  const { appId, messageId } = message;
  switch (scope) {
    case 'message':
      return `${conversationKey(message)}:${messageId}`;
    case 'conversationDay':
      return `${conversationKey(message)}:${day}`;
    case 'workspaceDay':
      return `${appId}:${day}`;
    case 'workspaceMonth':
      return `${appId}:${day.slice(0, 'yyyy-mm'.length)}`;
  }
}

/** From this share on people are told. */
const warnAt = 0.8;

export type BudgetStanding = 'fine' | 'nearly_used' | 'used_up';

/** How it stands with a budget. */
export function standingOf({ used, limit }: BudgetUse): BudgetStanding {
  if (limit === null) return 'fine';
  if (used >= limit) return 'used_up';
  return used >= limit * warnAt ? 'nearly_used' : 'fine';
}

/** A budget has no room for what a step wants to spend: nothing was spent. */
export class BudgetExhausted extends Error {
  override readonly name = 'BudgetExhausted';
  readonly scope: BudgetScope;
  readonly measure: BudgetMeasure;

  constructor({ scope, measure }: { scope: BudgetScope; measure: BudgetMeasure }) {
    super(`The budget ${scope}.${measure} has no room for it`);
    this.scope = scope;
    this.measure = measure;
  }
}
