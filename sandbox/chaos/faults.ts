import type { FaultPlanInput } from '../intercom/faults/plan.ts';
import type { ProxyMode } from '../proxy/tcp-proxy.ts';
import type { Draws } from './draws.ts';

type CallFaultInput = NonNullable<FaultPlanInput['calls']>[number];
type DeliveryFaultInput = NonNullable<FaultPlanInput['deliveries']>[number];

/** A call or a delivery without its place, which the plan fills in. */
type Unplaced<Fault> = Fault extends unknown ? Omit<Fault, 'name' | 'appId'> : never;

/** Which calls of a conversation a fault may hit. */
type Target = 'read' | 'note' | 'tag';

export type CallFaultFacts = {
  readonly port: 'intercom';
  readonly targets: readonly Target[];
  readonly make: (draws: Draws) => Unplaced<CallFaultInput>;
  /** After it the message is not noted any more: nothing later can be tried on it. */
  readonly final?: true;
};
export type DeliveryFaultFacts = {
  readonly port: 'webhook';
  readonly make: (draws: Draws) => Unplaced<DeliveryFaultInput>;
};
export type StoreFaultFacts = {
  readonly port: 'mongodb' | 'temporal';
  readonly make: (draws: Draws) => { readonly mode: ProxyMode; readonly durationMs: number };
};
export type FaultFacts = (CallFaultFacts | DeliveryFaultFacts | StoreFaultFacts) & {
  /** How many a thousand messages get, and how many there are at the most. */
  readonly perThousand: number;
  readonly most?: number;
  /**
   * Takes long: drawn in runs of so many messages only, for single questions of their first half
   * that nothing else hits.
   */
  readonly fromMessages?: number;
};

const all: readonly Target[] = ['read', 'note', 'tag'];
const writes: readonly Target[] = ['note', 'tag'];
const often = { perThousand: 20 } as const;
/** Some of their places are never come to. */
const writesOften = { perThousand: 28 } as const;
/** What stalls others as well. */
const seldom = { perThousand: 15, most: 32 } as const;
const webhook = { port: 'webhook', ...often } as const;

const refused = (status: number, code: string) =>
  ({
    ...{ port: 'intercom', targets: all, final: true, ...often },
    make: () => ({ kind: 'before', status, code }),
  }) satisfies FaultFacts;

const stores = (port: 'mongodb' | 'temporal') =>
  ({
    [`${port}-reset`]: {
      ...{ port, ...seldom },
      make: (draws: Draws) => ({ mode: { kind: 'reset' }, durationMs: draws.between(100, 500) }),
    },
    [`${port}-black-hole`]: {
      ...{ port, ...seldom },
      make: (draws: Draws) => ({
        mode: { kind: 'black_hole' },
        durationMs: draws.between(1_000, 3_000),
      }),
    },
    [`${port}-delay`]: {
      ...{ port, ...seldom },
      make: (draws: Draws) => ({
        mode: { kind: 'delay', delayMs: draws.between(50, 400) },
        durationMs: draws.between(1_000, 3_000),
      }),
    },
    [`${port}-cut`]: {
      ...{ port, ...seldom },
      make: (draws: Draws) => ({
        mode: { kind: 'cut_after_forward' },
        durationMs: draws.between(100, 500),
      }),
    },
  }) satisfies Record<string, FaultFacts>;

/** The only fault after which posting is given up. */
export const away = 'intercom-away';

/** Every fault that a run draws from, by the name that `--faults` takes. */
export const faults: Readonly<Record<string, FaultFacts>> = {
  /** The note is ready, and Intercom cannot be read until its posting is given up after ten minutes. */
  [away]: {
    ...{ port: 'intercom', targets: ['read'], final: true, perThousand: 16, most: 32 },
    fromMessages: 1_000,
    make: () => ({ kind: 'before', status: 503, nth: 3, lastsMs: 640_000 }),
  },
  'intercom-unavailable': {
    ...{ port: 'intercom', targets: all, ...often },
    make: () => ({ kind: 'before', status: 503 }),
  },
  'intercom-failed-after': {
    ...{ port: 'intercom', targets: writes, ...writesOften },
    make: () => ({ kind: 'after', status: 502 }),
  },
  'intercom-reset': {
    ...{ port: 'intercom', targets: all, ...often },
    make: () => ({ kind: 'reset' }),
  },
  'intercom-reset-after': {
    ...{ port: 'intercom', targets: writes, ...writesOften },
    make: () => ({ kind: 'after_reset' }),
  },
  'intercom-timeout-after': {
    ...{ port: 'intercom', targets: writes, ...writesOften },
    make: () => ({ kind: 'after_timeout' }),
  },
  /** Past the timeout of 10 s, and done all the same. */
  'intercom-slow': {
    ...{ port: 'intercom', targets: all, ...often },
    make: (draws) => ({ kind: 'delay', delayMs: draws.between(11_000, 18_000), when: 'before' }),
  },
  'intercom-late': {
    ...{ port: 'intercom', targets: all, ...often },
    make: (draws) => ({
      ...{ kind: 'delay', delayMs: draws.between(200, 3_000) },
      when: draws.pick(['before', 'after'] as const),
    }),
  },
  'intercom-stale': {
    ...{ port: 'intercom', targets: ['read'], ...often },
    make: () => ({ kind: 'stale', lagMs: 10_000 }),
  },
  'intercom-malformed': {
    ...{ port: 'intercom', targets: all, ...often },
    make: (draws) => ({
      kind: 'malformed',
      body: draws.pick(['truncated', 'html', 'empty', 'without_parts'] as const),
    }),
  },
  'intercom-enormous': {
    ...{ port: 'intercom', targets: all, ...seldom },
    make: () => ({ kind: 'malformed', body: 'enormous' }),
  },
  'intercom-rate-limited': {
    ...{ port: 'intercom', targets: all, ...seldom },
    make: () => ({ kind: 'rate_limited' }),
  },
  'intercom-401': refused(401, 'unauthorized'),
  'intercom-403': refused(403, 'api_plan_restricted'),
  'intercom-404': refused(404, 'not_found'),
  'intercom-422': refused(422, 'unprocessable_entity'),
  'webhook-lost': { ...webhook, make: () => ({ kind: 'drop' }) },
  'webhook-duplicate': {
    ...webhook,
    make: (draws) => ({ kind: 'duplicate', copies: draws.between(1, 5) }),
  },
  'webhook-late': {
    ...webhook,
    make: (draws) => ({ kind: 'delay', delayMs: draws.between(1_000, 15_000) }),
  },
  'webhook-shuffled': { ...webhook, make: () => ({ kind: 'shuffle', withinMs: 3_000 }) },
  ...stores('mongodb'),
  ...stores('temporal'),
};

/** Kills are counted by `--kills` instead of a share. */
export const kill = 'kill';

export const faultNames: readonly string[] = [...Object.keys(faults), kill];

/** The faults that `names` mean: each a fault, or a port for all of its faults; throws for others. */
export function chosenFaults(names: readonly string[]): ReadonlySet<string> {
  return new Set(
    names.flatMap((name) => {
      const found = faultNames.filter((fault) => fault === name || faults[fault]?.port === name);
      if (found.length > 0) return found;
      const ports = ['intercom', 'webhook', 'mongodb', 'temporal'];
      throw new Error(`${name}: no such fault. There are: ${[...ports, ...faultNames].join(', ')}`);
    }),
  );
}
