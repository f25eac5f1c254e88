import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RunStillClosing } from '../../domain/failure.ts';
import type { MessageRef } from '../../domain/identifiers.ts';
import { type Outcome, failed, quiet } from '../../domain/outcome.ts';
import {
  type ActivityBench,
  endWith,
  runOf,
  startActivityBench,
} from '../support/activity-bench.ts';
import { assignmentTo, ownThreadOf } from '../support/bench-thread.ts';
import { ownDatabase } from '../support/database.ts';
import { aiAdminId } from '../support/threads.ts';

const database = ownDatabase('ending');
let bench: ActivityBench;
beforeEach(async () => {
  bench = await startActivityBench(database());
});
afterEach(() => bench.stop());

const open = async (message: MessageRef) => {
  const cause = 'message';
  await bench.attempt('openSession', { message, run: 1, cause, dueAtMs: null, preview: null });
};
const read = async (message: MessageRef) => {
  await open(message);
  await bench.attempt('fetchThread', { run: runOf(message), settle: false });
};
const record = (message: MessageRef, outcome: Outcome, successor: MessageRef | null = null) =>
  bench.attempt('recordOutcome', {
    ...{ run: runOf(message), cause: 'message', outcome },
    successor: successor?.messageId ?? null,
  });

describe('recording an outcome', () => {
  it('ends the session, once', async () => {
    const message = bench.open();
    await open(message);
    await record(message, { kind: 'suggested' });
    await record(message, failed('internal_error'));
    expect((await bench.ports.sessions.find(message))?.decisions).toMatchObject([
      { outcome: { kind: 'suggested' } },
    ]);
  });

  it('makes the session when it never came to be', async () => {
    const message = bench.open();
    await record(message, failed('cancelled'));
    expect(await bench.ports.sessions.find(message)).toMatchObject({
      status: 'ended',
      decisions: [{ outcome: failed('cancelled') }],
    });
  });

  it("opens the successor's door first, so that a repeat does it again", async () => {
    const message = bench.open();
    const newer = bench.reply(message);
    await open(message);
    bench.answers.start = () => {
      throw new Error('Temporal away');
    };
    await expect(record(message, quiet('superseded'), newer)).rejects.toThrow();
    expect((await bench.ports.sessions.find(message))?.status).toBe('open');
    bench.answers.start = () => 'started';
    await record(message, quiet('superseded'), newer);
    expect(bench.doors).toEqual([
      { door: 'start', message: newer, cause: 'successor' },
      { door: 'start', message: newer, cause: 'successor' },
    ]);
    expect((await bench.ports.sessions.find(message))?.decisions[0]).toMatchObject({
      outcome: quiet('superseded'),
      successor: newer.messageId,
    });
  });

  describe('of a message that was redacted', () => {
    const handedOn = async (): Promise<{ older: MessageRef; redacted: MessageRef }> => {
      const older = bench.open();
      const redacted = bench.reply(older);
      await open(older);
      await open(redacted);
      bench.answers.start = () => 'already_started';
      return { older, redacted };
    };
    const agains = () => bench.doors.filter(({ door }) => door === 'again');

    it('decides the message again that had handed on to it, also at the second try', async () => {
      const { older, redacted } = await handedOn();
      await record(older, quiet('superseded'), redacted);
      bench.answers.again = async (claim) => {
        await bench.ports.sessions.claimAgain({ message: older, endedRun: 1, ...claim });
        throw new RunStillClosing();
      };
      await expect(record(redacted, quiet('message_redacted'), older)).rejects.toMatchObject({
        ...{ type: 'TryAgainLater', nextRetryDelay: 1_000 },
      });
      bench.answers.again = async () => 'started';
      await record(redacted, quiet('message_redacted'), older);
      const [first, second] = agains();
      expect(first).toMatchObject({ message: older, cause: 'successor' });
      expect(second).toEqual(first);
    });

    it('waits while that one is still being decided: it may be about to hand on', async () => {
      const { older, redacted } = await handedOn();
      await expect(record(redacted, quiet('message_redacted'), older)).rejects.toMatchObject({
        ...{ type: 'TryAgainLater', nextRetryDelay: 5_000 },
      });
      await record(older, quiet('superseded'), redacted);
      await record(redacted, quiet('message_redacted'), older);
      expect(agains()).toHaveLength(1);
    });

    it('leaves one alone that ended by itself', async () => {
      const { older, redacted } = await handedOn();
      await record(older, quiet('owned_by_ai_admin'));
      await record(redacted, quiet('message_redacted'), older);
      expect(agains()).toEqual([]);
    });
  });

  it.each([
    ['owned_by_ai_admin', false],
    ['contact_blocked', false],
    ['excluded_topic', true],
  ] as const)('keeps the text of %s: %s', async (reason, kept) => {
    const message = bench.open();
    await read(message);
    await record(message, quiet(reason));
    const session = await bench.ports.sessions.find(message);
    expect(JSON.stringify(session).includes('change my card')).toBe(kept);
  });

  it('keeps every text with full conversation sync', async () => {
    await bench.configure({ fullConversationSync: true });
    const message = bench.open();
    await read(message);
    await record(message, quiet('owned_by_ai_admin'));
    expect(JSON.stringify(await bench.ports.sessions.find(message))).toContain('change my card');
  });

  it('starts nothing for a preview', async () => {
    const message = bench.open();
    await bench.attempt('recordOutcome', {
      run: { message, run: 1, preview: 'look' },
      ...{ cause: 'preview', outcome: quiet('superseded'), successor: 'part-1' },
    });
    expect(bench.doors).toEqual([]);
  });
});

