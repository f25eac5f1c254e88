/** Timers that can be waited for and stopped together. */
export function createTimers() {
  const running = new Set<NodeJS.Timeout>();
  const waiting: (() => void)[] = [];
  let busy = 0;
  let stopped = false;
  const release = () => {
    busy -= 1;
    if (busy > 0) return;
    for (const resolve of waiting.splice(0)) resolve();
  };
  return {
    /** Runs `work` after a real duration; counts as busy until its promise is settled. */
    run(realMs: number, work: () => Promise<void>): void {
      if (stopped) return;
      busy += 1;
      if (realMs <= 0) {
        void work().finally(release);
        return;
      }
      const timer = setTimeout(() => {
        running.delete(timer);
        void work().finally(release);
      }, realMs);
      running.add(timer);
    },
    /** Resolves when nothing runs and nothing is scheduled. */
    idle(): Promise<void> {
      if (busy === 0) return Promise.resolve();
      return new Promise((resolve) => waiting.push(resolve));
    },
    stop(): void {
      stopped = true;
      for (const timer of running) clearTimeout(timer);
      running.clear();
      for (const resolve of waiting.splice(0)) resolve();
    },
  };
}

export type Timers = ReturnType<typeof createTimers>;
