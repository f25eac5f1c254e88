import { ApplicationFailure } from '@temporalio/common';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { limits } from '../../domain/limits.ts';
import { assignmentTo, ownThreadOf } from '../support/bench-thread.ts';
import {
  type ActivityBench,
  intercomTimeoutMs,
  startActivityBench,
} from '../support/activity-bench.ts';
import { ownDatabase } from '../support/database.ts';

const database = ownDatabase('post-note');
let bench: ActivityBench;
beforeEach(async () => {
  bench = await startActivityBench(database());
});
afterEach(() => bench.stop());

type Prepared = Awaited<ReturnType<ActivityBench['prepare']>>;
const post = (prepared: Prepared, attempt = 1) => bench.attempt('postNote', prepared, attempt);
const failureOf = async (posting: Promise<unknown>): Promise<ApplicationFailure> => {
  const error: unknown = await posting.then(
    () => new Error('It did not fail'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ApplicationFailure)) throw error;
  return error;
};
const replyPath = '/conversations/*/reply';
const posts = () => bench.simulator.writes().filter(({ path }) => path.endsWith('/reply'));
const rowOf = ({ run }: Prepared) => bench.ports.notes.find(run.message);
/** Until the claim of an attempt that died or does not know has run out. */
const claimOver = (): void => bench.pass(3 * intercomTimeoutMs + 10_001);

describe('posting a note', () => {
  it('writes it once, as an internal note of the AI admin with its code', async () => {
    const prepared = await bench.prepare(bench.open());
    const posting = await post(prepared);
    const row = await rowOf(prepared);
    const [note, ...others] = bench.notesOf(prepared.run.message);
    expect(posting).toEqual({ kind: 'posted', referenceCode: row?.referenceCode });
    expect(row).toMatchObject({ state: 'posted', partId: note?.id, posts: 1 });
    expect(note?.body).toContain(row?.referenceCode);
    expect(others).toEqual([]);
    expect(bench.simulator.customerVisible()).toEqual([]);
  });

  it('answers the same when it is asked again, without looking at Intercom', async () => {
    const prepared = await bench.prepare(bench.open());
    const first = await post(prepared);
    const calls = bench.simulator.calls().length;
    expect(await post(prepared, 2)).toEqual(first);
    expect(bench.simulator.calls()).toHaveLength(calls);
  });

  it('leaves the claim free for the next message', async () => {
    const message = bench.open();
    await post(await bench.prepare(message));
    const second = await bench.prepare(bench.reply(message));
    expect(await post(second)).toMatchObject({ kind: 'posted' });
    const [, note] = bench.notesOf(message);
    const first = await bench.ports.notes.find(message);
    expect(note?.body).toContain(`Replaces the earlier note ${first?.referenceCode}.`);
  });
});

