import { describe, expect, it } from 'vitest';
import type { Draft } from '../../domain/language-model.ts';
import { restorable, restored, valuesForNote, withoutUnknown } from '../../domain/restoring.ts';
import { forStorage } from '../../domain/thread-storage.ts';
import { entry, thread } from '../support/threads.ts';

const said = 'I am jo@mail.example, my password: x1! My card is 4111 1111 1111 1111.';
const conversation = thread([
  entry('source-1', 'customer', 0, { text: 'Mine is old@mail.example' }),
  entry('part-2', 'teammate', 1, { text: 'Write to us' }),
  entry('part-3', 'customer', 2, { text: said }),
]);
const stored = forStorage(conversation);
const draft = (texts: readonly string[], openQuestions: readonly string[] = []): Draft => ({
  blocks: texts.map((text) => ({ kind: 'paragraph', sentences: [{ text, sources: ['a'] }] })),
  openQuestions,
});
const textsOf = ({ blocks }: Draft): string[] =>
  blocks.flatMap(({ sentences }) => sentences.map(({ text }) => text));

describe('what a note may show again', () => {
  it('is the data of the turn, never what opens an account, never of before', () => {
    expect([...restorable(stored.conversation)]).toEqual(['<EMAIL_1>']);
    expect([...valuesForNote(stored.conversation, stored)]).toEqual([
      ['<EMAIL_1>', 'jo@mail.example'],
    ]);
    expect([...stored.values.keys()]).toContain('<CARD_1>');
  });

  it('is nothing of a message that reads differently now', () => {
    const other = thread([
      ...conversation.entries.slice(0, 2),
      entry('part-3', 'customer', 2, { text: 'It was eve@mail.example' }),
    ]);
    expect([...valuesForNote(stored.conversation, forStorage(other))]).toEqual([]);
  });

  it('keeps the numbers of the turn when older entries fall out and newer ones come', () => {
    const many = Array.from({ length: 60 }, (_, at) =>
      entry(`part-${at + 10}`, 'teammate', 10 + at, {
        kind: 'note',
        text: `note${at}@mail.example`,
      }),
    );
    const later = forStorage({ ...conversation, entries: [...conversation.entries, ...many] });
    expect(later.conversation.entries.at(0)?.id).not.toBe('source-1');
    expect([...valuesForNote(stored.conversation, later)]).toEqual([
      ['<EMAIL_1>', 'jo@mail.example'],
    ]);
  });
});

describe('placeholders in a draft', () => {
  const values = new Map([['<EMAIL_1>', 'jo@mail.example']]);
  const known = new Set(values.keys());

  it('get their values back', () => {
    const kept = withoutUnknown(
      draft(['Change <EMAIL_1> in Settings.'], ['why <EMAIL_1>?']),
      known,
    );
    expect(textsOf(kept)).toEqual(['Change <EMAIL_1> in Settings.']);
    const shown = restored(kept, values);
    expect(textsOf(shown)).toEqual(['Change jo@mail.example in Settings.']);
    expect(shown.openQuestions).toEqual(['why jo@mail.example?']);
  });

  it('that stand for nothing go with their sentence, and their block', () => {
    const kept = withoutUnknown(draft(['Pay with <CARD_1>.', 'Open it.', 'Ask <EMAIL_7>.']), known);
    expect(textsOf(kept)).toEqual(['Open it.']);
    expect(kept.blocks).toHaveLength(1);
  });

  it('are words in what is left open', () => {
    const { openQuestions } = withoutUnknown(draft([], ['is <CARD_1> of <EMAIL_1> safe?']), known);
    expect(openQuestions).toEqual(['is [card number] of <EMAIL_1> safe?']);
  });

  it('are told from what only looks like one', () => {
    const texts = ['Type <NAME> or <FOO_1> there.'];
    expect(textsOf(withoutUnknown(draft(texts), known))).toEqual(texts);
  });
});
