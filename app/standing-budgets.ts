import type { WorkspaceBudgets } from '../domain/budget.ts';
import type { Stores } from './stores.ts';

/** The budgets of workspaces as they stand now, by the settings as they are now. */
export const standingBudgets = (
  { budgets, settings }: Pick<Stores, 'budgets' | 'settings'>,
  appIds: readonly string[],
  nowMs: number,
): Promise<readonly WorkspaceBudgets[]> =>
  Promise.all(
    appIds.map(async (appId) => {
      const current = await settings.current(appId);
      return { appId, budgets: await budgets.standing(appId, current.settings.budgets, nowMs) };
    }),
  );