describe('the tag', () => {
  const tag = (message: MessageRef, outcome: Outcome = { kind: 'suggested' }) =>
    bench.attempt('tagConversation', { run: runOf(message), outcome });
  const tagsOf = ({ appId, conversationId }: MessageRef) =>
    bench.simulator.tags(appId, conversationId).map(({ name }) => name);

  it('of a suggestion, once', async () => {
    const message = bench.open();
    await tag(message);
    await tag(message);
    expect(tagsOf(message)).toEqual(['opencx_ai_assisted']);
    expect(bench.simulator.customerVisible()).toEqual([]);
  });

  it('of a quiet outcome, when that is switched on', async () => {
    const message = bench.open();
    await tag(message, quiet('excluded_topic'));
    expect(tagsOf(message)).toEqual([]);
    await bench.configure({ tags: { suggested: 'helped', quiet: true } });
    await tag(message, quiet('excluded_topic'));
    expect(tagsOf(message)).toEqual(['opencx_skipped_topic']);
  });

  it('is never written in shadow mode', async () => {
    await bench.configure({ mode: 'shadow' });
    const message = bench.open();
    await tag(message);
    expect(bench.simulator.writes()).toEqual([]);
  });
});

describe('a review', () => {
  const review = ({ appId, conversationId }: MessageRef) =>
    bench.attempt('reviewThread', { appId, conversationId });
  const handOver = (message: MessageRef, to = bench.teammateId) => {
    bench.pass(60_000);
    return bench.simulator.assign(assignmentTo(message, to));
  };
  const ended = async (message: MessageRef, outcome: Outcome) => {
    await read(message);
    await record(message, outcome);
  };
  const done = { lookAgainMs: null };
  const later = { lookAgainMs: 5_000 };

  it('opens the door for every unanswered message without a session', async () => {
    const answered = bench.open();
    bench.pass(1_000);
    const body = 'Here is how.';
    bench.simulator.teammateReplies({
      ...ownThreadOf(answered),
      teammateId: bench.teammateId,
      body,
    });
    bench.pass(1_000);
    const second = bench.reply(answered);
    const third = bench.reply(answered);
    await open(second);
    expect(await review(answered)).toEqual(done);
    expect(bench.doors).toEqual([{ door: 'start', message: third, cause: 'message' }]);
  });

  it('finds nothing in a conversation that is gone', async () => {
    const message = bench.open();
    bench.simulator.deleteConversation(ownThreadOf(message));
    expect(await review(message)).toEqual(done);
    expect(bench.doors).toEqual([]);
  });

  it('decides the newest message again after a later assignment', async () => {
    const message = bench.open();
    await ended(message, quiet('owned_by_ai_admin'));
    const part = handOver(message);
    expect(await review(message)).toEqual(done);
    const caller = `assignment:part-${part}`;
    expect(bench.doors).toEqual([{ door: 'again', message, cause: 'assignment', caller }]);
  });

  it('does so for the newest message only', async () => {
    const message = bench.open();
    bench.pass(1_000);
    const newest = bench.reply(message);
    await ended(newest, quiet('unassigned'));
    await open(message);
    await record(message, quiet('superseded'), newest);
    bench.doors.length = 0;
    handOver(message);
    await review(message);
    expect(bench.doors).toMatchObject([{ door: 'again', message: newest }]);
  });

  it.each([
    ['a settled reason', quiet('excluded_topic')],
    ['a note', { kind: 'suggested' } as const],
    ['an unconfirmed note', failed('note_unconfirmed')],
  ])('leaves %s alone', async (_what, outcome) => {
    const message = bench.open();
    await ended(message, outcome);
    handOver(message);
    expect(await review(message)).toEqual(done);
    expect(bench.doors).toEqual([]);
  });

  it('leaves it alone when the assignment is older than what it had read', async () => {
    const message = bench.open();
    handOver(message);
    bench.pass(1_000);
    await ended(message, quiet('conversation_closed'));
    expect(await review(message)).toEqual(done);
    expect(bench.doors).toEqual([]);
  });

  it('leaves it alone when the AI admin got it', async () => {
    const message = bench.open();
    await ended(message, quiet('unassigned'));
    handOver(message, aiAdminId);
    expect(await review(message)).toEqual(done);
    expect(bench.doors).toEqual([]);
  });

  it('leaves it alone when a person has answered', async () => {
    const message = bench.open();
    await ended(message, quiet('owned_by_ai_admin'));
    handOver(message);
    const body = 'Here is how.';
    bench.simulator.teammateReplies({
      ...ownThreadOf(message),
      teammateId: bench.teammateId,
      body,
    });
    expect(await review(message)).toEqual(done);
    expect(bench.doors).toEqual([]);
  });

  it('looks again while a run is open that has not read the assignment', async () => {
    const message = bench.open();
    await read(message);
    handOver(message);
    expect(await review(message)).toEqual(later);
    await endWith(bench, message, quiet('owned_by_ai_admin'));
    expect(await review(message)).toEqual(done);
    expect(bench.doors).toMatchObject([{ door: 'again', message }]);
  });

  it('is done with a run that is open and has read it', async () => {
    const message = bench.open();
    handOver(message);
    await read(message);
    expect(await review(message)).toEqual(done);
  });

  it('looks again when somebody else is starting it', async () => {
    const message = bench.open();
    await ended(message, quiet('owned_by_ai_admin'));
    handOver(message);
    bench.answers.again = async () => 'running';
    expect(await review(message)).toEqual(later);
  });

  it('comes back to a claim of its own whose start failed', async () => {
    const message = bench.open();
    await ended(message, quiet('owned_by_ai_admin'));
    handOver(message);
    bench.answers.again = async (claim) => {
      await bench.ports.sessions.claimAgain({ message, endedRun: 1, ...claim });
      throw new RunStillClosing();
    };
    await expect(review(message)).rejects.toMatchObject({ type: 'TryAgainLater' });
    bench.answers.again = async () => 'started';
    expect(await review(message)).toEqual(done);
    expect(bench.doors.filter(({ door }) => door === 'again')).toHaveLength(2);
  });
});

