import type { Sweep } from '../domain/sweep.ts';
import type { ActivityPorts } from './ports.ts';

/**
 * Moves the watermark to where the sweep began; only after its last page. Then it is a good time to
 * remove what nobody needs any more.
 */
export const endSweep =
  ({ budgets, clock, sweeps }: ActivityPorts) =>
  async ({ appId, startedAtMs }: Sweep): Promise<void> => {
    await sweeps.end(appId, { startedAtMs, nowMs: clock.now() });
    await budgets.forget(appId, clock.now());
  };
