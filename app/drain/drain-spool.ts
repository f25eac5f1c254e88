import type { Delivery } from '../../domain/ports.ts';
import { startWakeUp, wakeUpOf } from '../../domain/wake-up.ts';
import { inParallel } from '../in-parallel.ts';
import type { DrainParts } from './parts.ts';
import { type Places, workflowIdsOf } from './places.ts';

const storeMs = 5_000;

/**
 * Takes wake-ups from the disk: into rows while MongoDB answers, else straight into runs as far as
 * there are places. A file goes when every line of it is durable elsewhere, so a crash in between
 * repeats what the doors know already.
 */
export function createSpoolDrain(parts: DrainParts, places: Places) {
  const { deliveries, gates, metrics, log } = parts;
  const keyOf = ({ appId, notificationId }: Delivery): string => `${appId}:${notificationId}`;
  /** Started without a row, of files that are still there. */
  const started = new Set<string>();

  const intoRow = async (delivery: Delivery): Promise<void> => {
    const startedBefore = started.has(keyOf(delivery));
    const { appId, notificationId } = delivery;
    await gates.mongodb.ask(async () => {
      const row = { ...delivery, started: delivery.started || startedBefore };
      const isOpen = await deliveries.accept(row);
      if (isOpen && startedBefore) await deliveries.markStarted(appId, notificationId);
    }, storeMs);
    metrics.drained('row');
  };

  /** True: nothing of it is left. */
  async function intoRuns(waiting: readonly Delivery[]): Promise<boolean> {
    let free = await gates.temporal.ask(() => places.free(), storeMs);
    for (const delivery of waiting) {
      if (started.has(keyOf(delivery))) continue;
      const wakeUp = wakeUpOf(delivery);
      // Context has nothing but its row: it waits for MongoDB.
      if (wakeUp.kind === 'record') continue;
      if (free <= 0) return false;
      free -= workflowIdsOf(wakeUp).length;
      places.take(wakeUp);
      await gates.temporal.ask(() => startWakeUp(parts.runs, wakeUp), storeMs);
      started.add(keyOf(delivery));
      metrics.drained('start');
    }
    return waiting.every((delivery) => started.has(keyOf(delivery)));
  }

  /** Throws what a store answers that went away meanwhile. */
  return async (mongodbUp: boolean): Promise<void> => {
    const { spool } = parts;
    if (spool === null) return;
    for (const name of await spool.seal()) {
      const { deliveries: waiting, damaged } = await spool.read(name);
      if (mongodbUp) await inParallel(waiting, 20, intoRow);
      else if (!(await intoRuns(waiting))) continue;
      await spool.remove(name);
      for (const delivery of waiting) started.delete(keyOf(delivery));
      metrics.spool(spool.size());
      if (damaged === 0) continue;
      metrics.drained('damaged', damaged);
      log.error({ count: damaged }, 'lines of the spool were damaged and are left out');
    }
  };
}
