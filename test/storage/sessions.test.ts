import { describe, expect, it } from 'vitest';
import type { MessageId, MessageRef } from '../../domain/identifiers.ts';
import { limits } from '../../domain/limits.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { RunRef } from '../../domain/session.ts';
import { createSessions } from '../../storage/sessions.ts';
import { ownDatabase } from '../support/database.ts';
import { sampleTexts } from '../support/sample-session.ts';
import { entry, thread } from '../support/threads.ts';

const database = ownDatabase('sessions');
const sessions = () => createSessions(database().db);
const suggested: Outcome = { kind: 'suggested' };
const superseded: Outcome = { kind: 'quiet', reason: 'superseded' };

let conversations = 0;
const newMessage = (messageId: MessageId = 'source-1'): MessageRef => {
  conversations += 1;
  return { appId: 'shop', conversationId: String(conversations), messageId };
};
const runOf = (message: MessageRef, run = 1, preview: string | null = null): RunRef => ({
  message,
  run,
  preview,
});
const open = (run: RunRef, nowMs = 1_000) =>
  sessions().open({
    run,
    cause: run.run === 1 ? 'message' : 'assignment',
    dueAtMs: null,
    nowMs,
    settingsVersion: 3,
    mode: 'live',
  });
const end = (run: RunRef, outcome: Outcome, nowMs = 2_000) =>
  sessions().end(run, { outcome, successor: null, nowMs });
const ended = async (outcome: Outcome, messageId?: MessageId): Promise<MessageRef> => {
  const message = newMessage(messageId);
  await open(runOf(message));
  await end(runOf(message), outcome);
  return message;
};

describe('opening a session', () => {
  it('makes it, and finds it when it is repeated', async () => {
    const run = runOf(newMessage());
    expect(await open(run, 1_000)).toEqual({ kind: 'open', run, startedAtMs: 1_000 });
    expect(await open(run, 5_000)).toEqual({ kind: 'open', run, startedAtMs: 1_000 });
    const session = await sessions().find(run.message);
    expect(session).toMatchObject({ status: 'open', run: 1, createdAtMs: 1_000 });
    expect(session?.decisions).toHaveLength(1);
    expect(session?.decisions[0]).toMatchObject({
      settingsVersion: 3,
      mode: 'live',
      outcome: null,
    });
  });

  it('adds one decision, also when fifty do it at once', async () => {
    const run = runOf(newMessage());
    const openings = await Promise.all(Array.from({ length: 50 }, () => open(run)));
    expect(openings.every(({ kind }) => kind === 'open')).toBe(true);
    expect((await sessions().find(run.message))?.decisions).toHaveLength(1);
  });

  it('says how it ended once it has an outcome', async () => {
    const message = await ended(suggested);
    expect(await open(runOf(message))).toEqual({ kind: 'ended', outcome: suggested });
  });

  it('adds the decision of a run that was claimed, and keeps the earlier one', async () => {
    const message = await ended(superseded);
    await sessions().claimAgain({ message, endedRun: 1, caller: 'a' });
    expect(await open(runOf(message, 2), 9_000)).toMatchObject({
      kind: 'open',
      startedAtMs: 9_000,
    });
    const session = await sessions().find(message);
    expect(session?.decisions.map(({ run, outcome }) => [run, outcome])).toEqual([
      [1, superseded],
      [2, null],
    ]);
  });

  it('ends an old run that comes late', async () => {
    const message = await ended(superseded);
    await sessions().claimAgain({ message, endedRun: 1, caller: 'a' });
    await open(runOf(message, 2));
    expect(await open(runOf(message, 1))).toEqual({ kind: 'ended', outcome: superseded });
    expect((await sessions().find(message))?.run).toBe(2);
  });

  it('keeps a preview apart', async () => {
    const message = await ended(superseded);
    const preview = runOf(message, 1, 'look');
    expect(await open(preview)).toMatchObject({ kind: 'open' });
    await end(preview, suggested);
    expect((await sessions().find(message))?.decisions[0]?.outcome).toEqual(superseded);
    expect((await sessions().find(message, 'look'))?.decisions[0]?.outcome).toEqual(suggested);
    expect(await sessions().ofConversation(message)).toHaveLength(1);
  });

  it('keeps workspaces apart: ids repeat across them', async () => {
    const message = newMessage();
    const other = { ...message, appId: 'other' };
    await open(runOf(message));
    expect(await sessions().find(other)).toBeNull();
    await open(runOf(other));
    await end(runOf(other), suggested);
    expect((await sessions().find(message))?.status).toBe('open');
  });
});

