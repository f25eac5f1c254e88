import { assistWorkflowId, reviewWorkflowId } from '../../domain/identifiers.ts';
import type { WakeUp } from '../../domain/wake-up.ts';
import { inParallel } from '../in-parallel.ts';

/** How Temporal is asked what is open. */
export type OpenRuns = {
  /** Ids of runs that are open, at most so many; a moment old, under load some seconds. */
  list(atMost: number): Promise<ReadonlySet<string>>;
  /** Of one run, as it is now. */
  isOpen(workflowId: string): Promise<boolean>;
};

/** What was started so long ago and is not listed is asked for by its id. */
const unlistedMs = 1_500;

/** How many more runs may be opened: what Temporal lists, and what was started here since. */
export function createPlaces(openRuns: OpenRuns, atMost: number) {
  /** By workflow id, when it was started or last seen open. */
  const startedAtMs = new Map<string, number>();

  async function lookFor(id: string): Promise<void> {
    if (await openRuns.isOpen(id)) startedAtMs.set(id, performance.now());
    else startedAtMs.delete(id);
  }

  return {
    /** Notes that a wake-up's runs are started now. */
    take(wakeUp: WakeUp): void {
      for (const id of workflowIdsOf(wakeUp)) startedAtMs.set(id, performance.now());
    },
    /** Places that are free now. */
    async free(): Promise<number> {
      const listed = await openRuns.list(atMost);
      for (const id of listed) startedAtMs.delete(id);
      if (listed.size >= atMost) return 0;
      const before = performance.now() - unlistedMs;
      const unlisted = [...startedAtMs].filter(([, at]) => at < before).map(([id]) => id);
      await inParallel(unlisted, 10, lookFor);
      return Math.max(0, atMost - listed.size - startedAtMs.size);
    },
  };
}

export type Places = ReturnType<typeof createPlaces>;

export function workflowIdsOf(wakeUp: WakeUp): readonly string[] {
  switch (wakeUp.kind) {
    case 'start':
      return wakeUp.messages.map(assistWorkflowId);
    case 'review':
      return [reviewWorkflowId(wakeUp.conversation, wakeUp.newestPart)];
    // No decision: it takes nobody's place.
    case 'article':
    case 'record':
      return [];
  }
}
