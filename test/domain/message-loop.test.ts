import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eligibilityOf } from '../../domain/eligibility.ts';
import { isMessageLoop } from '../../domain/message-loop.ts';
import { quiet } from '../../domain/outcome.ts';
import { defaultSettings } from '../../domain/settings.ts';
import { fuzz } from '../support/fuzz.ts';
import { aiAdminId, entry, thread } from '../support/threads.ts';

/** Messages of the customer, so many seconds apart. */
const said = (texts: readonly string[], everySeconds: number) =>
  thread(
    texts.map((text, at) =>
      entry(at === 0 ? 'source-1' : `part-${at + 1}`, 'customer', at * everySeconds, { text }),
    ),
  );
const times = (count: number, text: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => text(at));

describe('a loop', () => {
  it.each([
    ['the same text, every 2 s', times(5, () => 'Thank you for your message.'), 2],
    ['with numbers that change', times(8, (at) => `Ticket #${at * 37}: we got it.`), 60],
    ['two texts in turn', times(10, (at) => (at % 2 ? 'I am away.' : 'Back on Monday!')), 30],
    ['any texts, too fast for hands', times(60, (at) => `word${'a'.repeat(at)}`), 2],
    ['slowly, for an hour', times(6, () => 'Automatic: out until Monday'), 600],
  ])('%s', (_name, texts, everySeconds) => {
    const conversation = said(texts, everySeconds);
    expect(isMessageLoop(conversation)).toBe(true);
    const facts = { conversation, settings: defaultSettings, aiAdminId, share: 0 };
    expect(eligibilityOf(facts)).toEqual(quiet('automatic_reply'));
  });
});

describe('a person', () => {
  it.each([
    ['who types in a burst', times(12, (at) => `line ${'x'.repeat(at)}`), 1],
    ['who waits and asks again', ['How do I pay?', ...times(4, () => 'hello?')], 20],
    ['who repeats the question', times(4, () => 'How do I pay?'), 30],
    ['who sends pictures', times(9, () => ''), 3],
    ['who says thanks now and then', times(9, () => 'Thanks!'), 1_000],
  ])('%s', (_name, texts, everySeconds) => {
    expect(isMessageLoop(said(texts, everySeconds))).toBe(false);
  });

  it('is heard again after a loop, with something new to say, once it is calm', () => {
    const looping = times(30, () => 'I am away.');
    const own = entry('part-99', 'customer', 4_000, { text: 'Now it is me: how do I pay?' });
    expect(isMessageLoop(thread([...said(looping, 2).entries, own]))).toBe(false);
  });

  it('who says a different thing each time is never taken for a machine below the rate', async () => {
    const gaps = fc.array(fc.integer({ min: 4, max: 600 }), { minLength: 1, maxLength: 60 });
    await fuzz(
      300,
      fc.property(gaps, (gapsSeconds) => {
        let seconds = 0;
        const entries = gapsSeconds.map((gap, at) => {
          seconds += gap;
          return entry(`part-${at + 1}`, 'customer', seconds, { text: `about ${'x'.repeat(at)}` });
        });
        expect(isMessageLoop(thread(entries))).toBe(false);
      }),
    );
  });

  it('and any text said five times in a row within the hour is a loop, whatever it is', async () => {
    const words = fc
      .string({ minLength: 1, unit: 'grapheme' })
      .filter((text) => text.trim() !== '');
    await fuzz(
      200,
      fc.property(words, fc.integer({ min: 0, max: 700 }), (text, gap) => {
        expect(
          isMessageLoop(
            said(
              times(5, () => text),
              gap,
            ),
          ),
        ).toBe(true);
        expect(
          isMessageLoop(
            said(
              times(4, () => text),
              gap,
            ),
          ),
        ).toBe(false);
      }),
    );
  });
});
