import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ModelFailure, type ModelFailureKind } from '../../domain/failure.ts';
import type { ProviderReport } from '../../domain/trouble.ts';
import {
  type Breaker,
  admit,
  afterAbandoning,
  afterFailure,
  breakerLimits,
  closedBreaker,
} from '../../models/breaker.ts';
import { createBreakers } from '../../models/breakers.ts';
import { createManualClock } from '../support/manual-clock.ts';

const outages = ['rate_limited', 'overloaded', 'unreachable', 'timed_out'] as const;
const standing = ['quota', 'key_refused', 'model_unknown'] as const;
const answered = ['rejected', 'too_long', 'refused', 'cut_off', 'invalid'] as const;
const gapMs = fc.integer({ min: 0, max: 90_000 });

/** A breaker after failures of an outage at these moments. */
const failing = (momentsMs: readonly number[]): Breaker =>
  momentsMs.reduce<Breaker>(
    (breaker, atMs) => afterFailure(breaker, 'overloaded', atMs),
    closedBreaker,
  );

describe('a breaker', () => {
  it('opens with the fifth failure in 30 s, and never before', () => {
    const moments = fc.array(gapMs, { maxLength: 12 }).map((gaps) => {
      let nowMs = 1_000_000;
      return gaps.map((gap) => (nowMs += gap));
    });
    fc.assert(
      fc.property(moments, (momentsMs) => {
        const crowded = momentsMs.some((_, at) => {
          const [first, fifth] = [momentsMs[at], momentsMs[at + breakerLimits.failures - 1]];
          return first !== undefined && fifth !== undefined && fifth - first < 30_000;
        });
        expect(failing(momentsMs).kind).toBe(crowded ? 'open' : 'closed');
      }),
    );
  });

  it('makes few calls to a provider that is down, whoever asks how often', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 100, maxLength: 400 }),
        (gaps) => {
          let nowMs = 0;
          let calls = 0;
          let breaker: Breaker = closedBreaker;
          for (const gap of gaps) {
            nowMs += gap;
            const admission = admit(breaker, nowMs);
            if (admission.kind === 'stay') {
              expect(admission.waitMs).toBeGreaterThan(0);
              expect(admission.waitMs).toBeLessThanOrEqual(breakerLimits.openMs);
              continue;
            }
            calls += 1;
            breaker = afterFailure(admission.breaker, 'unreachable', nowMs);
          }
          expect(calls).toBeLessThanOrEqual(
            breakerLimits.failures + Math.floor(nowMs / breakerLimits.openMs),
          );
        },
      ),
    );
  });

  it('lets one probe through when its time is over, and no other beside it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...standing, 'failing' as const),
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.integer({ min: 0, max: breakerLimits.probeMs - 1 }),
        (cause, lateMs, besideMs) => {
          const open: Breaker = { kind: 'open', cause, sinceMs: 5_000 };
          const before = admit(open, 5_001);
          if (before.kind === 'go') throw new Error('It let a call through at once');
          const atMs = 5_001 + before.waitMs + lateMs;
          const probe = admit(open, atMs);
          if (probe.kind === 'stay') throw new Error('It lets nobody through');
          expect(probe.breaker.kind).toBe('half_open');
          expect(admit(probe.breaker, atMs + besideMs).kind).toBe('stay');
          // A probe that nobody heard of again does not hold the door for ever.
          expect(admit(probe.breaker, atMs + breakerLimits.probeMs).kind).toBe('go');
          // One that was given up leaves it to the next one at once; one that failed does not.
          expect(admit(afterAbandoning(probe.breaker, atMs), atMs).kind).toBe('go');
          expect(admit(afterFailure(probe.breaker, 'timed_out', atMs), atMs).kind).toBe('stay');
        },
      ),
    );
  });

  it.each(standing)('opens at once for %s', (kind) => {
    expect(afterFailure(closedBreaker, kind, 7)).toEqual({ kind: 'open', cause: kind, sinceMs: 7 });
  });

  it.each(answered)('takes %s for an answer', (kind) => {
    expect(afterFailure(failing([1, 2, 3, 4]), kind, 5)).toEqual(closedBreaker);
  });

  it.each(outages)('counts %s', (kind) => {
    expect(afterFailure(failing([1, 2, 3, 4]), kind, 5)).toMatchObject({ cause: 'failing' });
  });

  it('does not stay shut because the clock was set back an hour', () => {
    const open = failing([1, 2, 3, 4, 5].map((ms) => 10_000_000 + ms));
    expect(admit(open, 10_000_000 - 3_600_000).kind).toBe('go');
  });
});

describe('breakers of a provider', () => {
  const setUp = () => {
    const clock = createManualClock(1_000_000);
    const reports: ProviderReport[] = [];
    const breakers = createBreakers({ provider: 'models.example', clock });
    breakers.watch((report) => reports.push(report));
    let calls = 0;
    const attempt = async (model: string, result: ModelFailureKind | 'well' | Error) => {
      try {
        return await breakers.guard(model, async () => {
          calls += 1;
          if (result === 'well') return result;
          throw result instanceof Error ? result : new ModelFailure(result, 'scripted');
        });
      } catch (error) {
        return error instanceof ModelFailure ? error.kind : 'thrown';
      }
    };
    return { clock, reports, attempt, calls: () => calls };
  };

  it('fail fast one model for itself, and tell how long', async () => {
    const { attempt, calls, clock, reports } = setUp();
    for (let time = 1; time <= 7; time += 1) await attempt('a', 'overloaded');
    expect(calls()).toBe(5);
    expect(await attempt('a', 'well')).toBe('circuit_open');
    expect(await attempt('b', 'well')).toBe('well');
    expect(reports.map(({ model, trouble }) => [model, trouble])).toEqual([
      ['a', 'failing'],
      ['b', null],
    ]);
    clock.set(clock.now() + breakerLimits.openMs);
    expect(await attempt('a', 'well')).toBe('well');
    expect(reports.at(-1)).toMatchObject({ model: 'a', trouble: null });
  });

  it('make no second call after a used-up quota, and say the same', async () => {
    const { attempt, calls, reports } = setUp();
    expect(await attempt('a', 'quota')).toBe('quota');
    expect(await attempt('a', 'well')).toBe('quota');
    expect(calls()).toBe(1);
    expect(reports).toMatchObject([{ provider: 'models.example', trouble: 'quota' }]);
  });

  it('go on after a caller who gave up', async () => {
    const { attempt, clock } = setUp();
    for (let time = 1; time <= 5; time += 1) await attempt('a', 'unreachable');
    clock.set(clock.now() + breakerLimits.openMs);
    expect(await attempt('a', new Error('cancelled'))).toBe('thrown');
    expect(await attempt('a', 'well')).toBe('well');
  });
});
