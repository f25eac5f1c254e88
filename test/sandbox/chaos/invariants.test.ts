import { describe, expect, it } from 'vitest';
import { type MessageRef, partId, sourceId } from '../../../domain/identifiers.ts';
import { failed, quiet } from '../../../domain/outcome.ts';
import type { Evidence, RecordedMessage } from '../../../sandbox/chaos/evidence.ts';
import { violationsOf } from '../../../sandbox/chaos/invariants.ts';
import type { RecordedCall, RecordedDelivery } from '../../../sandbox/intercom/records.ts';

const place = { appId: 'app', conversationId: '7' };
const first: MessageRef = { ...place, messageId: sourceId('1') };
const second: MessageRef = { ...place, messageId: partId('2') };
const codeOf = (digit: string): string => `SN-${[1, 2, 3].map(() => digit.repeat(4)).join('-')}`;

let calls = 0;
const call = (atMs: number, more: Partial<RecordedCall>): RecordedCall => {
  calls += 1;
  return {
    ...{
      number: calls,
      at: atMs,
      appId: 'app',
      method: 'GET',
      path: '/conversations/7',
      query: {},
    },
    ...{ body: undefined, conversationId: '7', startedAt: atMs, status: 200, done: true },
    ...{ doneAt: atMs, finishedAt: atMs + 1, ...more },
  };
};
const look = (atMs: number, { messageId }: MessageRef): RecordedCall =>
  call(atMs, { about: messageId });
const note = (atMs: number, code: string, replaces?: string): RecordedCall => {
  const replaced = replaces ? `<p>Replaces the earlier note ${replaces}.</p>` : '';
  const body = { message_type: 'note', body: `${replaced}<p>Written by AI · ${code}</p>` };
  return call(atMs, { method: 'POST', path: '/conversations/7/reply', body });
};
const written = (message: MessageRef, writtenAtMs: number, redactedAtMs: number | null = null) => ({
  ...{ message, writtenAtMs, redactedAtMs, notificationId: `n-${message.messageId}` },
});
const suggested = (message: MessageRef, code: string): RecordedMessage => ({
  ...{ message, ended: true, outcomes: [{ kind: 'suggested' }] },
  note: { referenceCode: code, state: 'posted' },
});
const answer = (atMs: number) => ({ ...place, kind: 'answer' as const, atMs });
const delivery = ({ messageId }: MessageRef, status: number): RecordedDelivery => ({
  ...{ ...place, topic: 'conversation.user.created', notificationId: `n-${messageId}` },
  ...{ createdAt: 0, outcome: 'delivered', attempts: [{ at: 0, status, latencyMs: 1 }] },
});
const rules = (evidence: Partial<Evidence>): string[] =>
  violationsOf({
    ...{ messages: [], acts: [], calls: [], deliveries: [], recorded: [] },
    ...{ workflows: { open: [], failed: [] }, ...evidence },
  }).map(({ rule }) => rule);

const [one, two] = [codeOf('2'), codeOf('3')];
const both = { messages: [written(first, 0), written(second, 5_000)] };

describe('the promises of a chaos run', () => {
  it('hold for a note, and for one that names the note that it replaces', () => {
    expect(
      rules({
        ...both,
        calls: [look(100, first), note(200, one), look(5_100, second), note(5_200, two, one)],
        recorded: [suggested(first, one), suggested(second, two)],
      }),
    ).toEqual([]);
  });

  it('allow a second note after a person has answered', () => {
    expect(
      rules({
        ...both,
        acts: [answer(4_000)],
        calls: [look(100, first), note(200, one), look(5_100, second), note(5_200, two)],
        recorded: [suggested(first, one), suggested(second, two)],
      }),
    ).toEqual([]);
  });

  it('are broken by a second note that names none', () => {
    expect(
      rules({
        ...both,
        calls: [note(200, one), note(5_200, two)],
        recorded: [suggested(first, one), suggested(second, two)],
      }),
    ).toEqual(['unnamed_note']);
  });

  it('are broken by the same note twice', () => {
    expect(
      rules({
        messages: [written(first, 0)],
        calls: [note(200, one), note(900, one)],
        recorded: [suggested(first, one)],
      }),
    ).toEqual(['duplicate_note']);
  });

  it('are broken by an outcome without its note, and by a note without its outcome', () => {
    const messages = [written(first, 0)];
    expect(rules({ messages, recorded: [suggested(first, one)] })).toEqual([
      'suggested_without_note',
    ]);
    const row = { ...suggested(first, one), outcomes: [quiet('superseded')] };
    expect(rules({ messages, calls: [note(200, one)], recorded: [row] })).toEqual([
      'note_without_suggested',
    ]);
    const unsure = { ...suggested(first, one), outcomes: [failed('note_unconfirmed')] };
    expect(rules({ messages, calls: [note(200, one)], recorded: [unsure] })).toEqual([]);
    expect(rules({ calls: [note(200, one)] })).toEqual(['unknown_note']);
  });

  it('are broken by a message that waits without an outcome, told of or not', () => {
    const messages = [written(first, 0)];
    expect(rules({ messages })).toEqual(['lost_message']);
    expect(rules({ messages, deliveries: [delivery(first, 200)] })).toEqual(['lost_message']);
    const open = { ...suggested(first, one), ended: false, outcomes: [null], note: null };
    expect(rules({ messages, recorded: [open] })).toEqual(['lost_message']);
  });

  it('owe nothing to a message that nobody told of before it was answered or removed', () => {
    const deliveries = [delivery(first, 503)];
    expect(rules({ messages: [written(first, 0)], acts: [answer(50)], deliveries })).toEqual([]);
    expect(rules({ messages: [written(first, 0, 50)], deliveries })).toEqual([]);
    const taken = [delivery(first, 200)];
    expect(rules({ messages: [written(first, 0)], acts: [answer(50)], deliveries: taken })).toEqual(
      ['lost_message'],
    );
  });

  it('are broken by a note after the last look has seen an answer or a newer message', () => {
    const recorded = [suggested(first, one)];
    const noted = [look(100, first), note(200, one)];
    const messages = [written(first, 0)];
    expect(rules({ messages, acts: [answer(50)], calls: noted, recorded })).toEqual(['stale_note']);
    expect(rules({ messages, acts: [answer(150)], calls: noted, recorded })).toEqual([]);
    const ended = { ...suggested(second, two), outcomes: [quiet('superseded')], note: null };
    expect(
      rules({
        messages: [written(first, 0), written(second, 50)],
        calls: noted,
        recorded: [...recorded, ended],
      }),
    ).toEqual(['stale_note']);
  });

  it('are broken by any other write, and by a run that is open or failed', () => {
    const close = call(10, { method: 'POST', path: '/conversations/7/parts' });
    const workflows = { open: ['assist:app:7:source-1'], failed: ['review:app:7'] };
    expect(rules({ calls: [close], workflows })).toEqual([
      ...['other_write', 'open_workflow', 'failed_workflow'],
    ]);
  });
});
