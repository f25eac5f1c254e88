import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ending } from '../../domain/assist.ts';
import { failed, quiet } from '../../domain/outcome.ts';
import {
  type ActivityBench,
  intercomTimeoutMs,
  startActivityBench,
} from '../support/activity-bench.ts';
import { ownDatabase } from '../support/database.ts';

const database = ownDatabase('conclude-note');
let bench: ActivityBench;
beforeEach(async () => {
  bench = await startActivityBench(database());
});
afterEach(() => bench.stop());

type Prepared = Awaited<ReturnType<ActivityBench['prepare']>>;
type Calls = { calls: object[] };
const reply = { method: 'POST', path: '/conversations/*/reply' };
const away: Calls = { calls: [{ kind: 'before', status: 503, path: '/**' }] };
/** An attempt to post that fails so, and the time until its claim is over. */
async function failedPost(prepared: Prepared, faults: Calls): Promise<void> {
  bench.simulator.setFaults(faults);
  await expect(bench.attempt('postNote', prepared)).rejects.toThrow('Intercom');
  bench.pass(3 * intercomTimeoutMs + 10_001);
}
const conclude = ({ run }: Prepared) => bench.attempt('concludeNote', { run });
const rowOf = ({ run }: Prepared) => bench.ports.notes.find(run.message);
const posts = () => bench.simulator.writes().filter(({ path }) => path.endsWith('/reply'));

describe('a note whose posting was given up', () => {
  it('was not sent when Intercom could not even be looked at', async () => {
    const prepared = await bench.prepare(bench.open());
    await failedPost(prepared, away);
    const calls = bench.simulator.calls().length;
    expect(await conclude(prepared)).toEqual({ kind: 'not_sent', intercomIsAway: true });
    expect(bench.simulator.calls()).toHaveLength(calls + 1);
    expect(await rowOf(prepared)).toMatchObject({ state: 'reserved', posts: 0 });
  });

  it('was not sent when every POST was limited', async () => {
    const prepared = await bench.prepare(bench.open());
    await failedPost(prepared, { calls: [{ kind: 'before', status: 429, ...reply }] });
    expect(posts()).toHaveLength(1);
    expect(await conclude(prepared)).toEqual({ kind: 'not_sent', intercomIsAway: false });
  });

  it('stays in doubt after a POST without an answer, and is not posted by itself', async () => {
    const prepared = await bench.prepare(bench.open());
    await failedPost(prepared, { calls: [{ kind: 'before', status: 502, ...reply }] });
    bench.simulator.setFaults(away);
    expect(await conclude(prepared)).toEqual(ending(failed('note_unconfirmed')));
    expect(await rowOf(prepared)).toMatchObject({ state: 'unconfirmed', posts: 1 });
    expect(await conclude(prepared)).toEqual(ending(failed('note_unconfirmed')));
  });

  it('is found by the last look', async () => {
    const prepared = await bench.prepare(bench.open());
    await failedPost(prepared, { calls: [{ kind: 'after', status: 502, ...reply }] });
    bench.simulator.setFaults({});
    expect(await conclude(prepared)).toMatchObject({ kind: 'posted' });
    const [note] = bench.notesOf(prepared.run.message);
    expect(await rowOf(prepared)).toMatchObject({ state: 'posted', partId: note?.id });
    expect(await conclude(prepared)).toMatchObject({ kind: 'posted' });
    expect(posts()).toHaveLength(1);
  });

  it('is waited for while an attempt may still be posting', async () => {
    const prepared = await bench.prepare(bench.open());
    const { message } = prepared.run;
    const createdAtMs = bench.clock.now();
    await failedPost(prepared, away);
    await bench.ports.notes.takeClaim({
      ...{ message, holder: 'a zombie', nowMs: bench.clock.now() },
      position: { id: message.messageId, createdAtMs },
      untilMs: bench.clock.now() + 4_000,
    });
    await expect(conclude(prepared)).rejects.toMatchObject({ type: 'TryAgainLater' });
    bench.pass(4_001);
    expect(await conclude(prepared)).toMatchObject({ kind: 'not_sent' });
  });

  it('that was never sent is superseded by a newer message with a note', async () => {
    const message = bench.open();
    const prepared = await bench.prepare(message);
    await failedPost(prepared, away);
    bench.simulator.setFaults({});
    const newer = bench.reply(message);
    await bench.attempt('postNote', await bench.prepare(newer));
    expect(await conclude(prepared)).toEqual(ending(quiet('superseded'), newer.messageId));
  });
});

it('a token that stops working after a POST without an answer leaves the note unconfirmed', async () => {
  const prepared = await bench.prepare(bench.open());
  await failedPost(prepared, { calls: [{ kind: 'before', status: 502, ...reply }] });
  bench.simulator.setFaults({ calls: [{ kind: 'before', status: 401, path: '/**' }] });
  await expect(bench.attempt('postNote', prepared, 2)).rejects.toMatchObject({
    ...{ type: 'NoteUnconfirmed', nonRetryable: true },
  });
  expect(await rowOf(prepared)).toMatchObject({ state: 'unconfirmed' });
});
