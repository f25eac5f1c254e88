import { within } from './deadline.ts';

/** The store failed a moment ago and has not answered since: nothing was asked of it. */
export class StoreDown extends Error {
  override readonly name = 'StoreDown';
}

export type StoreGate = {
  /** Asks within its time; rejects at once with `StoreDown` while the store is known to be away. */
  ask<Result>(work: () => Promise<Result>, realMs: number): Promise<Result>;
  /** Asks the store itself, now; true: it answers, and the gate is open again. */
  probe(): Promise<boolean>;
};

/** Somebody asks again when nobody did for so long, so that a quiet hour closes no gate. */
const forgetMs = 5_000;
const betweenProbesMs = 500;
const probeMs = 1_500;

/**
 * Remembers that a store is away, so that of many webhooks in an outage only the first ones wait for
 * it. While it is away it is looked after in the background of whatever comes. Real time throughout:
 * nothing here follows the product's clock.
 */
export function createStoreGate(answers: () => Promise<boolean>): StoreGate {
  let downSinceMs: number | null = null;
  let lastTriedMs = 0;
  let probing: Promise<boolean> | null = null;

  const failed = (): void => {
    lastTriedMs = performance.now();
    downSinceMs ??= lastTriedMs;
  };

  const probe = (): Promise<boolean> => {
    probing ??= within(Promise.resolve().then(answers), probeMs)
      .catch(() => false)
      .then((up) => {
        probing = null;
        if (up) downSinceMs = null;
        else failed();
        return up;
      });
    return probing;
  };

  return {
    async ask(work, realMs) {
      const sinceTriedMs = performance.now() - lastTriedMs;
      if (downSinceMs !== null && sinceTriedMs < forgetMs) {
        if (sinceTriedMs >= betweenProbesMs) void probe();
        throw new StoreDown('The store was away a moment ago.');
      }
      try {
        return await within(work(), realMs);
      } catch (error) {
        failed();
        // One slow answer is no outage: a store that is well is found so at once.
        void probe();
        throw error;
      }
    },
    probe,
  };
}
