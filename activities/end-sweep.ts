import type { Sweep } from '../domain/sweep.ts';
import type { ActivityPorts } from './ports.ts';

/** Moves the watermark to where the sweep began; only after its last page. */
export const endSweep =
  ({ clock, sweeps }: ActivityPorts) =>
  async ({ appId, startedAtMs }: Sweep): Promise<void> =>
    sweeps.end(appId, { startedAtMs, nowMs: clock.now() });
