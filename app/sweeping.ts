import { setInterval } from 'node:timers';
import type { Client } from '@temporalio/client';
import type { Topics } from '../storage/topics.ts';
import { awayStore } from './away-store.ts';
import { ensureSweeps, sweepNow } from '../temporal/schedule.ts';

/** How often a workspace is swept, in real milliseconds. */
export type SweepPace = {
  readonly everyMs: number;
  /** As long as no webhook has ever come. */
  readonly pollMs: number;
};

export type Sweeping = { stop(): void };

const lookEveryMs = 15_000;

/** At this pace a workspace is swept now: without webhooks the sweep is how messages are found. */
export async function sweepEveryMs(
  topics: Pick<Topics, 'seen'>,
  appId: string,
  { everyMs, pollMs }: SweepPace,
): Promise<{ everyMs: number; polls: boolean }> {
  const polls = (await topics.seen(appId)).length === 0;
  return { everyMs: polls ? Math.min(pollMs, everyMs) : everyMs, polls };
}

/**
 * Keeps the schedules of these workspaces and starts a sweep of each now. Looks from time to time
 * whether webhooks have begun to come, and goes over to the slower pace then.
 */
export async function startSweeping(options: {
  client: Client;
  topics: Pick<Topics, 'seen'>;
  taskQueue: string;
  appIds: readonly string[];
  pace: SweepPace;
}): Promise<Sweeping> {
  const { client, topics, taskQueue, appIds, pace } = options;
  const ensured = new Map<string, number>();
  const ensure = async (): Promise<void> => {
    for (const appId of appIds) {
      const { everyMs } = await sweepEveryMs(topics, appId, pace);
      if (ensured.get(appId) === everyMs) continue;
      await ensureSweeps(client, { appId, taskQueue, everyMs });
      ensured.set(appId, everyMs);
    }
  };
  const unswept = new Set(appIds);
  const look = (): Promise<void> =>
    client.withDeadline(Date.now() + lookEveryMs, async () => {
      await ensure();
      for (const appId of unswept) {
        await sweepNow(client, appId);
        unswept.delete(appId);
      }
    });
  await look().catch((error: unknown) => {
    if (awayStore(error) === null) throw error;
  });
  // A store may be away: the next look tries again.
  const timer = setInterval(() => void look().catch(() => undefined), lookEveryMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
