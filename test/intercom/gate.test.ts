import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IntercomFailure } from '../../domain/failure.ts';
import { createGate } from '../../intercom/gate.ts';
import { createManualClock } from '../support/manual-clock.ts';

const windowMs = 10_000;
const startMs = 1_700_000_000_000;

/** A server that allows so many calls in each window. */
function limitedServer(clock: { now(): number }, limit: number) {
  const used = new Map<number, number>();
  return {
    call() {
      const window = Math.floor(clock.now() / windowMs);
      const count = (used.get(window) ?? 0) + 1;
      used.set(window, count);
      const headers = new Headers({
        'x-ratelimit-remaining': `${Math.max(0, limit - count)}`,
        'x-ratelimit-reset': `${((window + 1) * windowMs) / 1000}`,
      });
      return { status: count > limit ? 429 : 200, headers };
    },
    /** Somebody else with the same limit. */
    use(calls: number) {
      const window = Math.floor(clock.now() / windowMs);
      used.set(window, (used.get(window) ?? 0) + calls);
    },
  };
}

const setUp = () => {
  const clock = createManualClock(startMs);
  const gate = createGate({ now: () => clock.now(), realMs: (ms) => ms });
  const refusal = (): number | null => {
    try {
      gate.enter();
      return null;
    } catch (error) {
      if (error instanceof IntercomFailure) return error.waitMs;
      throw error;
    }
  };
  return { clock, gate, refusal };
};
const limited = new Headers({ 'x-ratelimit-reset': `${startMs / 1000 + 8}` });
const plenty = new Headers({
  'x-ratelimit-reset': `${startMs / 1000 + 18}`,
  'x-ratelimit-remaining': '100',
});

describe('the gate', () => {
  it('is closed until the reset after a 429; then one tries, and the others follow', () => {
    const { clock, gate, refusal } = setUp();
    expect(refusal()).toBeNull();
    gate.leave({ status: 429, headers: limited });
    expect(refusal()).toBe(8_000);
    clock.set(startMs + 8_000);
    expect(refusal()).toBeNull();
    expect(refusal()).toBe(1_000);
    gate.leave({ status: 200, headers: plenty });
    expect([refusal(), refusal()]).toEqual([null, null]);
  });

  it('lets another one try when the one that did got no answer', () => {
    const { clock, gate, refusal } = setUp();
    gate.enter();
    gate.leave({ status: 429, headers: limited });
    clock.set(startMs + 8_000);
    expect(refusal()).toBeNull();
    gate.leave(null);
    expect([refusal(), refusal()]).toEqual([null, 1_000]);
  });

  it('does not stay closed because the clock was set back', () => {
    const { clock, gate, refusal } = setUp();
    gate.enter();
    gate.leave({ status: 429, headers: limited });
    clock.set(startMs - 3_600_000);
    expect(refusal()).toBeNull();
  });

  it('makes at most one limited call a window, whatever others use up and however many ask', () => {
    const step = fc.record({
      passMs: fc.integer({ min: 0, max: 4_000 }),
      others: fc.integer({ min: 0, max: 12 }),
      callers: fc.integer({ min: 0, max: 12 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { clock, gate, refusal } = setUp();
        const server = limitedServer(clock, 10);
        const refused = new Map<number, number>();
        for (const { passMs, others, callers } of steps) {
          clock.set(clock.now() + passMs);
          server.use(others);
          for (let caller = 0; caller < callers; caller += 1) {
            if (refusal() !== null) continue;
            const answer = server.call();
            const window = Math.floor(clock.now() / windowMs);
            if (answer.status === 429) refused.set(window, (refused.get(window) ?? 0) + 1);
            gate.leave(answer);
          }
        }
        expect(Math.max(0, ...refused.values())).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('lets no more calls out at once than the window has left', () => {
    const { gate, refusal } = setUp();
    gate.enter();
    const few = new Headers({
      'x-ratelimit-reset': `${startMs / 1000 + 8}`,
      'x-ratelimit-remaining': '2',
    });
    gate.leave({ status: 200, headers: few });
    expect([refusal(), refusal(), refusal()]).toEqual([null, null, 8_000]);
  });
});
