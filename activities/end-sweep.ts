import type { Sweep } from '../domain/sweep.ts';
import type { ActivityPorts } from './ports.ts';

const dayMs = 24 * 60 * 60_000;

/**
 * Moves the watermark to where the sweep began; only after its last page. Then it is a good time to
 * remove what nobody needs any more.
 */
export const endSweep =
  ({ budgets, clock, sessions, settings, sweeps }: ActivityPorts) =>
  async ({ appId, startedAtMs }: Sweep): Promise<void> => {
    await sweeps.end(appId, { startedAtMs, nowMs: clock.now() });
    await budgets.forget(appId, clock.now());
    const { retentionDays } = (await settings.current(appId)).settings;
    await sessions.forgetTexts(appId, clock.now() - retentionDays * dayMs);
  };
