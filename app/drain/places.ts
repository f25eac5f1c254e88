import { assistWorkflowId, reviewWorkflowId } from '../../domain/identifiers.ts';
import type { WakeUp } from '../../domain/wake-up.ts';

/** Ids of runs that are open now, at most so many; a moment old. */
export type OpenRunIds = (atMost: number) => Promise<ReadonlySet<string>>;

/** What was started a moment ago may not be listed yet. */
const unlistedMs = 3_000;

/** How many more runs may be opened: what Temporal lists, and what was started here since. */
export function createPlaces(openRunIds: OpenRunIds, atMost: number) {
  const startedAtMs = new Map<string, number>();
  return {
    /** Notes that a wake-up's runs are started now. */
    take(wakeUp: WakeUp): void {
      for (const id of workflowIdsOf(wakeUp)) startedAtMs.set(id, performance.now());
    },
    /** Places that are free now. */
    async free(): Promise<number> {
      const open = await openRunIds(atMost);
      for (const [id, at] of startedAtMs) {
        if (open.has(id) || performance.now() - at > unlistedMs) startedAtMs.delete(id);
      }
      return Math.max(0, atMost - open.size - startedAtMs.size);
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
    case 'record':
      return [];
  }
}