describe('ending a session', () => {
  it('happens once: another outcome later changes nothing', async () => {
    const message = await ended(suggested);
    await end(runOf(message), superseded, 9_000);
    const session = await sessions().find(message);
    expect(session?.status).toBe('ended');
    expect(session?.decisions[0]).toMatchObject({ outcome: suggested, endedAtMs: 2_000 });
  });

  it('leaves a newer run alone', async () => {
    const message = await ended(superseded);
    await sessions().claimAgain({ message, endedRun: 1, caller: 'a' });
    await open(runOf(message, 2));
    await end(runOf(message, 1), suggested);
    const session = await sessions().find(message);
    expect(session?.status).toBe('open');
    expect(session?.decisions.map(({ outcome }) => outcome)).toEqual([superseded, null]);
  });

  it('has one winner when several outcomes race', async () => {
    const message = newMessage();
    await open(runOf(message));
    const outcomes = [suggested, superseded];
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        end(runOf(message), outcomes[index % 2] ?? suggested, index),
      ),
    );
    const session = await sessions().find(message);
    const decision = session?.decisions[0];
    expect(session?.decisions).toHaveLength(1);
    expect(decision?.outcome).toEqual(outcomes[(decision?.endedAtMs ?? 0) % 2]);
  });

  it('tells the successor', async () => {
    const message = newMessage();
    await open(runOf(message));
    await sessions().end(runOf(message), { outcome: superseded, successor: 'part-9', nowMs: 1 });
    expect((await sessions().find(message))?.decisions[0]?.successor).toBe('part-9');
  });
});

describe('claiming a message again', () => {
  it('has one winner of fifty', async () => {
    const message = await ended(superseded);
    const claims = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        sessions().claimAgain({ message, endedRun: 1, caller: `caller-${index}` }),
      ),
    );
    expect(claims.filter((run) => run !== null)).toEqual([2]);
    expect(await sessions().find(message)).toMatchObject({ status: 'open', run: 2 });
  });

  it('lets the winner find its own claim when it comes again', async () => {
    const message = await ended(superseded);
    expect(await sessions().claimAgain({ message, endedRun: 1, caller: 'a' })).toBe(2);
    expect(await sessions().claimAgain({ message, endedRun: 1, caller: 'a' })).toBe(2);
    expect(await sessions().claimAgain({ message, endedRun: 1, caller: 'b' })).toBeNull();
  });

  it('is over for the winner, too, once the new run has begun', async () => {
    const message = await ended(superseded);
    await sessions().claimAgain({ message, endedRun: 1, caller: 'a' });
    await open(runOf(message, 2));
    expect(await sessions().claimAgain({ message, endedRun: 1, caller: 'a' })).toBeNull();
  });

  it('is refused while the run is open, and for a run that is not the last', async () => {
    const message = newMessage();
    await open(runOf(message));
    expect(await sessions().claimAgain({ message, endedRun: 1, caller: 'a' })).toBeNull();
    expect(await sessions().claimAgain({ message, endedRun: 0, caller: 'a' })).toBeNull();
    expect(
      await sessions().claimAgain({ message: newMessage(), endedRun: 1, caller: 'a' }),
    ).toBeNull();
  });
});

