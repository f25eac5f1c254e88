import { BudgetExhausted, type Cost, costOf, countersFor, oneDraft } from '../domain/budget.ts';
import { ModelFailure } from '../domain/failure.ts';
import type { Spending } from '../domain/language-model.ts';
import type { Reservation } from '../domain/ports.ts';
import type { RunRef } from '../domain/session.ts';
import type { Settings } from '../domain/settings.ts';
import type { ActivityPorts } from './ports.ts';

const nothing: Cost = { tokens: 0, drafts: 0, money: 0 };

/**
 * How the steps of a run spend: `calls` pays for calls of a provider, `draft` counts a draft. Both
 * throw `BudgetExhausted` before anything is done that the budgets of the settings have no room for.
 */
export function spendingOf(
  ports: Pick<ActivityPorts, 'budgets' | 'clock'>,
  { message }: RunRef,
  { budgets }: Settings,
): {
  readonly calls: Spending;
  readonly draft: <Answer>(write: () => Promise<Answer>) => Promise<Answer>;
} {
  async function reserve(cost: Cost): Promise<Reservation> {
    const nowMs = ports.clock.now();
    const counters = countersFor(message, budgets, cost, nowMs);
    const { appId } = message;
    const answer = await ports.budgets.reserve({ appId, counters, cost, nowMs });
    if (answer.kind === 'refused') throw new BudgetExhausted(answer);
    return answer.reservation;
  }
  /** Once, and never again: what could not be settled counts as spent. */
  const settle = (reservation: Reservation, actual: Cost): Promise<void> =>
    ports.budgets.settle(reservation, actual).catch(() => undefined);

  return {
    async calls(most, call) {
      const reservation = await reserve(costOf(most, budgets.prices));
      try {
        const answer = await call();
        const { usage } = answer;
        // A server that does not tell may have used all of it.
        if (usage.inputTokens + usage.outputTokens > 0)
          await settle(reservation, costOf(usage, budgets.prices));
        return answer;
      } catch (error) {
        if (costNothing(error)) await settle(reservation, nothing);
        throw error;
      }
    },

    async draft(write) {
      const reservation = await reserve(oneDraft);
      try {
        return await write();
      } catch (error) {
        await settle(reservation, nothing);
        throw error;
      }
    },
  };
}

/** What was paid for, or null where a budget had no room for it. */
export const withinBudget = <Answer>(paid: Promise<Answer>): Promise<Answer | null> =>
  paid.catch((error: unknown) => {
    if (error instanceof BudgetExhausted) return null;
    throw error;
  });

/** Did the provider certainly do no work? Of a call that it may have begun nobody knows. */
function costNothing(error: unknown): boolean {
  if (!(error instanceof ModelFailure)) return false;
  switch (error.kind) {
    case 'rate_limited':
    case 'overloaded':
    case 'quota':
    case 'key_refused':
    case 'model_unknown':
    case 'circuit_open':
    case 'rejected':
    case 'too_long':
      return true;
    case 'unreachable':
    case 'timed_out':
    case 'refused':
    case 'cut_off':
    case 'invalid':
      return false;
  }
}
