import { setInterval } from 'node:timers';
import type { Client } from '@temporalio/client';
import type { Clock } from '../../domain/clock.ts';
import type { KnowledgePace } from '../../domain/knowledge-source.ts';
import { deleteSyncs, ensureSyncs, syncNow } from '../../temporal/knowledge-schedule.ts';
import { awayStore } from '../away-store.ts';

/** How often sources are read again, in real seconds; 0: never. */
export type KnowledgeSeconds = { readonly everySeconds: number; readonly siteSeconds: number };

const never: KnowledgeSeconds = { everySeconds: 0, siteSeconds: 0 };

/** The same in product time; the schedule is what nothing is read more often than. */
export function productPace(seconds: KnowledgeSeconds | null, clock: Clock): KnowledgePace {
  const { everySeconds, siteSeconds } = seconds ?? never;
  const msOf = (one: number): number => (one === 0 ? Infinity : clock.productMs(one * 1_000));
  return { everyMs: msOf(everySeconds), siteEveryMs: msOf(siteSeconds) };
}

const lookEveryMs = 15_000;

/**
 * Keeps the schedules of these workspaces, or sees to it that there are none, and looks for due
 * sources once now. Temporal may be away: then it is tried again from time to time.
 */
export async function scheduleSyncs(options: {
  client: Client;
  taskQueue: string;
  appIds: readonly string[];
  everySeconds: number;
}): Promise<{ stop(): void }> {
  const { client, taskQueue, everySeconds } = options;
  const waiting = new Set(options.appIds);
  const schedule = (): Promise<void> =>
    client.withDeadline(Date.now() + lookEveryMs, async () => {
      for (const appId of waiting) {
        if (everySeconds === 0) await deleteSyncs(client, appId);
        else {
          await ensureSyncs(client, { appId, taskQueue, everyMs: everySeconds * 1_000 });
          await syncNow(client, appId);
        }
        waiting.delete(appId);
      }
    });
  await schedule().catch((error: unknown) => {
    if (awayStore(error) === null) throw error;
  });
  const timer = setInterval(() => {
    if (waiting.size > 0) void schedule().catch(() => undefined);
  }, lookEveryMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
