import { Context } from '@temporalio/activity';
import type { ActivityPorts } from './ports.ts';

const askEveryMs = 1_000;

/** Runs that a sweep starts at once; then it looks whether there is room for more. */
const startedAtOnce = 20;
/** Temporal's count may not know of a younger run yet. */
const countLagMs = 2_000;

type Room = Pick<ActivityPorts, 'clock' | 'atMostOpen'> & {
  readonly runs: Pick<ActivityPorts['runs'], 'openCount'>;
};

/**
 * Does it for each item, a few at a time, and goes on only while fewer runs are open than may be.
 * One that fails holds up none of the others; its error is thrown in the end.
 */
export async function withRoomForRuns<Item>(
  { clock, runs, atMostOpen }: Room,
  items: readonly Item[],
  start: (item: Item) => Promise<void>,
): Promise<void> {
  const errors: unknown[] = [];
  let started: readonly { count: number; atMs: number }[] = [];
  for (let at = 0; at < items.length; ) {
    const since = clock.now() - clock.productMs(countLagMs);
    started = started.filter(({ atMs }) => atMs > since);
    const uncounted = started.reduce((sum, { count }) => sum + count, 0);
    const room = atMostOpen - (await runs.openCount()) - uncounted;
    if (room <= 0) {
      await Context.current().sleep(askEveryMs);
      continue;
    }
    const batch = items.slice(at, at + Math.min(room, startedAtOnce));
    at += batch.length;
    started = [...started, { count: batch.length, atMs: clock.now() }];
    await Promise.all(
      batch.map((item) => start(item).catch((error: unknown) => void errors.push(error))),
    );
  }
  if (errors.length > 0) throw errors[0];
}
