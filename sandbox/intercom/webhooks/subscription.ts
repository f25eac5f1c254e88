const minuteMs = 60_000;

/** How one workspace's subscription fares: disabled, throttled, paused. Product milliseconds. */
export function createSubscription() {
  let disabled = false;
  let heldUntil = 0;
  let throttles = 0;
  let errors: number[] = [];
  return {
    isDisabled: () => disabled,
    /** What pressing "Set live" does. */
    enable(): void {
      disabled = false;
      heldUntil = 0;
      throttles = 0;
      errors = [];
    },
    /** How long a notification has to wait before it may be sent. */
    holdMs: (now: number) => Math.max(0, heldUntil - now),
    succeeded(): void {
      throttles = 0;
      errors = [];
    },
    /** 410: nothing is sent any more. */
    gone(): void {
      disabled = true;
    },
    /** 429: everything waits, a minute at first, two hours at most. */
    throttled(now: number): void {
      heldUntil = now + Math.min(minuteMs * 2 ** throttles, 120 * minuteMs);
      throttles += 1;
    },
    /** More than 1,000 errors in a row within 15 minutes pause it for 15 minutes. */
    failed(now: number): void {
      errors.push(now);
      errors = errors.filter((at) => at > now - 15 * minuteMs);
      if (errors.length > 1000) {
        heldUntil = now + 15 * minuteMs;
        errors = [];
      }
    },
  };
}

export type Subscription = ReturnType<typeof createSubscription>;
