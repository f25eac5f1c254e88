import { reasonOf } from '../../domain/outcome.ts';
import type { Evidence } from './evidence.ts';
import { kill } from './faults.ts';
import type { ChaosPlan } from './plan.ts';
import type { Violation } from './violation.ts';

/** A fault of which fewer fired than this in a full run counts as not shown. */
export const shownFrom = 20;

export type FaultCount = { readonly name: string; readonly drawn: number; readonly fired: number };

export type ChaosReport = {
  readonly seed: number;
  readonly messages: number;
  readonly conversations: number;
  readonly seconds: number;
  /** Messages without an outcome, and runs in Temporal, at once at the most. */
  readonly mostOpen: number;
  readonly mostRuns: number;
  readonly faults: readonly FaultCount[];
  /** By point. */
  readonly kills: Readonly<Record<string, number>>;
  /** By reason, `suggested` included: the last decision of each message. */
  readonly outcomes: Readonly<Record<string, number>>;
  readonly notes: number;
  /** Processes that ended by themselves, with the end of what they wrote. */
  readonly troubles: readonly string[];
  readonly violations: readonly Violation[];
};

export function reportOf(run: {
  readonly seed: number;
  readonly plan: ChaosPlan;
  readonly evidence: Evidence;
  readonly seconds: number;
  readonly mostOpen: number;
  readonly mostRuns: number;
  /** Of faults at the stores. */
  readonly fired: Readonly<Record<string, number>>;
  readonly killedAt: readonly string[];
  readonly troubles: readonly string[];
  readonly violations: readonly Violation[];
}): ChaosReport {
  const { plan, evidence } = run;
  const fired = countBy([
    ...[...evidence.calls, ...evidence.deliveries].flatMap(({ faults = [] }) => faults),
    ...run.killedAt.map(() => kill),
  ]);
  const { seed, seconds, mostOpen, mostRuns, troubles, violations } = run;
  return {
    ...{ seed, seconds, mostOpen, mostRuns, troubles, violations },
    messages: evidence.messages.length,
    conversations: plan.conversations.length,
    faults: Object.entries(plan.drawn).map(([name, drawn]) => ({
      ...{ name, drawn, fired: run.fired[name] ?? fired[name] ?? 0 },
    })),
    kills: countBy(run.killedAt),
    outcomes: countBy(
      evidence.recorded.flatMap(({ outcomes }) => {
        const last = outcomes.at(-1);
        return last ? [reasonOf(last) ?? last.kind] : [];
      }),
    ),
    notes: evidence.recorded.filter(({ note }) => note?.state === 'posted').length,
  };
}

/** How often each comes, most frequent first. */
function countBy(values: readonly string[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([, one], [, other]) => other - one));
}
