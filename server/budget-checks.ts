import { type BudgetUse, type WorkspaceBudgets, standingOf } from '../domain/budget.ts';
import type { HealthCheck } from './ports.ts';

const periods: Readonly<Record<BudgetUse['scope'], { spent: string; anew: string }>> = {
  workspaceDay: { spent: 'today', anew: 'at midnight UTC' },
  workspaceMonth: { spent: 'this month', anew: 'on the first of the month, UTC' },
};

const shown = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 2 });

/** A line for each budget that is used by four fifths or more. */
export const budgetChecks = (workspaces: readonly WorkspaceBudgets[]): readonly HealthCheck[] =>
  workspaces.flatMap(({ appId, budgets }) =>
    budgets.flatMap((use) => checkOf(`of workspace ${appId}`, use)),
  );

function checkOf(whose: string, use: BudgetUse): HealthCheck[] {
  const { scope, measure, used, limit } = use;
  const { spent, anew } = periods[scope];
  const name = `budget ${scope}.${measure}`;
  const amounts = `${shown(used)} of ${shown(limit ?? 0)} ${measure} ${spent}`;
  const raise = `Raise it with: npx sidenote settings set budgets.${scope}.${measure}=AMOUNT, or wait: it begins anew ${anew}.`;
  switch (standingOf(use)) {
    case 'fine':
      return [];
    case 'nearly_used':
      return [
        {
          ...{ name, status: 'warning', whatToDo: raise },
          sentence: `A budget ${whose} is nearly used up: ${amounts}.`,
        },
      ];
    case 'used_up':
      return [
        {
          ...{ name, status: 'failed' },
          sentence: `A budget ${whose} is used up: ${amounts}; messages end \`budget_exhausted\`.`,
          whatToDo: `${raise} Then let what stayed quiet be decided: npx sidenote again --reason budget_exhausted --since 1d`,
        },
      ];
  }
}
