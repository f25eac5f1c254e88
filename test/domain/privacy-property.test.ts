import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contextOf } from '../../domain/context.ts';
import type { Entry } from '../../domain/conversation.ts';
import { readableMessages } from '../../domain/eligibility.ts';
import { restorable, valuesForNote } from '../../domain/restoring.ts';
import { redactionKinds } from '../../domain/redaction-kinds.ts';
import { defaultSettings } from '../../domain/settings.ts';
import { forStorage } from '../../domain/thread-storage.ts';
import { visibleAttributes } from '../../domain/visible-attributes.ts';
import { classifyPrompt, draftPrompt } from '../../models/prompts.ts';
import { type Seeded, seeded, seededByKind } from '../support/seeded-data.ts';
import { author, entry, thread } from '../support/threads.ts';

const settings = { ...defaultSettings, attributes: { rule: 'allow_all', names: [] } } as const;

/** A thread with seeds wherever somebody's words and data can stand. */
const seededThread = fc
  .record({
    turn: fc.array(seeded, { minLength: 1, maxLength: 4 }),
    earlier: fc.array(seeded, { maxLength: 3 }),
    subject: seeded,
    quoted: seeded,
    attribute: seeded,
    name: seededByKind.NAME,
    email: seededByKind.EMAIL,
  })
  .map(({ turn, earlier, subject, quoted, attribute, name, email }) => {
    const who = { ...author('customer'), name: name.value, email: email.value };
    const said = (at: number, seeds: readonly Seeded[], more: Partial<Entry> = {}): Entry => {
      const text = `How do I export? ${seeds.map(({ sentence }) => sentence).join('\n')}`;
      const fullText = `${text}\n> ${quoted.sentence}`;
      return entry(`part-${at + 2}`, 'customer', at, { author: who, text, fullText, ...more });
    };
    const conversation = thread(
      [
        ...earlier.map((one, at) => said(at, [one])),
        entry('part-50', 'teammate', 50, { text: `Dear ${name.value}, see above.` }),
        ...turn.map((one, at) => said(60 + at, [one], { subject: subject.sentence })),
      ],
      {
        contact: { id: 'c1', name: name.value, email: email.value, language: null },
        customAttributes: { note: attribute.sentence },
        pageUrl: `https://app.example/x?for=${email.value}#${name.value}`,
      },
    );
    const all = [...turn, ...earlier, subject, quoted, attribute, name, email];
    return { conversation, turn, values: all.map(({ value }) => value) };
  });

/** What any of the values is in. */
const leaks = (where: string, values: readonly string[]): string[] =>
  values.filter(
    (value) => where.includes(value) || where.includes(JSON.stringify(value).slice(1, -1)),
  );

describe('for all threads', () => {
  it('nothing seeded is kept or stands in a prompt', () => {
    fc.assert(
      fc.property(seededThread, ({ conversation, values }) => {
        const { conversation: kept } = forStorage(conversation, settings);
        const messages = readableMessages(kept).map(({ id, text }) => ({ id, text }));
        const context = contextOf(kept);
        const classified = classifyPrompt({
          ...{ messages, context, topics: [], excludedTopics: [] },
          ...{ excludedBefore: null, language: 'en' },
        });
        const drafted = draftPrompt(
          {
            ...{ context, passages: [], channel: 'email', language: 'en', instructions: [] },
            questions: messages.map(({ id, text }) => ({ messageId: id, text })),
            unseen: { images: 0, files: 0 },
            attributes: visibleAttributes(kept.customAttributes, settings.attributes),
          },
          [],
        );
        expect(leaks(JSON.stringify(kept), values), 'kept').toEqual([]);
        expect(leaks(JSON.stringify([classified, drafted]), values), 'prompts').toEqual([]);
      }),
      { numRuns: 1_500 },
    );
  });

  it('who reads the thread again, later, finds the values of the turn, and no others', () => {
    fc.assert(
      fc.property(seededThread, seeded, ({ conversation, turn }, later) => {
        const first = forStorage(conversation, settings).conversation;
        const again = thread(
          [
            ...conversation.entries,
            entry('part-99', 'teammate', 99, { kind: 'note', text: later.sentence }),
          ],
          conversation,
        );
        const entries = [...again.entries];
        const longer = forStorage({ ...again, entries }, settings);
        const values = valuesForNote(first, longer);
        const wanted = turn.filter(({ kind }) => redactionKinds[kind].restored);
        for (const { value } of wanted) expect([...values.values()]).toContain(value);
        expect([...values.keys()].sort()).toEqual([...restorable(first)].sort());
        for (const { kind, value } of turn)
          if (!redactionKinds[kind].restored) expect([...values.values()]).not.toContain(value);
      }),
      { numRuns: 700 },
    );
  });
});
