import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mask, maskAll } from '../../domain/redaction.ts';
import { passesLuhn } from '../../domain/redaction-numbers.ts';
import { cpuMsOf } from '../support/cpu-time.ts';

const masked = (text: string): string => mask(text).text;

describe('masking', () => {
  it.each([
    ['my card 4111 1111 1111 1111 exp 12/29', 'my card <CARD_1> exp 12/29'],
    ['4111-1111-1111-1111', '<CARD_1>'],
    ['Amex 378282246310005.', 'Amex <CARD_1>.'],
    ['4111111111111111 and 4111 1111 1111 1111', '<CARD_1> and <CARD_1>'],
    ['4111111111111111, 5555555555554444', '<CARD_1>, <CARD_2>'],
    ['cvc 123 4111 1111 1111 1111 12', 'cvc 123 <CARD_1> 12'],
    ['IBAN DE89 3704 0044 0532 0130 00 please', 'IBAN <IBAN_1> please'],
    ['mein Konto: DE89370400440532013000.', 'mein Konto: <IBAN_1>.'],
    ['gb82 west 1234 5698 7654 32', '<IBAN_1>'],
    ['use sk-proj-abcdefghijklmnopqrstuv', 'use <SECRET_1>'],
    ['ghp_abcdefghijklmnopqrstuvwxyz0123456789 leaked', '<SECRET_1> leaked'],
    ['xoxb-123456789012-abcdefghij', '<SECRET_1>'],
    ['AKIAIOSFODNN7EXAMPLE', '<SECRET_1>'],
    ['Authorization: Bearer abcdef0123456789abcdef', 'Authorization: Bearer <SECRET_1>'],
    ['jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcdefghijk x', 'jwt <SECRET_1> x'],
    [
      'https://x.example/reset?token=abcDEF123&lang=de',
      'https://x.example/reset?token=<SECRET_1>&lang=de',
    ],
    ['postgres://root:pa55@db/x', 'postgres://root:<SECRET_1>@db/x'],
    ['API key: 9f8e7d6c5b4a39281716', 'API key: <SECRET_1>'],
    ['password: hunter', 'password: <PASSWORD_1>'],
    ['my password is hunter2!', 'my password is <PASSWORD_1>'],
    ['Mein Passwort lautet "geheim".', 'Mein Passwort lautet "<PASSWORD_1>".'],
    ['mot de passe : soleil9', 'mot de passe : <PASSWORD_1>'],
    ['contraseña: hola', 'contraseña: <PASSWORD_1>'],
    ['пароль: секрет', 'пароль: <PASSWORD_1>'],
  ])('%s', (text, expected) => {
    expect(masked(text)).toBe(expected);
  });

  it.each([
    'order 12345678901234',
    'order 4000-1234-1234-1235',
    'call +49 151 2345 6789 012 or 0494 92 82 32',
    '+4111111111111111',
    '2026-01-02 03:04:05, 2026-01-03 10:00:00',
    'tracking 1Z999AA10123456784',
    'DE89370400440532013001 has a typo',
    'my password is wrong',
    'I forgot my password, is it reset?',
    'The password must be: at least 8 characters',
    'Password:\nPlease choose one',
    'is there a key feature for teams?',
    'the token was not accepted',
    'key: value',
    'https://x.example/a?page=2&sort=token',
    'invoice INV-2026-000123, amount 1,234.56',
    '12:34:56 7.8.9.10 192.168.100.200',
  ])('leaves alone: %s', (text) => {
    expect(mask(text)).toEqual({ text, found: [] });
  });

  it('names a value alike in all texts that belong together', () => {
    const [one, two, three] = maskAll([
      'card 4111111111111111',
      'or 5555 5555 5555 4444?',
      'the 4111 1111 1111 1111 one',
    ]);
    expect([one?.text, two?.text, three?.text]).toEqual([
      'card <CARD_1>',
      'or <CARD_2>?',
      'the <CARD_1> one',
    ]);
    expect(two?.found).toEqual([{ kind: 'CARD' }]);
  });
});

/** A card number that passes its check, grouped in some way. */
const card = fc
  .tuple(
    fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 14, maxLength: 14 }),
    fc.constantFrom('', ' ', '-'),
  )
  .map(([digits, separator]) => {
    const start = `4${digits.join('')}`;
    const check = [...'0123456789'].find((digit) => passesLuhn(start + digit)) ?? '0';
    return (start + check).replace(/(\d{4})(?=\d)/g, `$1${separator}`);
  });

const pieces = fc.oneof(
  card,
  fc.constantFrom(
    'DE89 3704 0044 0532 0130 00',
    'password: x1!',
    'token=',
    'Bearer ',
    'sk-abcdefghijklmnop1234',
    '<CARD_1>',
    'my password is ',
    '?key=',
    'eyJhbGciOiJI.eyJzdWIiOi.abcdefghijk',
  ),
  fc.string({ maxLength: 12 }),
  fc.stringMatching(/^[A-Za-z0-9_-]{0,30}$/),
);
const texts = fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join(' '));

describe('for all texts', () => {
  it('no card number survives', () => {
    fc.assert(
      fc.property(
        card,
        fc.constantFrom('', 'pay with ', '(', 'no.'),
        fc.constantFrom('', '.', ' ok', ', 12/29'),
        (number, before, after) => {
          expect(masked(before + number + after)).not.toContain(number);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('masking twice changes nothing', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          texts,
          texts.map((text) => text.replaceAll(' ', '')),
        ),
        (text) => {
          const once = mask(text).text;
          expect(mask(once)).toEqual({ text: once, found: [] });
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('takes time in proportion to length', async () => {
    for (const unit of [
      '4',
      '4 ',
      'DE89 ',
      'a',
      'token ',
      'password: ',
      'http://a:',
      'eyJ',
      '-----BEGIN PRIVATE KEY-----',
      '?key=',
      'Bearer ',
      'sk-a_',
    ]) {
      const text = unit.repeat(Math.ceil(200_000 / unit.length));
      expect(await cpuMsOf(() => mask(text)), unit).toBeLessThan(2_000);
    }
  });
});

const file = new URL('../../../shared/data/safety_pii/texts.jsonl', import.meta.url);
type Row = { text: string; spans: { type: string; value: string }[] };

describe.skipIf(!existsSync(file))('on labelled texts', () => {
  it('finds cards and account numbers and nothing else', () => {
    const rows: Row[] = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const wanted = rows.flatMap(({ text, spans }) =>
      spans
        .filter(({ type }) => type === 'CREDIT_CARD' || type === 'IBAN_CODE')
        .map(({ value }) => ({ value, text })),
    );
    const missed = wanted.filter(({ value, text }) => masked(text).includes(value));
    const wrong = rows.filter(
      ({ text, spans }) =>
        mask(text).found.length > 0 &&
        !spans.some(({ type }) => type === 'CREDIT_CARD' || type === 'IBAN_CODE'),
    );
    expect(wanted.length).toBeGreaterThan(80);
    expect(missed).toEqual([]);
    expect(wrong).toEqual([]);
  });
});
