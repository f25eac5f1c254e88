import { setTimeout as sleep } from 'node:timers/promises';

/** Lets requests start one after the other, at least `pauseMs` apart. */
export function createPace(pauseMs: number) {
  let nextMs = 0;
  return {
    async wait(signal: AbortSignal): Promise<void> {
      const nowMs = performance.now();
      const startMs = Math.max(nowMs, nextMs);
      nextMs = startMs + pauseMs;
      if (startMs > nowMs) await sleep(startMs - nowMs, undefined, { signal });
    },
    /** The next request waits at least so long. */
    hold(ms: number): void {
      nextMs = Math.max(nextMs, performance.now() + ms);
    },
  };
}

export type Pace = ReturnType<typeof createPace>;