describe('what a run keeps', () => {
  it('comes back as it was, also with dots and dollars in names', async () => {
    const run = runOf(newMessage());
    await open(run);
    const conversation = thread(
      [entry('source-1', 'customer', 0, { mailHeaders: { 'x-a.b$c': 'yes' } })],
      {
        customAttributes: { 'plan.name': 'Pro', $price: 9, 'a.$b': null, plain: true },
      },
    );
    const texts = sampleTexts({ conversation });
    await sessions().keep(run, texts);
    const { conversation: kept } = (await sessions().readRun(run, ['conversation'])).texts;
    expect(kept).toEqual(texts.conversation);
    expect((await sessions().find(run.message))?.runs).toEqual({ '1': texts });
  });

  it('adds up over several steps', async () => {
    const run = runOf(newMessage());
    await open(run);
    await sessions().keep(run, { revision: 'r1', language: 'de' });
    await sessions().keep(
      run,
      { revision: 'r2' },
      { readUpTo: { id: 'part-5', createdAtMs: 5_000 } },
    );
    await sessions().keep(
      run,
      {},
      { topic: 'billing', confidence: 0.7, channel: 'email', messageCreatedAtMs: 7 },
    );
    const { texts, decision } = await sessions().readRun(run, ['revision', 'language', 'draft']);
    expect(texts).toEqual({ revision: 'r2', language: 'de' });
    expect(decision).toMatchObject({
      readUpTo: { id: 'part-5', createdAtMs: 5_000 },
      topic: 'billing',
      confidence: 0.7,
    });
    expect(await sessions().find(run.message)).toMatchObject({
      channel: 'email',
      messageCreatedAtMs: 7,
    });
  });

  it('is apart for each run, and kept for the last few only', async () => {
    const message = newMessage();
    const last = limits.runsWithTexts + 1;
    for (let run = 1; run <= last; run += 1) {
      if (run > 1) await sessions().claimAgain({ message, endedRun: run - 1, caller: 'a' });
      await open(runOf(message, run));
      await sessions().keep(runOf(message, run), { revision: `r${run}` });
      await end(runOf(message, run), superseded);
    }
    const session = await sessions().find(message);
    expect(session?.decisions).toHaveLength(last);
    expect(Object.keys(session?.runs ?? {})).toEqual(['2', '3', '4', '5', '6']);
  });

  it('is read only as far as it is asked for', async () => {
    const run = runOf(newMessage());
    await open(run);
    await sessions().keep(run, { revision: 'r1', language: 'de' });
    expect((await sessions().readRun(run, ['language'])).texts).toEqual({ language: 'de' });
    const nothing = await sessions().readRun(run, []);
    expect(nothing.texts).toEqual({});
    expect(nothing.decision?.run).toBe(1);
  });

  it('can be forgotten; the decision stays', async () => {
    const run = runOf(newMessage());
    await open(run);
    await sessions().keep(run, sampleTexts(), { topic: 'billing' });
    await sessions().forget(run);
    await sessions().forget(run);
    await end(run, { kind: 'quiet', reason: 'owned_by_ai_admin' });
    const session = await sessions().find(run.message);
    expect(session?.runs).toEqual({});
    expect(session?.decisions[0]).toMatchObject({ topic: 'billing' });
    expect(JSON.stringify(session)).not.toContain('subscription');
  });

  it('is nothing for a run that nobody opened', async () => {
    expect(await sessions().readRun(runOf(newMessage()), ['draft'])).toEqual({
      decision: null,
      texts: {},
    });
  });
});

describe('finding sessions', () => {
  it("gives a conversation's sessions oldest first", async () => {
    const reference = newMessage();
    const write = async (messageId: MessageId, messageCreatedAtMs: number) => {
      const run = runOf({ ...reference, messageId });
      await open(run);
      await sessions().keep(run, {}, { messageCreatedAtMs });
    };
    await write('part-3', 3_000);
    await write('source-1', 1_000);
    await write('part-2', 2_000);
    const found = await sessions().ofConversation(reference);
    expect(found.map(({ message }) => message.messageId)).toEqual(['source-1', 'part-2', 'part-3']);
  });

  it('finds ended ones by their last reason, newest first, without texts', async () => {
    const appId = `reasons-${Date.now()}`;
    const expired: Outcome = { kind: 'quiet', reason: 'expired' };
    const write = async (conversationId: string, outcome: Outcome, nowMs: number) => {
      const run = runOf({ appId, conversationId, messageId: 'source-1' });
      await open(run);
      await sessions().keep(run, { revision: 'r' });
      await end(run, outcome, nowMs);
    };
    await write('1', expired, 1_000);
    await write('2', expired, 3_000);
    await write('3', expired, 2_000);
    await write('4', superseded, 3_000);
    const found = await sessions().endedWith(appId, 'expired', 1_500);
    expect(found.map(({ message }) => message.conversationId)).toEqual(['2', '3']);
    expect(found.every(({ runs }) => Object.keys(runs).length === 0)).toBe(true);
  });
});
