import type { Delivery } from '../../domain/ports.ts';
import { startWakeUp, wakeUpOf } from '../../domain/wake-up.ts';
import { inParallel } from '../in-parallel.ts';
import type { DrainParts } from './parts.ts';
import type { Places } from './places.ts';

const storeMs = 5_000;
/** A webhook that came just now is still being taken in. */
const settledMs = 3_000;
/** A row that cannot be started, though Temporal answers, gives way to others for so long. */
const tryAgainMs = 60_000;

/** Starts rows that nothing was started for, the latest first, as far as there are places. */
export function createRowDrain(parts: DrainParts, places: Places) {
  const { appIds, clock, deliveries, gates, metrics, log } = parts;
  const failedAtMs = new Map<string, number>();

  async function start(row: Delivery): Promise<void> {
    const { appId, notificationId, conversationId, topic } = row;
    const wakeUp = wakeUpOf(row);
    places.take(wakeUp);
    try {
      await gates.temporal.ask(() => startWakeUp(parts.runs, wakeUp), storeMs);
    } catch (error) {
      if (!(await gates.temporal.probe())) throw error;
      failedAtMs.set(`${appId}:${notificationId}`, performance.now());
      log.warn({ err: error, appId, notificationId, conversationId, topic }, 'not started yet');
      return;
    }
    await gates.mongodb.ask(() => deliveries.markStarted(appId, notificationId), storeMs);
    metrics.drained('start');
  }

  /** How many it started. Throws what a store answers that went away meanwhile. */
  return async (): Promise<number> => {
    for (const [key, at] of failedAtMs) {
      if (performance.now() - at > tryAgainMs) failedAtMs.delete(key);
    }
    const asked = {
      appIds,
      receivedBeforeMs: clock.now() - clock.productMs(settledMs),
      atMost: 1,
    };
    const isWaiting = await gates.mongodb.ask(() => deliveries.unstarted(asked), storeMs);
    if (isWaiting.length === 0) return 0;
    const free = await gates.temporal.ask(() => places.free(), storeMs);
    if (free === 0) return 0;
    const found = await gates.mongodb.ask(
      () => deliveries.unstarted({ ...asked, atMost: free + failedAtMs.size }),
      storeMs,
    );
    const rows = found
      .filter(({ appId, notificationId }) => !failedAtMs.has(`${appId}:${notificationId}`))
      .slice(0, free);
    await inParallel(rows, 10, start);
    return rows.length;
  };
}
