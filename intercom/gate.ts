import { IntercomFailure } from '../domain/failure.ts';
import { resetOf, waitOf } from './limit-headers.ts';

/** While nobody knows yet whether the new window lets calls through, others come back after this. */
const probingMs = 1_000;
const longestMs = 60_000;

export type Gate = {
  /** Throws `IntercomFailure` of the kind `wait`, and no call is made, while the limit is reached. */
  enter(): void;
  /** The call is over; null: there was no answer. */
  leave(answer: { readonly status: number; readonly headers: Headers } | null): void;
};

/**
 * One gate for all calls with one token. It closes until the reset that Intercom names, when a call
 * was limited or the window is used up; then a single call tries, and the others follow if it got
 * through. Between windows it lets no more calls out than are left.
 */
export function createGate(options: {
  /** Milliseconds since 1970 as the server counts them. */
  readonly now: () => number;
  readonly realMs: (ms: number) => number;
}): Gate {
  const { now, realMs } = options;
  let underWay = 0;
  let limited = false;
  let closedUntilMs = 0;
  let left: { readonly calls: number; readonly untilMs: number } | null = null;

  const wait = (ms: number): IntercomFailure =>
    new IntercomFailure({
      kind: 'wait',
      message: "Intercom's rate limit is reached: not called",
      waitMs: realMs(ms),
    });

  return {
    enter() {
      const closedMs = closedUntilMs - now();
      // A clock that was set back must not keep the gate shut.
      if (closedMs > 0 && closedMs <= longestMs) throw wait(closedMs);
      if (limited && underWay > 0) throw wait(probingMs);
      const leftMs = left === null ? 0 : left.untilMs - now();
      if (left !== null && leftMs > 0 && leftMs <= longestMs && underWay >= left.calls) {
        throw wait(leftMs);
      }
      underWay += 1;
    },
    leave(answer) {
      underWay -= 1;
      if (answer === null) return;
      const { status, headers } = answer;
      if (status === 429) {
        limited = true;
        closedUntilMs = now() + waitOf(headers, now());
        return;
      }
      // A call that started before the limit was reached says nothing about it.
      if (closedUntilMs > now()) return;
      limited = false;
      left = resetOf(headers);
    },
  };
}
