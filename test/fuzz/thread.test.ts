import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { limits } from '../../domain/limits.ts';
import { mask } from '../../domain/redaction.ts';
import { forStorage } from '../../domain/thread-storage.ts';
import { htmlToText } from '../../intercom/body.ts';
import { conversationOf } from '../../intercom/conversation.ts';
import { ownWords } from '../../intercom/mail.ts';
import { wireConversation } from '../../intercom/wire-conversation.ts';
import { cpuMsOf } from '../support/cpu-time.ts';
import { anyText, fuzz, mutated } from '../support/fuzz.ts';
import { sampleConversation } from '../support/notification-samples.ts';

const pieces = fc.constantFrom(
  ...[
    '<',
    '>',
    '&',
    '"',
    "'",
    '=',
    '/',
    '!',
    '-',
    '?',
    '[',
    ']',
    '\0',
    '\n',
    '\r\n',
    ' ',
    'a',
    ':',
  ],
  ...['<p>', '</p>', '<b>', '</b>', '<div hidden>', '</div>', '<blockquote>', '</blockquote>'],
  ...['<a href="', '<a href="x">', '</a>', '<ul><li>', '<ol>', '</li>', '<td>', '<pre>', '<svg>'],
  ...['<math><mi>', '</foreignObject>', '<form>', '<script>', '<style>', '<title>', '<textarea>'],
  ...['<!--', '-->', '<![CDATA[', ']]>', '&amp;', '&#', '&#x110000;', '&lt', '<img src="data:'],
  ...['> ', '>', '>>', 'On ', ' wrote:', '@x.example', '<x@y.example>', 'From: ', 'To: ', '--\n'],
  ...['Best regards\n', 'Sent from my iPhone', '________________________', '-----', 'am 3. Mai '],
  ...['\u200b', '\ud800', '\u{1F600}', '\u00a0', '4111 1111 ', 'password: ', 'key ', 'DE89 '],
  ...['eyJ', 'http://', '-----BEGIN PRIVATE KEY-----', 'Bearer '],
);
const fragment = fc.array(pieces, { minLength: 1, maxLength: 6 }).map((all) => all.join(''));
const html = fc
  .tuple(fc.array(pieces, { maxLength: 60 }), anyText(60))
  .map(([all, text]) => all.join('') + text);

const readers: [string, (body: string) => string][] = [
  ['htmlToText', (body) => htmlToText(body).text],
  ['ownWords', ownWords],
  ['mask', (body) => mask(body.slice(0, limits.messageCharacters)).text],
];

describe.each(readers)('%s', (_name, read) => {
  test('reads any body', async () => {
    await fuzz(
      400,
      fc.property(html, (body) => {
        const text = read(body);
        // Lists are numbered, links written out, placeholders longer than what they mask.
        expect(text.length).toBeLessThanOrEqual(20 * body.length + 200);
      }),
    );
  });

  test('takes time in proportion to a body of repeated traps', async () => {
    const timeOf = (body: string) => cpuMsOf(() => read(body));
    const filled = (piece: string, length: number) =>
      piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
    await fuzz(
      15,
      fc.asyncProperty(fragment, fragment, fc.boolean(), async (one, other, first) => {
        const body = (length: number) =>
          `${first ? '<p>x</p>' : ''}${filled(one, length)}${filled(other, length)}`;
        const small = await timeOf(body(15_000));
        const large = await timeOf(body(480_000));
        // 32 times as long; the rest is for a busy machine.
        expect(large).toBeLessThan(Math.max(2_000, 32 * 4 * small));
      }),
    );
  });
});

const known: [string, string][] = [
  ['nested quotes', '<blockquote>'],
  ['nested quotes with text', '<blockquote>a'],
  ['unclosed elements', '<b>'],
  ['nested lists', '<ol><li>'],
  ['nested tables', '<table><tr><td>'],
  ['less-than signs', '<'],
  ['ampersands', '&'],
  ['quote marks', '> '],
  ['introductions', 'On 3 May 2026 x@y.example wrote:\n\n'],
  ['beginnings of introductions', 'On 3\n'],
  ['comments', '<!--'],
  ['pictures', '<img src="data:image/png;base64,'],
];
test.each(known)('a megabyte of %s is read as a mail in time', async (_name, piece) => {
  const body = piece.repeat(Math.ceil(1_000_000 / piece.length));
  const spent = await cpuMsOf(() => {
    expect(ownWords(body).length).toBeLessThan(400_000);
    expect(ownWords(`<p>x</p>${body}`).length).toBeLessThan(400_000);
  });
  expect(spent).toBeLessThan(4_000);
});

const read = (value: unknown) => {
  const wire = wireConversation.safeParse(value);
  return wire.success ? conversationOf(wire.data, '900') : null;
};

test('any conversation of Intercom’s shape is read, kept and bounded', async () => {
  await fuzz(
    250,
    fc.property(mutated([sampleConversation]), (value) => {
      const conversation = read(JSON.parse(JSON.stringify(value)));
      if (conversation === null) return;
      const positions = conversation.entries.map(({ createdAtMs }) => createdAtMs);
      expect(positions.every((ms) => Number.isSafeInteger(ms) && ms >= 0 && ms < 1e14)).toBe(true);
      const stored = forStorage(conversation).conversation;
      expect(new TextEncoder().encode(JSON.stringify(stored)).length).toBeLessThan(limits.runBytes);
    }),
  );
});

/** As large as the client lets an answer be. */
test.each(['<b>', '<blockquote>a', '> words\n', 'password: a '])(
  'a thread of 160 bodies of 200 KB of "%s" does not hold a worker up',
  async (piece) => {
    const body = `<p>x</p>${piece.repeat(200_000 / piece.length)}`;
    const parts = Array.from({ length: 160 }, (_, at) => ({
      ...{ id: at + 1, part_type: 'comment', created_at: 1_734_537_600 + at, body },
      author: { type: 'user', id: 'c1' },
    }));
    const spent = await cpuMsOf(() => {
      const conversation = read({
        ...sampleConversation,
        conversation_parts: { conversation_parts: parts, total_count: 160 },
      });
      expect(conversation?.entries).toHaveLength(161);
      expect(conversation?.entries.at(1)?.text).toMatch(/^\[cut: \d+ more characters\]$/);
      if (conversation) forStorage(conversation);
    });
    // Below the ten seconds after which a step without a heartbeat is given to another worker.
    expect(spent).toBeLessThan(8_000);
  },
);
