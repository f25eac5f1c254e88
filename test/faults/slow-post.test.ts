import { afterEach, beforeEach, expect } from 'vitest';
import {
  type ActivityBench,
  intercomTimeoutMs,
  startActivityBench,
} from '../support/activity-bench.ts';
import { ownDatabase } from '../support/database.ts';
import { faultTest } from '../support/fault.ts';

const database = ownDatabase('slow-post');
let bench: ActivityBench;
beforeEach(async () => {
  bench = await startActivityBench(database());
});
afterEach(() => bench.stop());

const posts = () => bench.simulator.writes().filter(({ path }) => path.endsWith('/reply'));

faultTest(
  'F17',
  'attempt 2 begins while the POST of attempt 1 is on its way: it waits, attempt 1 succeeds',
  'one POST, one note; attempt 2 answers the same',
  async () => {
    const prepared = await bench.prepare(bench.open());
    bench.simulator.setFaults({
      calls: [{ kind: 'delay', method: 'POST', delayMs: intercomTimeoutMs / 2, times: 1 }],
    });
    const first = bench.attempt('postNote', prepared, 1);
    await expect.poll(() => posts().length).toBe(1);
    await expect(bench.attempt('postNote', prepared, 2)).rejects.toMatchObject({
      type: 'TryAgainLater',
      nonRetryable: false,
    });
    const posting = await first;
    expect(await bench.attempt('postNote', prepared, 3)).toEqual(posting);
    expect(posts()).toHaveLength(1);
    expect(bench.notesOf(prepared.run.message)).toHaveLength(1);
  },
);

faultTest(
  'F17',
  'attempt 1 ends without an answer after attempt 2 has begun: 2 comes back when the claim is over',
  'adopted: one POST, one note',
  async () => {
    const prepared = await bench.prepare(bench.open());
    bench.simulator.setFaults({ calls: [{ kind: 'after_timeout', method: 'POST', times: 1 }] });
    const first = bench.attempt('postNote', prepared, 1);
    const ended = expect(first).rejects.toMatchObject({ type: 'IntercomUnavailable' });
    await expect.poll(() => posts().length).toBe(1);
    const second: unknown = await bench
      .attempt('postNote', prepared, 2)
      .catch((error: unknown) => error);
    expect(second).toMatchObject({ type: 'TryAgainLater' });
    await ended;
    bench.pass(3 * intercomTimeoutMs + 1);
    expect(await bench.attempt('postNote', prepared, 3)).toMatchObject({ kind: 'posted' });
    expect(posts()).toHaveLength(1);
    expect(bench.notesOf(prepared.run.message)).toHaveLength(1);
  },
);
