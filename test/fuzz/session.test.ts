import { BSON } from 'mongodb';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { limits } from '../../domain/limits.ts';
import { quiet } from '../../domain/outcome.ts';
import { forStorage } from '../../domain/thread-storage.ts';
import { conversationOf } from '../../intercom/conversation.ts';
import { wireConversation } from '../../intercom/wire-conversation.ts';
import { createSessions } from '../../storage/sessions.ts';
import { ownDatabase } from '../support/database.ts';
import { anyText, fuzz, mutated } from '../support/fuzz.ts';
import { sampleConversation } from '../support/notification-samples.ts';
import { entry, thread } from '../support/threads.ts';

const database = ownDatabase('fuzz-session');
let sessionsSoFar = 0;

/** Opens a session and keeps a thread in each of so many runs; the stored document's bytes. */
async function storedBytes(conversation: Parameters<typeof forStorage>[0], runs: number) {
  const sessions = createSessions(database().db);
  sessionsSoFar += 1;
  const message = { appId: 'a', conversationId: `c${sessionsSoFar}`, messageId: 'part-1' } as const;
  const stored = forStorage(conversation);
  for (let number = 1; number <= runs; number += 1) {
    const run = { message, run: number, preview: null };
    const opening = { cause: 'person', dueAtMs: null, nowMs: 1, settingsVersion: 1 } as const;
    await sessions.open({ run, ...opening, mode: 'live' });
    await sessions.keep(run, { conversation: stored.conversation, cut: stored.cut });
    const { texts } = await sessions.readRun(run, ['conversation']);
    // The last run always has what it works with.
    expect(texts.conversation?.entries).toHaveLength(stored.conversation.entries.length);
    await sessions.end(run, { outcome: quiet('superseded'), successor: null, nowMs: 2 });
  }
  const [document] = await database()
    .db.collection('sessions')
    .find({ conversationId: message.conversationId })
    .toArray();
  return { bytes: BSON.calculateObjectSize(document ?? {}), stored, document };
}

const customers = (count: number, text: string) =>
  thread(
    Array.from({ length: count }, (_, at) => entry(`part-${at + 1}`, 'customer', at, { text })),
  );

test.each([
  ['ASCII', 'x'],
  ['three-byte characters', '語'],
  ['what becomes longer when it is masked', 'pin:a '],
])('500 messages of 20,000 characters (%s), decided nine times', async (_name, piece) => {
  const text = piece.repeat(limits.messageCharacters / piece.length);
  const { bytes, stored, document } = await storedBytes(customers(500, text), 9);
  expect(bytes).toBeLessThan(limits.sessionBytes);
  expect(stored.conversation.entries.at(-1)?.text.length).toBeGreaterThan(text.length / 2);
  expect(stored.cut.join()).toMatch(/the texts of \d+ older messages of the turn/);
  expect(Object.keys(document?.['runs'])).toContain('9');
});

test('a turn of ordinary messages is whole, and so are five decisions', async () => {
  const { stored, document } = await storedBytes(customers(80, 'How do I pay? '.repeat(20)), 9);
  expect(stored.cut).toEqual([]);
  expect(Object.keys(document?.['runs'])).toEqual(['5', '6', '7', '8', '9']);
});

test('no more than a hundred decisions are kept', async () => {
  const { document } = await storedBytes(customers(1, 'Hello'), limits.decisions + 3);
  expect(document?.['decisions']).toHaveLength(limits.decisions);
  expect(document?.['decisions'].at(-1).run).toBe(limits.decisions + 3);
});

test('whatever Intercom sends can be stored, and read back', async () => {
  const attributes = fc.dictionary(
    fc.oneof(anyText(20), fc.constantFrom('__proto__', 'a.b', '$set', 'a\0b', '', 'constructor')),
    fc.oneof(fc.constant(null), anyText(20), fc.boolean(), fc.double()),
    { maxKeys: 5 },
  );
  await fuzz(
    40,
    fc.asyncProperty(mutated([sampleConversation]), attributes, async (value, odd) => {
      const named: unknown = JSON.parse(
        JSON.stringify({ ...(value as object), custom_attributes: odd }),
      );
      const wire = wireConversation.safeParse(named);
      if (!wire.success) return;
      const conversation = conversationOf(wire.data, '900');
      const { bytes } = await storedBytes(conversation, 1);
      expect(bytes).toBeLessThan(limits.sessionBytes);
    }),
  );
});
