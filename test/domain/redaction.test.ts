import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMasking, mask, maskAll } from '../../domain/redaction.ts';
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
    [
      'my mail is jo.b+x@mail.example, not Jo.B+X@mail.example',
      'my mail is <EMAIL_1>, not <EMAIL_1>',
    ],
    ['jörg@müller.example or jo [at] mail.example', '<EMAIL_1> or <EMAIL_2>'],
    ['https://x.example/u?mail=jo%40mail.example', 'https://x.example/u?mail=<EMAIL_1>'],
    ['https://jo:pa55word@mail.example/x', 'https://jo:<SECRET_1>@mail.example/x'],
    ['+49 151 2345 6789 or 0049 151 23456789', '<PHONE_1> or <PHONE_1>'],
    ['call me at 699 956 915', 'call me at <PHONE_1>'],
    ['0494 92 82 32 and (579)888-3058 and 415-555-2671', '<PHONE_1> and <PHONE_2> and <PHONE_3>'],
    ['72 128 827 office', '<PHONE_1> office'],
    ['it failed from 86.121.97.248', 'it failed from <IP_1>'],
    ['2001:db8:85a3::8a2e:370:7334 is mine', '<IP_1> is mine'],
    ['SSN 460-89-9847', 'SSN <ID_1>'],
    ['DNI 12345678Z', 'DNI <ID_1>'],
    ['CPF 529.982.247-25', 'CPF <ID_1>'],
    ['passport no. C01X00T47', 'passport no. <ID_1>'],
    ['born on 2/8/1935 and geboren am 3. März 1980', 'born on <BIRTH_1> and geboren am <BIRTH_2>'],
    ['ship it to 12 Baker Street, London NW1 6XE please', 'ship it to <ADDRESS_1> please'],
    ['Hauptstraße 4 or 12 rue de la Paix', '<ADDRESS_1> or <ADDRESS_2>'],
    ['my zip code is 35350', 'my zip code is <ADDRESS_1>'],
    ['My name is Zoë Quill and I wait', 'My name is <NAME_1> and I wait'],
    ["I'm Naomi Ryan, from Leeds", "I'm <NAME_1>, from Leeds"],
    ['ask Dr. Quill or ms. Byte', 'ask Dr. <NAME_1> or ms. <NAME_2>'],
    ['Please help.\nBest regards,\nDana Byte', 'Please help.\nBest regards,\n<NAME_1>'],
    ['Hi Zorbelina, how do I export?', 'Hi <NAME_1>, how do I export?'],
  ])('%s', (text, expected) => {
    expect(masked(text)).toBe(expected);
  });

  it.each([
    'order 12345678901234',
    'order 4000-1234-1234-1235',
    'order 0494 92 82 32, invoice 415-555-2671, ticket (37) 788063',
    'WebSphere 8.5.5.11 and v7.41.20.33, driver version 31.0.15.3623',
    'the router has 192.168.1.10, DNS is 8.8.8.8, mask 255.255.255.0',
    '06.22.04.000 came after 01.02.2026 10:30, 1 250 000 visits',
    "I am Premium User. This is Fernway from the beginning. I'm German, thanks.",
    'Thanks, Support Team',
    'Hi team, hello there, dear Sir or Madam',
    'I have 2 Google Drive folders and 3 Team Place boards',
    'Our boss wants it at 10 AM, deliver it to 3 Users',
    'The file name: Report Final. The workspace name is Fernway',
    'Founded on 12 March 1980 in Springfield',
    'captain, capacity, 12 March, version 2.0.1',
    'see @fernway or name@ or @ host.com',
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
    'jo@mail.example',
    '@mail.example',
    'https://jo:',
    '+49 151 2345678',
    '0494 92 82 32',
    '86.121.97.248',
    '460-89-9847',
    'born on 2/8/1935',
    '12 Baker Street',
    'call me at ',
    'order ',
    'My name is Zoë Quill',
    'Dr. ',
    '\nThanks,\nDana Byte',
    '<NAME_1>',
  ),
  fc.string({ maxLength: 12 }),
  fc.stringMatching(/^[A-Za-z0-9_-]{0,30}$/),
);
const texts = fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join(' '));

describe('texts that belong together', () => {
  it('number a value once, however it is written', () => {
    const masking = createMasking();
    expect(masking.whole('EMAIL', 'Jo@mail.example')).toBe('<EMAIL_1>');
    expect(masking.text('jo@mail.example, my name is Zoë Quill').text).toBe(
      '<EMAIL_1>, my name is <NAME_1>',
    );
    expect(masking.whole('NAME', 'zoë  quill')).toBe('<NAME_1>');
    expect([...masking.values()]).toEqual([
      ['<EMAIL_1>', { kind: 'EMAIL', value: 'Jo@mail.example' }],
      ['<NAME_1>', { kind: 'NAME', value: 'Zoë Quill' }],
    ]);
  });

  it('give no value a placeholder that somebody typed', () => {
    const texts = ['write <EMAIL_1> to me', 'jo@mail.example'];
    expect(maskAll(texts).map(({ text }) => text)).toEqual(['write <EMAIL_1> to me', '<EMAIL_2>']);
  });

  it('lose the full names of their people, not parts of them', () => {
    const masking = createMasking([], ['Jordan Slack', 'Fin']);
    expect(masking.text('jordan slack uses Slack with Fin').text).toBe(
      '<NAME_1> uses Slack with Fin',
    );
  });
});

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
      'a@',
      'a.',
      'a.b@c.d',
      '1.1.1.1 ',
      '0 1',
      '+1 ',
      '(1)',
      'a:',
      ':1',
      'born on 1.1.',
      '1 Aa ',
      'Aa 1 ',
      '1 Street ',
      'address 1 Aa ',
      'rue de la Aa ',
      '\nThanks,',
      '\n',
      '\nAa Bb',
      'Dr. Aa ',
      'My name is Aa ',
      'passport no 1 ',
      'Suite 1 ',
      'zip 1 ',
      '\u00A0',
      'ß',
    ]) {
      const text = unit.repeat(Math.ceil(200_000 / unit.length));
      expect(await cpuMsOf(() => mask(text)), unit).toBeLessThan(2_000);
    }
  });
});