describe('when an attempt is lost', () => {
  it('adopts a note of its own that it finds: the process died after the POST', async () => {
    const prepared = await bench.prepare(bench.open());
    // The effect without anything that follows it.
    await failureOf(diesAfterPost(prepared));
    expect(bench.notesOf(prepared.run.message)).toHaveLength(1);
    claimOver();
    expect(await post(prepared, 2)).toMatchObject({ kind: 'posted' });
    expect(posts()).toHaveLength(1);
    expect(await rowOf(prepared)).toMatchObject({ state: 'posted', posts: 1 });
  });

  const diesAfterPost = async (prepared: Prepared): Promise<never> => {
    bench.simulator.setFaults({
      calls: [{ kind: 'after_reset', method: 'POST', path: replyPath }],
    });
    await post(prepared);
    throw new Error('The answer arrived');
  };

  it.each([
    [{ kind: 'after', status: 502 }],
    [{ kind: 'after', status: 504, html: '<html>Gateway</html>' }],
    [{ kind: 'after_reset' }],
    [{ kind: 'after_timeout' }],
    [{ kind: 'malformed', body: 'truncated' }],
    [{ kind: 'malformed', body: 'without_parts' }],
  ])('waits and adopts when the answer is lost: %j', async (fault) => {
    const prepared = await bench.prepare(bench.open());
    bench.simulator.setFaults({ calls: [{ ...fault, method: 'POST', path: replyPath, times: 1 }] });
    const failure = await failureOf(post(prepared));
    expect(failure).toMatchObject({ type: 'IntercomUnavailable', nonRetryable: false });
    expect(Number(failure.nextRetryDelay)).toBeGreaterThanOrEqual(10_000);
    expect(await rowOf(prepared)).toMatchObject({ state: 'posting', posts: 1 });

    claimOver();
    expect(await post(prepared, 2)).toMatchObject({ kind: 'posted' });
    expect(posts()).toHaveLength(1);
    expect(bench.notesOf(prepared.run.message)).toHaveLength(1);
  });

  it('waits as long when the note was written and could not be recorded', async () => {
    const prepared = await bench.prepare(bench.open());
    const { notes } = bench.ports;
    const settle = notes.settle.bind(notes);
    notes.settle = async () => {
      throw new Error('database away');
    };
    const failure = await failureOf(post(prepared));
    expect(Number(failure.nextRetryDelay)).toBeGreaterThanOrEqual(10_000);
    notes.settle = settle;
    claimOver();
    expect(await post(prepared, 2)).toMatchObject({ kind: 'posted' });
    expect(posts()).toHaveLength(1);
  });

  it('posts again when the POST never had its effect', async () => {
    const prepared = await bench.prepare(bench.open());
    bench.simulator.setFaults({
      calls: [{ kind: 'before', status: 503, method: 'POST', path: replyPath, times: 1 }],
    });
    await failureOf(post(prepared));
    claimOver();
    expect(await post(prepared, 2)).toMatchObject({ kind: 'posted' });
    expect(posts()).toHaveLength(2);
    expect(bench.notesOf(prepared.run.message)).toHaveLength(1);
  });

  it('does not count a POST that Intercom put off, and waits as long as it says', async () => {
    const prepared = await bench.prepare(bench.open());
    bench.simulator.setFaults({
      calls: [
        {
          ...{ kind: 'before', status: 429, method: 'POST', path: replyPath, times: 1 },
          headers: { 'x-ratelimit-reset': String(Math.floor(bench.clock.now() / 1_000) + 7) },
        },
      ],
    });
    const failure = await failureOf(post(prepared));
    expect(Number(failure.nextRetryDelay)).toBe(7_000);
    expect(await rowOf(prepared)).toMatchObject({ state: 'reserved', posts: 0 });
    const calls = bench.simulator.calls().length;
    await failureOf(post(prepared, 2));
    expect(bench.simulator.calls()).toHaveLength(calls);
    bench.pass(7_000);
    expect(await post(prepared, 3)).toMatchObject({ kind: 'posted' });
  });

  it('ends as rejected when Intercom refuses, and can be tried again later', async () => {
    const prepared = await bench.prepare(bench.open());
    bench.simulator.setFaults({
      calls: [
        {
          kind: 'before',
          status: 403,
          code: 'token_unauthorized',
          method: 'POST',
          path: replyPath,
        },
      ],
    });
    const failure = await failureOf(post(prepared));
    expect(failure).toMatchObject({ type: 'IntercomRejected', nonRetryable: true });
    expect(await rowOf(prepared)).toMatchObject({ state: 'reserved', posts: 0 });
    bench.simulator.setFaults({});
    expect(await post(prepared, 2)).toMatchObject({ kind: 'posted' });
  });

  it('ends quietly when the conversation was deleted between the look and the POST', async () => {
    const prepared = await bench.prepare(bench.open());
    bench.simulator.setFaults({
      calls: [{ kind: 'before', status: 404, code: 'not_found', method: 'POST', path: replyPath }],
    });
    expect(await post(prepared)).toMatchObject({ outcome: { reason: 'conversation_deleted' } });
  });

  it('gives up after five POSTs that nobody confirmed, and never posts again by itself', async () => {
    const prepared = await bench.prepare(bench.open());
    bench.simulator.setFaults({
      calls: [{ kind: 'before', status: 502, method: 'POST', path: replyPath }],
    });
    for (let attempt = 1; attempt <= limits.notePosts; attempt += 1) {
      expect(await failureOf(post(prepared, attempt))).toMatchObject({ nonRetryable: false });
      claimOver();
    }
    const failure = await failureOf(post(prepared, 6));
    expect(failure).toMatchObject({ type: 'NoteUnconfirmed', nonRetryable: true });
    expect(posts()).toHaveLength(limits.notePosts);
    expect(await rowOf(prepared)).toMatchObject({ state: 'unconfirmed' });
    bench.simulator.setFaults({});
    expect(await failureOf(post(prepared, 7))).toMatchObject({ type: 'NoteUnconfirmed' });
    expect(bench.notesOf(prepared.run.message)).toEqual([]);
  });

  it('looks once more for an unconfirmed note when a person asks, and posts if it is not there', async () => {
    const message = bench.open();
    const prepared = await bench.prepare(message);
    bench.simulator.setFaults({
      calls: [{ kind: 'before', status: 502, method: 'POST', path: replyPath }],
    });
    for (let attempt = 1; attempt <= limits.notePosts + 1; attempt += 1) {
      await failureOf(post(prepared, attempt));
      claimOver();
    }
    bench.simulator.setFaults({});
    await bench.ports.sessions.end(prepared.run, {
      ...{ outcome: { kind: 'failed', reason: 'note_unconfirmed' }, successor: null, nowMs: 1 },
    });
    const endedRun = 1;
    await bench.ports.sessions.claimAgain({ message, endedRun, caller: 'a person' });
    const again = await bench.prepare(message, {
      ...{ run: 2, cause: 'person', dueAtMs: bench.clock.now() },
    });
    expect(await post(again)).toMatchObject({ kind: 'posted' });
    expect(bench.notesOf(message)).toHaveLength(1);
  });
});

