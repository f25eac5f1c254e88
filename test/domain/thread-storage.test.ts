import { describe, expect, it } from 'vitest';
import { limits } from '../../domain/limits.ts';
import { defaultSettings } from '../../domain/settings.ts';
import { forStorage } from '../../domain/thread-storage.ts';
import { entry, thread } from '../support/threads.ts';

const card = '4111 1111 1111 1111';
const many = (count: number, who: 'customer' | 'teammate', text = 'words') =>
  Array.from({ length: count }, (_, index) => entry(`part-${index + 2}`, who, index + 1, { text }));

describe('a thread as it is kept', () => {
  it('is whole when it is within the limits', () => {
    const conversation = thread([entry('source-1', 'customer', 0), ...many(10, 'teammate')]);
    const stored = forStorage(conversation);
    expect(stored.conversation.entries).toHaveLength(11);
    expect(stored.cut).toEqual([]);
  });

  it('keeps its last entries and tells what was cut', () => {
    const conversation = thread([entry('source-1', 'customer', 0), ...many(99, 'teammate')]);
    const { conversation: stored, cut } = forStorage(conversation);
    expect(stored.entries).toHaveLength(limits.threadEntries);
    expect(stored.entries.at(-1)?.id).toBe('part-100');
    expect(cut).toEqual(['50 older entries of the thread']);
  });

  it('keeps no more characters than the limit, if the turn is not longer itself', () => {
    const conversation = thread([
      ...many(9, 'teammate', 'x'.repeat(limits.threadCharacters / 5)),
      entry('part-99', 'customer', 99, { text: 'short' }),
    ]);
    const { conversation: stored, cut } = forStorage(conversation);
    expect(stored.entries.map(({ id }) => id)).toEqual([
      'part-7',
      'part-8',
      'part-9',
      'part-10',
      'part-99',
    ]);
    expect(cut).toEqual(['5 older entries of the thread']);
  });

  it('keeps the turn whole, whatever its length, with all that was said between', () => {
    const turn = Array.from({ length: 70 }, (_, index) =>
      entry(`part-${index + 10}`, index % 10 === 5 ? 'fin' : 'customer', index + 10, {
        text: 'x'.repeat(2_000),
      }),
    );
    const before = [entry('source-1', 'customer', 0), entry('part-2', 'teammate', 1)];
    const { conversation: stored, cut } = forStorage(thread([...before, ...turn]));
    expect(stored.entries.map(({ id }) => id)).toEqual(turn.map(({ id }) => id));
    expect(cut).toEqual(['2 older entries of the thread']);
  });

  it('holds no card number, in no text that goes with an entry', () => {
    const conversation = thread([
      entry('source-1', 'customer', 0, {
        text: `My card is ${card}`,
        fullText: `My card is ${card}\n> quoted ${card}`,
        subject: `Card ${card}`,
      }),
      entry('part-2', 'customer', 1, { text: 'hello', subject: null }),
    ]);
    const { conversation: stored } = forStorage(conversation);
    expect(JSON.stringify(stored)).not.toContain(card);
    expect(stored.entries[1]).toMatchObject({ text: 'hello', fullText: 'hello', subject: null });
  });

  it('keeps no address that it was written to, unless a rule for knowledge asks about it', () => {
    const writtenTo = ['help@acme.example', 'jo@acme.example'];
    const conversation = thread([entry('source-1', 'customer', 0)], { writtenTo });
    expect(forStorage(conversation).conversation.writtenTo).toEqual([]);
    const rules = [{ by: 'address', addresses: ['help@acme.example'], sources: ['acme'] }] as const;
    const { conversation: stored } = forStorage(conversation, {
      ...defaultSettings,
      knowledge: { rules },
    });
    expect(stored.writtenTo).toEqual(['help@acme.example']);
  });

  it('gives a number one placeholder in text and subject, and another number another one', () => {
    const other = '5500 0000 0000 0004';
    const conversation = thread([
      entry('source-1', 'customer', 0, { text: `Not ${other}`, subject: `Card ${card}` }),
      entry('part-2', 'customer', 1, { text: `It is ${card}` }),
    ]);
    const [first, second] = forStorage(conversation).conversation.entries;
    expect(first?.text).toBe('Not <CARD_1>');
    expect(first?.subject).toBe('Card <CARD_2>');
    expect(second?.text).toBe('It is <CARD_2>');
  });

  it('holds no name and address of a person, but what a block names', () => {
    const contact = {
      id: 'c1',
      name: 'Dana Example',
      email: 'dana@customer.example',
      language: 'de',
    };
    const conversation = thread(
      [entry('source-1', 'customer', 0, { text: 'Dana Example wrote, dana@customer.example' })],
      { contact, pageUrl: 'https://jo:x@app.example/a/dana@customer.example?x=1#y' },
    );
    const { conversation: stored } = forStorage(conversation);
    expect(stored.contact).toEqual({ ...contact, name: '<NAME_1>', email: '<EMAIL_1>' });
    expect(stored.entries[0]).toMatchObject({
      author: { kind: 'customer', name: '<NAME_1>', email: '<EMAIL_1>' },
      text: '<NAME_1> wrote, <EMAIL_1>',
    });
    expect(stored.pageUrl).toBe('https://app.example/a/<EMAIL_1>');
    const blocked = (blocklist: { emails: string[]; domains: string[] }) =>
      forStorage(conversation, { ...defaultSettings, blocklist }).conversation.contact?.email;
    expect(blocked({ emails: ['Dana@customer.example'], domains: [] })).toBe(contact.email);
    expect(blocked({ emails: [], domains: ['customer.example'] })).toBe(
      '<EMAIL_1>@customer.example',
    );
  });

  it('keeps of mail headers those alone that tell a machine', () => {
    const mailHeaders = {
      precedence: 'bulk',
      from: 'Dana <dana@c.example>',
      'message-id': '<1@c>',
    };
    const conversation = thread([entry('source-1', 'customer', 0, { mailHeaders })]);
    expect(forStorage(conversation).conversation.entries[0]?.mailHeaders).toEqual({
      precedence: 'bulk',
    });
  });

  it('leaves the thread that it was given alone', () => {
    const conversation = thread([entry('source-1', 'customer', 0, { text: card })]);
    forStorage(conversation);
    expect(conversation.entries[0]?.text).toBe(card);
  });
});
