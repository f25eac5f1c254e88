import type { Clock } from '../domain/clock.ts';

/** The wall clock. */
export const realClock: Clock = {
  now: () => Date.now(),
  realMs: (productMs) => productMs,
  productMs: (realMs) => realMs,
};

export type ScaledClock = Clock & {
  /** Moves product time forward at once; timers that run already do not notice. */
  advance(productMs: number): void;
};

/** Product time that runs `scale` times as fast as the wall clock, from now on. */
export function createScaledClock(scale: number): ScaledClock {
  const originMs = Date.now();
  let advancedMs = 0;
  return {
    now: () => originMs + advancedMs + (Date.now() - originMs) * scale,
    realMs: (productMs) => productMs / scale,
    productMs: (realMs) => realMs * scale,
    advance: (productMs) => {
      advancedMs += productMs;
    },
  };
}
