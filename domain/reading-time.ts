import type { Clock } from './clock.ts';

/** Real milliseconds by which clocks may differ that are right: whole seconds, and the way back. */
const agreementMs = 2_000;

/**
 * The moment by which the age of what was read is told, product milliseconds. Intercom dates its
 * messages and its answers by one clock, so that difference holds however wrong this machine's
 * clock is or jumps: no message expires, or waits for ever, because of it. Our own clock counts
 * where the two agree, since it is the finer one, and where Intercom named no time.
 */
export function readingTime({ readAtMs }: { readAtMs: number | null }, clock: Clock): number {
  const ownMs = clock.now();
  if (readAtMs === null) return ownMs;
  return Math.abs(ownMs - readAtMs) <= clock.productMs(agreementMs) ? ownMs : readAtMs;
}
