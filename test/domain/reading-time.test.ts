import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readingTime } from '../../domain/reading-time.ts';
import { fuzz } from '../support/fuzz.ts';
import { createManualClock } from '../support/manual-clock.ts';

it('is within two seconds of Intercom’s time, whatever our own clock says', async () => {
  const time = fc.integer({ min: 0, max: 4_000_000_000_000 });
  await fuzz(
    300,
    fc.property(time, fc.integer({ min: -1e9, max: 1e9 }), (readAtMs, skewMs) => {
      const clock = createManualClock(readAtMs + skewMs);
      expect(Math.abs(readingTime({ readAtMs }, clock) - readAtMs)).toBeLessThanOrEqual(2_000);
      expect(readingTime({ readAtMs: null }, clock)).toBe(clock.now());
    }),
  );
});

it('is our own time where the two agree, since it is the finer one', () => {
  const clock = createManualClock(10_800);
  expect(readingTime({ readAtMs: 10_000 }, clock)).toBe(10_800);
});
