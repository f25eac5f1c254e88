import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Conversation } from '../../domain/conversation.ts';
import type { MessageId } from '../../domain/identifiers.ts';
import { type Settings, defaultSettings } from '../../domain/settings.ts';
import { remainingWait } from '../../domain/settle-wait.ts';
import { entryOf } from '../../domain/turn.ts';
import { entry, openedAtMs, thread } from '../support/threads.ts';

/** What is left for the message, asked so many seconds after the conversation began. */
function waitFor(
  conversation: Conversation,
  id: MessageId,
  atSeconds: number,
  waits: Partial<Settings['waits']> = {},
): number {
  const message = entryOf(conversation, id);
  if (!message) throw new Error(`${id} is not in the thread`);
  const settings = { ...defaultSettings, waits: { ...defaultSettings.waits, ...waits } };
  return remainingWait(conversation, message, settings, openedAtMs + atSeconds * 1_000);
}

describe('the wait after the first message', () => {
  const conversation = thread([entry('source-1', 'customer', 0)]);
  const mail = thread([entry('source-1', 'customer', 0)], { channel: 'email' });

  it('is 4 s on web', () => {
    expect(waitFor(conversation, 'source-1', 0)).toBe(4_000);
    expect(waitFor(conversation, 'source-1', 3)).toBe(1_000);
    expect(waitFor(conversation, 'source-1', 4)).toBe(0);
    expect(waitFor(conversation, 'source-1', 400)).toBe(0);
  });

  it('is 30 s on e-mail', () => {
    expect(waitFor(mail, 'source-1', 0)).toBe(30_000);
    expect(waitFor(mail, 'source-1', 30)).toBe(0);
  });

  it('is what the settings say', () => {
    expect(waitFor(conversation, 'source-1', 0, { firstWebMs: 0 })).toBe(0);
    expect(waitFor(mail, 'source-1', 1, { firstEmailMs: 5_000 })).toBe(4_000);
  });

  it('takes a time in the future for now', () => {
    expect(waitFor(conversation, 'source-1', -3_600)).toBe(4_000);
  });
});

describe('the wait for an attribute', () => {
  const unset = thread([entry('source-1', 'customer', 0)]);
  const set = thread([entry('source-1', 'customer', 0)], { customAttributes: { brand: 'North' } });
  const waits = { attribute: 'brand', attributeMs: 60_000 };

  it('looks again every few seconds, since setting it announces nothing', () => {
    expect(waitFor(unset, 'source-1', 10, waits)).toBe(5_000);
  });

  it('ends when the attribute is set', () => {
    expect(waitFor(set, 'source-1', 10, waits)).toBe(0);
  });

  it('never ends before the first wait', () => {
    expect(waitFor(set, 'source-1', 1, waits)).toBe(3_000);
  });

  it('ends after the time in the settings', () => {
    expect(waitFor(unset, 'source-1', 58, waits)).toBe(2_000);
    expect(waitFor(unset, 'source-1', 60, waits)).toBe(0);
    expect(waitFor(unset, 'source-1', 9, { ...waits, attributeMs: 10_000 })).toBe(1_000);
  });

  it('is 60 s at most, whatever was stored', () => {
    expect(waitFor(unset, 'source-1', 60, { ...waits, attributeMs: 600_000 })).toBe(0);
  });

  it.each([[null], ['']])('takes %j for not set', (value) => {
    const conversation = thread([entry('source-1', 'customer', 0)], {
      customAttributes: { brand: value },
    });
    expect(waitFor(conversation, 'source-1', 10, waits)).toBeGreaterThan(0);
  });

  it.each([[false], [0]])('takes %j for set', (value) => {
    const conversation = thread([entry('source-1', 'customer', 0)], {
      customAttributes: { brand: value },
    });
    expect(waitFor(conversation, 'source-1', 10, waits)).toBe(0);
  });
});

