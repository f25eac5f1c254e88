import { MockActivityEnvironment } from '@temporalio/testing';
import { expect, it } from 'vitest';
import { withRoomForRuns } from '../../activities/room-for-runs.ts';
import { createScaledClock } from '../../app/clocks.ts';

/** Starts runs that end after a while, as Temporal would count them. */
function stage(atMostOpen: number, openFor: number) {
  const clock = createScaledClock(100);
  let open = 0;
  let most = 0;
  const start = async (): Promise<void> => {
    open += 1;
    most = Math.max(most, open);
    setTimeout(() => (open -= 1), openFor);
  };
  const ports = { clock, atMostOpen, runs: { openCount: async () => open } };
  const run = <Item>(items: readonly Item[], each: (item: Item) => Promise<void>) =>
    new MockActivityEnvironment().run(() => withRoomForRuns(ports, items, each));
  return { start, run, most: () => most };
}

it('starts everything, and never lets more be open than may be', async () => {
  const { start, run, most } = stage(7, 300);
  const started: number[] = [];
  await run(
    Array.from({ length: 25 }, (_, index) => index),
    async (index) => {
      started.push(index);
      await start();
    },
  );
  expect(started).toHaveLength(25);
  expect(most()).toBeLessThanOrEqual(7);
}, 30_000);

it('goes on after one that fails, and tells of it in the end', async () => {
  const { run } = stage(100, 1);
  const seen: number[] = [];
  const all = run([1, 2, 3], async (item) => {
    seen.push(item);
    if (item === 1) throw new Error('the first');
  });
  await expect(all).rejects.toThrow('the first');
  expect(seen).toEqual([1, 2, 3]);
});