describe("the conversation's claim", () => {
  it('of another attempt is waited for', async () => {
    const prepared = await bench.prepare(bench.open());
    const { message } = prepared.run;
    await bench.ports.notes.takeClaim({
      ...{ message, holder: 'a zombie', nowMs: bench.clock.now() },
      position: { id: message.messageId, createdAtMs: bench.clock.now() },
      untilMs: bench.clock.now() + 4_000,
    });
    const failure = await failureOf(post(prepared));
    expect(failure).toMatchObject({ type: 'TryAgainLater', nonRetryable: false });
    expect(Number(failure.nextRetryDelay)).toBeGreaterThanOrEqual(4_000);
    expect(posts()).toEqual([]);
    bench.pass(4_001);
    expect(await post(prepared, 2)).toMatchObject({ kind: 'posted' });
  });

  it('of a newer message: superseded, and that one is the successor', async () => {
    const message = bench.open();
    const prepared = await bench.prepare(message);
    bench.pass(1_000);
    const newer = bench.reply(message);
    await bench.ports.notes.takeClaim({
      ...{ message: newer, holder: 'newer', nowMs: bench.clock.now() },
      position: { id: newer.messageId, createdAtMs: bench.clock.now() },
      untilMs: bench.clock.now() + 4_000,
    });
    expect(await post(prepared)).toEqual({
      kind: 'quiet',
      outcome: { kind: 'quiet', reason: 'superseded' },
      successor: newer.messageId,
    });
  });

  it('of a newer message: a note whose answer was lost before is adopted all the same', async () => {
    const message = bench.open();
    const prepared = await bench.prepare(message);
    bench.simulator.setFaults({
      calls: [{ kind: 'after_reset', method: 'POST', path: replyPath, times: 1 }],
    });
    await failureOf(post(prepared));
    claimOver();
    const newer = bench.reply(message);
    await bench.ports.notes.takeClaim({
      ...{ message: newer, holder: 'newer', nowMs: bench.clock.now() },
      position: { id: newer.messageId, createdAtMs: bench.clock.now() },
      untilMs: bench.clock.now() + 4_000,
    });
    expect(await post(prepared, 2)).toMatchObject({ kind: 'posted' });
    expect(posts()).toHaveLength(1);
    expect(await rowOf(prepared)).toMatchObject({ state: 'posted' });
  });

  it('has one poster when ten attempts race', async () => {
    const prepared = await bench.prepare(bench.open());
    const results = await Promise.allSettled(
      Array.from({ length: 10 }, (_, index) => post(prepared, index + 1)),
    );
    expect(results.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0);
    expect(posts()).toHaveLength(1);
    expect(bench.notesOf(prepared.run.message)).toHaveLength(1);
  });
});