describe('the wait after a follow-up', () => {
  it("to a teammate's reply is 2 s", () => {
    const conversation = thread([
      entry('source-1', 'customer', 0),
      entry('part-2', 'teammate', 100),
      entry('part-3', 'customer', 200),
    ]);
    expect(waitFor(conversation, 'part-3', 200)).toBe(2_000);
    expect(waitFor(conversation, 'part-3', 202)).toBe(0);
  });

  it("to the customer's own unanswered message is 8 s", () => {
    const conversation = thread([
      entry('source-1', 'customer', 0),
      entry('part-2', 'customer', 100),
    ]);
    expect(waitFor(conversation, 'part-2', 100)).toBe(8_000);
    expect(waitFor(conversation, 'part-2', 107)).toBe(1_000);
  });

  it('is what the settings say, each its own', () => {
    const own = thread([entry('source-1', 'customer', 0), entry('part-2', 'customer', 100)]);
    const answered = thread([
      entry('source-1', 'customer', 0),
      entry('part-2', 'teammate', 100),
      entry('part-3', 'customer', 200),
    ]);
    expect(waitFor(own, 'part-2', 100, { afterOwnMessageMs: 20_000 })).toBe(20_000);
    expect(waitFor(answered, 'part-3', 200, { afterOwnMessageMs: 20_000 })).toBe(2_000);
    expect(waitFor(answered, 'part-3', 200, { afterTeammateMs: 9_000 })).toBe(9_000);
    expect(waitFor(own, 'part-2', 100, { afterTeammateMs: 9_000 })).toBe(8_000);
  });

  it("to the customer's own message after a teammate's reply is 8 s", () => {
    const conversation = thread([
      entry('source-1', 'customer', 0),
      entry('part-2', 'teammate', 100),
      entry('part-3', 'customer', 200),
      entry('part-4', 'customer', 203),
    ]);
    expect(waitFor(conversation, 'part-4', 203)).toBe(8_000);
  });

  it.each(['fin', 'workflow_bot', 'automation', 'ai_admin'] as const)(
    'to what %s wrote is a follow-up to the own message',
    (who) => {
      const conversation = thread([
        entry('source-1', 'customer', 0),
        entry('part-2', who, 50),
        entry('part-3', 'customer', 100),
      ]);
      expect(waitFor(conversation, 'part-3', 100)).toBe(8_000);
    },
  );

  it("is never over before the conversation's first wait is", () => {
    const mail = thread(
      [
        entry('source-1', 'customer', 0),
        entry('part-2', 'teammate', 3),
        entry('part-3', 'customer', 5),
      ],
      { channel: 'email' },
    );
    expect(waitFor(mail, 'part-3', 5)).toBe(25_000);
    expect(waitFor(mail, 'part-3', 30)).toBe(0);
  });

  it('goes by the part id within one second', () => {
    const conversation = thread([
      entry('source-1', 'customer', 0),
      entry('part-9', 'customer', 100),
      entry('part-10', 'teammate', 100),
    ]);
    expect(waitFor(conversation, 'part-9', 100)).toBe(8_000);
  });

  it('does not count a redacted message as the own one', () => {
    const conversation = thread([
      entry('source-1', 'customer', 0),
      entry('part-2', 'teammate', 50),
      entry('part-3', 'customer', 90, { redacted: true }),
      entry('part-4', 'customer', 100),
    ]);
    expect(waitFor(conversation, 'part-4', 100)).toBe(2_000);
  });

  it('begins a conversation that a campaign opened', () => {
    const conversation = thread([
      entry('source-1', 'teammate', 0),
      entry('part-2', 'customer', 100),
    ]);
    expect(waitFor(conversation, 'part-2', 100)).toBe(4_000);
  });
});

it('is over after at most a minute and a half, and never grows as time passes', () => {
  const step = fc.record({
    who: fc.constantFrom('customer' as const, 'teammate' as const, 'fin' as const),
    gap: fc.nat({ max: 40 }),
  });
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 6 }),
      fc.constantFrom('web' as const, 'email' as const),
      fc.option(fc.constant('brand')),
      (steps, channel, attribute) => {
        let at = 0;
        const later = steps.map(({ who, gap }, index) => {
          at += gap;
          return entry(`part-${index + 2}`, who, at);
        });
        const newest = entry('part-99', 'customer', at + 1);
        const entries = [entry('source-1', 'customer', 0), ...later, newest];
        const conversation = thread(entries, { channel });
        const left = (afterSeconds: number): number =>
          waitFor(conversation, newest.id, at + 1 + afterSeconds, { attribute });
        for (const passed of [0, 1, 5, 20]) {
          expect(left(passed + 1)).toBeLessThanOrEqual(left(passed));
        }
        expect(left(90)).toBe(0);
      },
    ),
  );
});
