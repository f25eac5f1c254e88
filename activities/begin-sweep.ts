import { readingTime } from '../domain/reading-time.ts';
import type { Sweep } from '../domain/sweep.ts';
import type { ActivityPorts } from './ports.ts';
import { cancellation } from './running.ts';

/** Searches overlap by so much: Intercom's index may lag behind, and clocks differ. */
const overlapMs = 10 * 60_000;

/**
 * From when on a sweep has to look, by Intercom's clock, since that dates the changes. A workspace's
 * first one goes back by the deadline alone: what is older would end as expired, so connecting
 * starts nothing old.
 */
export const beginSweep =
  ({ clock, connection, settings, sweeps }: ActivityPorts) =>
  async ({ appId }: { appId: string }): Promise<Sweep> => {
    const readAtMs = await connection(appId).finder.time(cancellation());
    const startedAtMs = readingTime({ readAtMs }, clock);
    const { connectedAtMs, watermarkMs } = await sweeps.begin(appId, startedAtMs);
    if (watermarkMs !== null) return { appId, startedAtMs, sinceMs: watermarkMs - overlapMs };
    const { deadlineMs } = (await settings.current(appId)).settings;
    return { appId, startedAtMs, sinceMs: connectedAtMs - deadlineMs };
  };
