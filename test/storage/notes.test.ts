import { describe, expect, it } from 'vitest';
import type { MessageId, MessageRef } from '../../domain/identifiers.ts';
import { createNotes } from '../../storage/notes.ts';
import { ownDatabase } from '../support/database.ts';

const database = ownDatabase('notes');
const notes = () => createNotes(database().db);

let conversations = 0;
const newMessage = (messageId: MessageId = 'part-5'): MessageRef => {
  conversations += 1;
  return { appId: 'shop', conversationId: String(conversations), messageId };
};
const codeOf = ({ conversationId, messageId }: MessageRef): string =>
  `SN-${conversationId}-${messageId}`;
const reserve = (
  message: MessageRef,
  changes: { referenceCode?: string; covers?: MessageId[] } = {},
) =>
  notes().reserve({
    message,
    covers: [message.messageId],
    replaces: null,
    referenceCode: codeOf(message),
    nowMs: 1_000,
    ...changes,
  });

describe("a note's row", () => {
  it('keeps the reference code that it got first', async () => {
    const message = newMessage();
    const first = await reserve(message);
    const second = await reserve(message, {
      referenceCode: 'SN-OTHER',
      covers: ['part-4', 'part-5'],
    });
    expect(first).toMatchObject({ state: 'reserved', posts: 0, partId: null });
    expect(second.referenceCode).toBe(first.referenceCode);
    expect(second.covers).toEqual(['part-4', 'part-5']);
  });

  it('has one code, whoever of fifty was first', async () => {
    const message = newMessage();
    const rows = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        reserve(message, { referenceCode: `SN-RACE-${conversations}-${index}` }),
      ),
    );
    expect(new Set(rows.map(({ referenceCode }) => referenceCode)).size).toBe(1);
  });

  it('does not change what it covers once a POST may be on its way', async () => {
    const message = newMessage();
    await reserve(message);
    await notes().countPost(message);
    const later = await reserve(message, { covers: ['part-1', 'part-5'] });
    expect(later).toMatchObject({ state: 'posting', covers: ['part-5'], posts: 1 });
  });

  it('counts POSTs, and takes back one that had no effect', async () => {
    const message = newMessage();
    await reserve(message);
    expect(await notes().countPost(message)).toBe(1);
    expect(await notes().countPost(message)).toBe(2);
    await notes().uncountPost(message);
    expect(await notes().find(message)).toMatchObject({ state: 'posting', posts: 1 });
    await notes().uncountPost(message);
    expect(await notes().find(message)).toMatchObject({ state: 'reserved', posts: 0 });
    await notes().uncountPost(message);
    expect(await notes().find(message)).toMatchObject({ state: 'reserved', posts: 0 });
  });

  it('is reopened when it was given up, and only then', async () => {
    const message = newMessage();
    await reserve(message);
    await notes().countPost(message);
    await notes().reopen(message);
    expect(await notes().find(message)).toMatchObject({ state: 'posting', posts: 1 });
    await notes().settle(message, { state: 'unconfirmed', partId: null, nowMs: 1 });
    await notes().reopen(message);
    expect(await notes().find(message)).toMatchObject({ state: 'reserved', posts: 0 });
  });

  it('stays posted once it is', async () => {
    const message = newMessage();
    await reserve(message);
    await notes().settle(message, { state: 'posted', partId: '77', nowMs: 5_000 });
    await notes().settle(message, { state: 'unconfirmed', partId: null, nowMs: 6_000 });
    expect(await notes().find(message)).toMatchObject({
      state: 'posted',
      partId: '77',
      postedAtMs: 5_000,
    });
    expect(await notes().find(newMessage())).toBeNull();
  });

  it('holds a part id once in a conversation', async () => {
    const message = newMessage();
    const other: MessageRef = { ...message, messageId: 'part-6' };
    await reserve(message);
    await reserve(other);
    await notes().settle(message, { state: 'posted', partId: '77', nowMs: 1 });
    await expect(
      notes().settle(other, { state: 'posted', partId: '77', nowMs: 1 }),
    ).rejects.toThrow();
    const elsewhere = newMessage();
    await reserve(elsewhere);
    await notes().settle(elsewhere, { state: 'posted', partId: '77', nowMs: 1 });
  });

  it('is listed with those of its conversation, oldest first', async () => {
    const message = newMessage();
    const row = { message, covers: [], replaces: null, referenceCode: '', nowMs: 0 };
    await notes().reserve({ ...row, referenceCode: `b${conversations}`, nowMs: 2_000 });
    const older = { ...message, messageId: 'part-1' } as const;
    await notes().reserve({
      ...row,
      message: older,
      referenceCode: `a${conversations}`,
      nowMs: 1_000,
    });
    const listed = await notes().ofConversation(message);
    expect(listed.map((note) => note.message.messageId)).toEqual(['part-1', 'part-5']);
    expect(await notes().ofConversation({ ...message, appId: 'other' })).toEqual([]);
  });
});

