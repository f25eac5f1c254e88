import type { Clock } from '../../domain/clock.ts';

/** A clock that stands still until it is set. */
export function createManualClock(startMs: number): Clock & { set(nowMs: number): void } {
  let now = startMs;
  return {
    now: () => now,
    set: (nowMs) => {
      now = nowMs;
    },
    realMs: (productMs) => productMs,
    productMs: (realMs) => realMs,
  };
}
