import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AsOf, asOf, asOfLastMessage } from '../../domain/as-of.ts';
import type { Conversation, Entry } from '../../domain/conversation.ts';
import { type Settings, defaultSettings } from '../../domain/settings.ts';
import { freshnessOf } from '../../domain/staleness.ts';
import { isCustomerMessage } from '../../domain/turn.ts';
import { aiAdminId, assignment, entry, openedAtMs, thread } from '../support/threads.ts';

const settings: Settings = defaultSettings;
const last = (conversation: Conversation): AsOf | null =>
  asOfLastMessage({ conversation, settings, aiAdminId, share: 0 });
const ids = (found: AsOf | null) => found?.conversation.entries.map(({ id }) => id);

describe('a conversation as of its last customer message', () => {
  const question = entry('source-1', 'customer', 0);

  it('ends before what a person answered, and shows the answer apart', () => {
    const answer = entry('part-2', 'teammate', 60);
    const found = last(thread([question, answer, entry('part-3', 'teammate', 90)]));
    expect(ids(found)).toEqual(['source-1']);
    expect(found?.answer).toBe(answer);
  });

  it('is open again, and was just written', () => {
    const closed = entry('part-2', 'teammate', 60, { kind: 'event', partType: 'close' });
    const found = last(thread([question, closed], { state: 'closed' }));
    expect(found?.conversation).toMatchObject({ state: 'open', readAtMs: openedAtMs });
    expect(found?.answer).toBeNull();
  });

  it('belongs to whom it was assigned before the answer', () => {
    const to = (id: `part-${string}`, seconds: number, teammateId: string): Entry =>
      assignment(id, seconds, { teammateId });
    const now = { assignment: { teammateId: '8', teamId: null } };
    const answer = entry('part-3', 'teammate', 60);
    const moved = thread([question, to('part-2', 3, '7'), answer, to('part-4', 99, '8')], now);
    expect(last(moved)?.conversation.assignment).toEqual({ teammateId: '7', teamId: null });
    const taken = thread([question, answer, to('part-4', 99, '8')], now);
    expect(last(taken)?.conversation.assignment).toEqual({ teammateId: null, teamId: null });
    expect(last(thread([question, answer], now))?.conversation.assignment).toEqual(now.assignment);
  });

  it('goes back to the last message that a person owned', () => {
    const conversation = thread(
      [
        question,
        entry('part-2', 'teammate', 60),
        assignment('part-3', 100, { teammateId: aiAdminId }),
        entry('part-4', 'customer', 120),
      ],
      { assignment: { teammateId: aiAdminId, teamId: null } },
    );
    expect(last(conversation)?.message.id).toBe('source-1');
  });

  it('stays with the last one where nobody ever owned any', () => {
    const bots = thread([question, entry('part-2', 'fin', 2), entry('part-3', 'customer', 9)], {
      assignment: { teammateId: null, teamId: null },
    });
    expect(last(bots)?.message.id).toBe('part-3');
  });

  it('is nothing where no customer has written, or the message was taken away', () => {
    expect(last(thread([entry('source-1', 'teammate', 0)]))).toBeNull();
    expect(last(thread([{ ...question, redacted: true }]))).toBeNull();
  });

  const who = fc.constantFrom('customer', 'teammate', 'ai_admin', 'fin', 'automation');
  const threads = fc.array(who, { minLength: 1, maxLength: 12 }).map((authors) =>
    thread(
      authors.map((one, index) => {
        const id = index === 0 ? ('source-1' as const) : (`part-${index + 1}` as const);
        return entry(id, one, index * 30);
      }),
    ),
  );

  it('leaves every message of any thread waiting for its answer', () => {
    fc.assert(
      fc.property(threads, (conversation) => {
        for (const message of conversation.entries.filter(isCustomerMessage)) {
          const then = asOf(conversation, message).conversation;
          expect(freshnessOf(then, message.id)).toEqual({ kind: 'current' });
          expect(conversation.entries.slice(0, then.entries.length)).toEqual(then.entries);
        }
      }),
    );
  });
});