describe('what the thread says right before the note', () => {
  it('a newer customer message: superseded by it', async () => {
    const message = bench.open();
    const prepared = await bench.prepare(message);
    bench.pass(1_000);
    const newer = bench.reply(message);
    expect(await post(prepared)).toMatchObject({
      outcome: { reason: 'superseded' },
      successor: newer.messageId,
    });
    expect(posts()).toEqual([]);
  });

  const circumstances: readonly [string, (prepared: Prepared) => unknown, string][] = [
    [
      'a teammate answered',
      ({ run: { message } }) =>
        bench.simulator.teammateReplies({
          ...ownThreadOf(message),
          teammateId: bench.teammateId,
          body: 'Here is how.',
        }),
      'answered_meanwhile',
    ],
    [
      'it was closed',
      ({ run: { message } }) => bench.simulator.close(ownThreadOf(message)),
      'conversation_closed',
    ],
    [
      'it was snoozed',
      ({ run: { message } }) => bench.simulator.snooze(ownThreadOf(message)),
      'conversation_snoozed',
    ],
    [
      'the AI admin took over',
      ({ run: { message } }) => bench.simulator.assign(assignmentTo(message, '9000001')),
      'owned_by_ai_admin',
    ],
    [
      'the message was redacted',
      ({ run: { message } }) => bench.simulator.redactSource(ownThreadOf(message)),
      'message_redacted',
    ],
    [
      'it was deleted',
      ({ run: { message } }) => bench.simulator.deleteConversation(ownThreadOf(message)),
      'conversation_deleted',
    ],
    [
      'the channel was switched off',
      () => bench.configure({ channels: { web: false, email: true, other: false } }),
      'assist_disabled',
    ],
    [
      'the scope was narrowed',
      () => bench.configure({ scope: { teams: ['1'], teammates: [], tags: [], percentage: 100 } }),
      'out_of_scope',
    ],
    [
      'the contact was blocked',
      () => bench.configure({ blocklist: { emails: [], domains: ['c.example'] } }),
      'contact_blocked',
    ],
  ];
  it.each(circumstances)('%s: quiet', async (_what, change, reason) => {
    const prepared = await bench.prepare(bench.open());
    bench.pass(2_000);
    await change(prepared);
    expect(await post(prepared)).toMatchObject({ outcome: { kind: 'quiet', reason } });
    expect(posts()).toEqual([]);
  });

  it('the mode was switched to shadow: recorded, nothing written', async () => {
    const prepared = await bench.prepare(bench.open());
    await bench.configure({ mode: 'shadow' });
    expect(await post(prepared)).toMatchObject({ kind: 'unwritten' });
    expect(bench.simulator.writes()).toEqual([]);
    expect(await rowOf(prepared)).toMatchObject({ state: 'unwritten', posts: 0 });
    const { texts } = await bench.ports.sessions.readRun(prepared.run, ['noteHtml']);
    expect(texts.noteHtml).toContain('Open Settings');
  });

  it('a worker that died after recording a note in shadow mode answers the same', async () => {
    await bench.configure({ mode: 'shadow' });
    const prepared = await bench.prepare(bench.open());
    const first = await post(prepared);
    expect(await post(prepared, 2)).toEqual(first);
  });

  it('a note that the draft did not know of: round once more', async () => {
    const message = bench.open();
    bench.pass(1_000);
    const newer = bench.reply(message);
    const prepared = await bench.prepare(newer);
    await bench.ports.notes.reserve({
      ...{ message, covers: [message.messageId], replaces: null },
      ...{ referenceCode: `SN-${bench.appId}`, nowMs: bench.clock.now() },
    });
    await bench.ports.notes.settle(message, { state: 'posted', partId: '1', nowMs: 1 });
    expect(await post(prepared)).toEqual({ kind: 'changed' });
    expect(posts()).toEqual([]);
    expect(await post(await bench.prepare(newer), 2)).toMatchObject({ kind: 'posted' });
  });

  it('a note of an older message that came late: round once more, to name it', async () => {
    const message = bench.open();
    const older = await bench.prepare(message);
    bench.simulator.setFaults({
      calls: [{ kind: 'before', status: 503, method: 'POST', path: replyPath, times: 1 }],
    });
    await failureOf(post(older));
    claimOver();
    const newer = await bench.prepare(bench.reply(message));
    const { noteHtml = '' } = (await bench.ports.sessions.readRun(older.run, ['noteHtml'])).texts;
    const { writer } = bench.ports.connection(message.appId);
    await writer?.addNote(message.conversationId, noteHtml, new AbortController().signal);
    const before = posts().length;
    expect(await post(newer)).toEqual({ kind: 'changed' });
    expect(posts()).toHaveLength(before);
    expect(await rowOf(older)).toMatchObject({ state: 'posted', posts: 1 });
  });

  it('an older message of the turn was redacted: round once more', async () => {
    const message = bench.open();
    bench.pass(1_000);
    const prepared = await bench.prepare(bench.reply(message));
    bench.simulator.redactSource(ownThreadOf(message));
    expect(await post(prepared)).toEqual({ kind: 'changed' });
  });

  it('another revision than the one that is kept: round once more', async () => {
    const prepared = await bench.prepare(bench.open());
    expect(await post({ ...prepared, revision: 'older' })).toEqual({ kind: 'changed' });
  });

  it('a state older than what was read before: looks again in a second', async () => {
    const message = bench.open();
    bench.pass(20_000);
    // The third read is that of the note: the thread and the draft have read before.
    bench.simulator.setFaults({
      calls: [{ kind: 'stale', method: 'GET', path: '/conversations/*', lagMs: 10_000, nth: 3 }],
    });
    const prepared = await bench.prepare(bench.reply(message));
    const failure = await failureOf(post(prepared));
    expect(failure).toMatchObject({ type: 'TryAgainLater', nonRetryable: false });
    bench.simulator.setFaults({});
    expect(await post(prepared, 2)).toMatchObject({ kind: 'posted' });
  });
});

it('posts nothing for a preview, and reserves no row', async () => {
  const message = bench.open();
  const prepared = await bench.prepare(message, { preview: 'look', cause: 'preview' });
  expect(await post(prepared)).toEqual({ kind: 'unwritten', referenceCode: 'SN-PREVIEW' });
  expect(bench.simulator.writes()).toEqual([]);
  expect(await bench.ports.notes.find(message)).toBeNull();
});
