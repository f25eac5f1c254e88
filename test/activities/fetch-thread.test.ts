import { ApplicationFailure } from '@temporalio/common';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MessageRef } from '../../domain/identifiers.ts';
import { type ActivityBench, runOf, startActivityBench } from '../support/activity-bench.ts';
import { ownThreadOf } from '../support/bench-thread.ts';
import { ownDatabase } from '../support/database.ts';
import { createScaledClock } from '../../app/clocks.ts';

const database = ownDatabase('fetch-thread');
let bench: ActivityBench;
beforeEach(async () => {
  bench = await startActivityBench(database());
});
afterEach(() => bench.stop());

const open = (message: MessageRef, dueAtMs: number | null = null, run = 1) =>
  bench.attempt('openSession', { message, run, cause: 'message', dueAtMs, preview: null });
const fetchThread = (message: MessageRef, settle = true, run = 1) =>
  bench.attempt('fetchThread', { run: runOf(message, run), settle });
const tryAgain = { type: 'TryAgainLater', nextRetryDelay: 1_000, nonRetryable: false };

describe('reading the thread', () => {
  it('says how long to wait, then keeps the thread and names its revision', async () => {
    const message = bench.open();
    await open(message);
    expect(await fetchThread(message)).toMatchObject({ kind: 'wait', waitMs: 4_000 });
    bench.pass(3_000);
    expect(await fetchThread(message)).toMatchObject({ kind: 'wait', waitMs: 1_000 });
    bench.pass(1_000);
    const read = await fetchThread(message);
    expect(read).toMatchObject({ kind: 'read', channel: 'web' });
    const { texts, decision } = await bench.ports.sessions.readRun(runOf(message), [
      'revision',
      'conversation',
      'cut',
    ]);
    expect(read).toMatchObject({ revision: texts.revision });
    expect(texts.conversation?.entries[0]?.text).toBe('How do I change my card?');
    expect(decision?.readUpTo).not.toBeNull();
  });

  it('waits for nothing when it is decided again', async () => {
    const message = bench.open();
    await open(message);
    expect(await fetchThread(message, false)).toMatchObject({ kind: 'read' });
  });

  it('gives durations as a timer needs them when product time runs faster', async () => {
    const message = bench.open();
    await open(message);
    const scaled = createScaledClock(20);
    bench.clock.realMs = (productMs) => scaled.realMs(productMs);
    expect(await fetchThread(message)).toMatchObject({ kind: 'wait', waitMs: 200 });
  });

  it('keeps secrets out of what it keeps, and still sees when they change', async () => {
    const message = bench.open('My card 4111 1111 1111 1111 fails');
    await open(message);
    await fetchThread(message, false);
    const { texts } = await bench.ports.sessions.readRun(runOf(message), [
      'revision',
      'conversation',
      'cut',
    ]);
    expect(JSON.stringify(texts)).not.toContain('4111 1111');
  });

  it('gives another revision when the turn is another', async () => {
    const message = bench.open();
    await open(message);
    const first = await fetchThread(message, false);
    const newer = bench.reply(message);
    await open(newer);
    const second = await fetchThread(newer, false);
    expect(second).toMatchObject({ kind: 'read' });
    expect('revision' in second && second.revision).not.toBe('revision' in first && first.revision);
  });

  it('ends an older message of the turn as superseded, and names the newest', async () => {
    const message = bench.open();
    bench.reply(message);
    const newest = bench.reply(message);
    await open(message);
    expect(await fetchThread(message)).toEqual({
      kind: 'quiet',
      outcome: { kind: 'quiet', reason: 'superseded' },
      successor: newest.messageId,
    });
    const { decision, texts } = await bench.ports.sessions.readRun(runOf(message), [
      'revision',
      'conversation',
      'cut',
    ]);
    expect(decision?.readUpTo?.id).toBe(newest.messageId);
    expect(texts.conversation).toBeUndefined();
  });
});

describe('a message that Intercom does not show', () => {
  const missing = (message: MessageRef): MessageRef => ({
    ...message,
    messageId: 'part-99999999999',
  });

  it('is looked for soon, then less often, and given up after a minute', async () => {
    const message = missing(bench.open());
    await open(message);
    await expect(fetchThread(message)).rejects.toMatchObject(tryAgain);
    bench.pass(40_000);
    await expect(fetchThread(message)).rejects.toMatchObject({ nextRetryDelay: 10_000 });
    bench.pass(20_000);
    expect(await fetchThread(message)).toMatchObject({ outcome: { reason: 'internal_error' } });
  });

  it('with its whole conversation: the same, then it counts as deleted', async () => {
    const message = bench.open();
    bench.simulator.deleteConversation(ownThreadOf(message));
    await open(message);
    await expect(fetchThread(message)).rejects.toBeInstanceOf(ApplicationFailure);
    bench.pass(60_000);
    expect(await fetchThread(message)).toMatchObject({
      outcome: { reason: 'conversation_deleted' },
    });
  });
});

describe('the deadline', () => {
  it("is counted from the message's time", async () => {
    const message = bench.open();
    bench.pass(20 * 60_000);
    await open(message);
    expect(await fetchThread(message)).toMatchObject({ kind: 'read', deadlineMs: 10 * 60_000 });
    bench.pass(10 * 60_000);
    expect(await fetchThread(message)).toMatchObject({ outcome: { reason: 'expired' } });
  });

  it('is counted from when it became due, if it is decided again', async () => {
    const message = bench.open();
    bench.pass(5 * 3_600_000);
    await open(message, bench.clock.now() - 60_000);
    expect(await fetchThread(message)).toMatchObject({ kind: 'read', deadlineMs: 29 * 60_000 });
  });

  it('takes a time in the future for now', async () => {
    const message = bench.open();
    await open(message, bench.clock.now() + 3_600_000);
    expect(await fetchThread(message, false)).toMatchObject({ deadlineMs: 30 * 60_000 });
  });
});

describe('when Intercom is in trouble', () => {
  const fault = (fault: Record<string, unknown>) =>
    bench.simulator.setFaults({ calls: [{ kind: 'before', method: 'GET', ...fault }] });

  it.each([
    [{ status: 500 }, { type: 'IntercomUnavailable', nonRetryable: false }],
    [
      { status: 401, code: 'token_not_found' },
      { type: 'IntercomRejected', nonRetryable: true },
    ],
    [
      { status: 403, code: 'api_plan_restricted' },
      { type: 'IntercomRejected', nonRetryable: true },
    ],
  ])('%j', async (answer, failure) => {
    const message = bench.open();
    await open(message);
    fault(answer);
    await expect(fetchThread(message)).rejects.toMatchObject(failure);
  });

  it('waits as long as a rate limit says', async () => {
    const message = bench.open();
    await open(message);
    const reset = String(Math.floor(bench.clock.now() / 1_000) + 9);
    fault({ status: 429, headers: { 'x-ratelimit-reset': reset } });
    await expect(fetchThread(message)).rejects.toMatchObject({
      ...{ type: 'IntercomUnavailable', nextRetryDelay: 9_000 },
    });
  });
});

it('fixes the settings with the session: later edits do not change its waits', async () => {
  const message = bench.open();
  await open(message);
  await bench.configure({ waits: { firstWebMs: 0 } });
  expect(await fetchThread(message)).toMatchObject({ kind: 'wait', waitMs: 4_000 });
});
