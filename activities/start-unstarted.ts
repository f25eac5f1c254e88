import { startWakeUp, wakeUpOf } from '../domain/wake-up.ts';
import type { ActivityPorts } from './ports.ts';
import { withRoomForRuns } from './room-for-runs.ts';

const rowsAtOnce = 500;
/** A web process answers within two seconds; later, a row without a start has lost it. */
const settledMs = 5_000;

/**
 * Starts what rows of `deliveries` ask for that nothing was started for; answers whether there may
 * be more of them.
 */
export const startUnstarted =
  (ports: ActivityPorts) =>
  async ({ appId }: { appId: string }): Promise<{ started: number; more: boolean }> => {
    const rows = await ports.deliveries.unstarted({
      appIds: [appId],
      receivedBeforeMs: ports.clock.now() - settledMs,
      atMost: rowsAtOnce,
    });
    await withRoomForRuns(ports, rows, async (row) => {
      await startWakeUp(ports.runs, wakeUpOf(row));
      await ports.deliveries.markStarted(row.appId, row.notificationId);
    });
    return { started: rows.length, more: rows.length === rowsAtOnce };
  };