describe("a conversation's claim", () => {
  const claim = (
    message: MessageRef,
    holder: string,
    {
      nowMs = 1_000,
      forMs = 30_000,
      atMs = 100,
    }: { nowMs?: number; forMs?: number; atMs?: number } = {},
  ) =>
    notes().takeClaim({
      message,
      position: { id: message.messageId, createdAtMs: atMs },
      holder,
      nowMs,
      untilMs: nowMs + forMs,
    });
  const release = (message: MessageRef, holder: string, noted = false) =>
    notes().releaseClaim({
      message,
      holder,
      noted: noted ? { id: message.messageId, createdAtMs: 100 } : null,
    });
  const older = (message: MessageRef): MessageRef => ({ ...message, messageId: 'part-4' });
  const newer = (message: MessageRef): MessageRef => ({ ...message, messageId: 'part-10' });

  it('has one winner of fifty, and tells the others how long it is held', async () => {
    const message = newMessage();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => claim(message, `holder-${index}`)),
    );
    expect(answers.filter(({ kind }) => kind === 'taken')).toEqual([
      { kind: 'taken', untilMs: 31_000 },
    ]);
    const others = answers.filter(({ kind }) => kind !== 'taken');
    expect(others).toHaveLength(49);
    expect(others.every((other) => other.kind === 'held' && other.freeInMs === 30_000)).toBe(true);
  });

  it('is held against another attempt of the same message, too', async () => {
    const message = newMessage();
    await claim(message, 'one');
    expect(await claim(message, 'two', { nowMs: 21_000 })).toEqual({
      kind: 'held',
      freeInMs: 10_000,
    });
  });

  it('is taken again by who holds it: the answer of the first time may be lost', async () => {
    const message = newMessage();
    await claim(message, 'one');
    expect(await claim(message, 'one')).toMatchObject({ kind: 'taken' });
    expect(await claim(message, 'two')).toMatchObject({ kind: 'held' });
  });

  it('is free again when it was released, and when it ran out', async () => {
    const message = newMessage();
    await claim(message, 'one');
    await release(message, 'one');
    expect(await claim(message, 'two')).toMatchObject({ kind: 'taken' });
    expect(await claim(message, 'three', { nowMs: 31_000 })).toMatchObject({ kind: 'taken' });
  });

  it('is not released by somebody who lost it', async () => {
    const message = newMessage();
    await claim(message, 'one');
    await claim(message, 'two', { nowMs: 40_000 });
    await release(message, 'one');
    expect(await claim(message, 'three', { nowMs: 41_000 })).toMatchObject({ kind: 'held' });
  });

  it('of a newer message: that one speaks', async () => {
    const message = newMessage();
    await claim(newer(message), 'newer');
    expect(await claim(message, 'one')).toEqual({ kind: 'newer', by: 'part-10' });
  });

  it('of an older message has to be waited for', async () => {
    const message = newMessage();
    await claim(older(message), 'older');
    expect(await claim(message, 'one')).toMatchObject({ kind: 'held' });
  });

  it('is refused for ever once a newer message has a note', async () => {
    const message = newMessage();
    await claim(newer(message), 'newer');
    await release(newer(message), 'newer', true);
    expect(await claim(message, 'one', { nowMs: 900_000 })).toEqual({
      kind: 'newer',
      by: 'part-10',
    });
    expect(await claim(newer(message), 'again', { nowMs: 900_000 })).toMatchObject({
      kind: 'taken',
    });
  });

  it('goes on to a newer message after a note', async () => {
    const message = newMessage();
    await claim(message, 'one');
    await release(message, 'one', true);
    expect(await claim(newer(message), 'newer')).toMatchObject({ kind: 'taken' });
  });

  it('remembers the newest note, also when an older one is recorded later', async () => {
    const message = newMessage();
    await claim(newer(message), 'newer');
    await release(newer(message), 'newer', true);
    await release(older(message), 'older', true);
    expect(await claim(message, 'one')).toEqual({ kind: 'newer', by: 'part-10' });
  });

  it('belongs to one conversation of one workspace', async () => {
    const message = newMessage();
    await claim(message, 'one');
    expect(await claim({ ...message, appId: 'other' }, 'two')).toMatchObject({ kind: 'taken' });
    expect(await claim(newMessage(), 'three')).toMatchObject({ kind: 'taken' });
  });
});
