import type { Clock } from '../../domain/clock.ts';
import type { Workspace } from './state/types.ts';

const windowMs = 10_000;

export type RateLimitState = {
  limit: number;
  remaining: number;
  /** Unix time in seconds at which the window ends. */
  resetAt: number;
  exceeded: boolean;
};

/** Counts calls in windows of 10 s of product time, each workspace for itself. */
export function createRateLimiter(clock: Clock) {
  const windows = new Map<string, { endsAtMs: number; used: number }>();
  const current = (workspace: Workspace) => {
    const now = clock.now();
    let window = windows.get(workspace.appId);
    if (!window || window.endsAtMs <= now) {
      window = { endsAtMs: (Math.floor(now / windowMs) + 1) * windowMs, used: 0 };
      windows.set(workspace.appId, window);
    }
    return window;
  };
  return {
    take(workspace: Workspace): RateLimitState {
      const window = current(workspace);
      window.used += 1;
      return {
        limit: workspace.rateLimit,
        remaining: Math.max(0, workspace.rateLimit - window.used),
        resetAt: Math.ceil(window.endsAtMs / 1000),
        exceeded: window.used > workspace.rateLimit,
      };
    },
    /** Uses up the running window: every further call is refused until it ends. */
    exhaust(workspace: Workspace): void {
      current(workspace).used = Math.max(current(workspace).used, workspace.rateLimit + 1);
    },
  };
}

export type RateLimiter = ReturnType<typeof createRateLimiter>;