describe('retention, at the end of a sweep', () => {
  const dayMs = 24 * 60 * 60_000;
  const sweep = () =>
    bench.attempt('endSweep', { appId: bench.appId, startedAtMs: bench.clock.now(), sinceMs: 0 });
  const textsOf = async (message: MessageRef) =>
    Object.keys((await bench.ports.sessions.find(message))?.runs ?? {});

  it('removes the texts of messages that ended `retentionDays` ago, and nothing else', async () => {
    await bench.configure({ retentionDays: 5 });
    const [old, open, young] = [bench.open(), bench.open(), bench.open()];
    await bench.prepare(old);
    await endWith(bench, old, { kind: 'quiet', reason: 'not_helpful' });
    await bench.prepare(open);
    bench.pass(4 * dayMs);
    await bench.prepare(young, { cause: 'person', dueAtMs: bench.clock.now() });
    await endWith(bench, young, { kind: 'quiet', reason: 'not_helpful' });
    bench.pass(dayMs);
    await sweep();
    expect(await textsOf(old)).toEqual(['1']);
    bench.pass(1);
    await sweep();
    await sweep();
    expect(await textsOf(old)).toEqual([]);
    expect(await textsOf(open)).toEqual(['1']);
    expect(await textsOf(young)).toEqual(['1']);
    const session = await bench.ports.sessions.find(old);
    expect(session?.decisions).toMatchObject([{ outcome: { reason: 'not_helpful' } }]);
  });

  it('a message that is decided again keeps its texts for as long once more', async () => {
    await bench.configure({ retentionDays: 5 });
    const message = bench.open();
    await bench.prepare(message);
    await endWith(bench, message, { kind: 'quiet', reason: 'superseded' });
    bench.pass(6 * dayMs);
    await sweep();
    expect(await textsOf(message)).toEqual([]);
    const claim = { message, endedRun: 1, caller: 'test' };
    expect(await bench.ports.sessions.claimAgain(claim)).toBe(2);
    await bench.prepare(message, { run: 2, cause: 'person', dueAtMs: bench.clock.now() });
    await endWith(bench, message, { kind: 'quiet', reason: 'not_helpful' }, 2);
    await sweep();
    expect(await textsOf(message)).toEqual(['2']);
    bench.pass(6 * dayMs);
    await sweep();
    expect(await textsOf(message)).toEqual([]);
  });
});
