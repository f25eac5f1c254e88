import fc from 'fast-check';
import type { RedactionKind } from '../../domain/redaction-kinds.ts';
import { isAccountNumber, passesLuhn } from '../../domain/redaction-numbers.ts';

/** Something that is promised to be masked, and a sentence in which a customer would write it. */
export type Seeded = {
  readonly kind: RedactionKind;
  readonly value: string;
  readonly sentence: string;
};

const digits = (count: number, first = '123456789') =>
  fc
    .tuple(fc.constantFrom(...first), fc.stringMatching(new RegExp(`^[0-9]{${count - 1}}$`)))
    .map(([one, rest]) => one + rest);
const word = (count: number) => fc.stringMatching(new RegExp(`^[a-z0-9]{${count}}$`));
const letters = (count: number) => fc.stringMatching(new RegExp(`^[b-df-hj-np-tv-z]{${count}}$`));
const name = letters(9).map((rest) => `Q${rest}`);

const withCheckDigit = (start: string): string =>
  start + ([...'0123456789'].find((digit) => passesLuhn(start + digit)) ?? '0');
const accountOf = (number: string): string =>
  [...Array(97).keys()]
    .map((check) => `DE${String(check + 2).padStart(2, '0')}${number}`)
    .find(isAccountNumber) ?? '';

const seededOf = (
  kind: RedactionKind,
  value: fc.Arbitrary<string>,
  ...sentences: ((value: string) => string)[]
): fc.Arbitrary<Seeded> =>
  fc
    .tuple(value, fc.constantFrom(...sentences))
    .map(([one, sentence]) => ({ kind, value: one, sentence: sentence(one) }));

/** One arbitrary a kind that docs/data.md promises, in contexts that it names. */
export const seededByKind: Readonly<Record<RedactionKind, fc.Arbitrary<Seeded>>> = {
  CARD: seededOf(
    'CARD',
    digits(14).map((rest) => withCheckDigit(`4${rest}`)),
    (value) => `My card ${value} was charged twice.`,
    (value) => `(${value})`,
  ),
  IBAN: seededOf('IBAN', digits(18).map(accountOf), (value) => `Pay it to ${value}, please.`),
  SECRET: seededOf(
    'SECRET',
    word(30),
    (value) => `I use sk-proj-${value} for that.`,
    (value) => `See https://app.example/reset?token=${value}&x=1 for it.`,
    (value) => `Authorization: Bearer ${value}`,
  ),
  PASSWORD: seededOf(
    'PASSWORD',
    word(12).map((rest) => `x1${rest}`),
    (value) => `My password is ${value}`,
    (value) => `Passwort: ${value}`,
  ),
  ID: seededOf(
    'ID',
    fc
      .tuple(fc.integer({ min: 100, max: 665 }), fc.integer({ min: 10, max: 99 }), digits(4))
      .map(([area, group, serial]) => `${area}-${group}-${serial}`),
    (value) => `Here is my SSN: ${value}`,
    (value) => `${value} is my number.`,
  ),
  BIRTH: seededOf(
    'BIRTH',
    fc
      .tuple(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 10, max: 28 }),
        fc.integer({ min: 1930, max: 2009 }),
      )
      .map(([month, day, year]) => `${day}/${month}/${year}`),
    (value) => `I was born on ${value}.`,
    (value) => `Date of birth: ${value}`,
  ),
  EMAIL: seededOf(
    'EMAIL',
    fc.tuple(word(10), word(8)).map(([local, host]) => `q${local}@q${host}.example`),
    (value) => `Write to ${value}.`,
    (value) => `<${value}>`,
  ),
  PHONE: seededOf(
    'PHONE',
    digits(9).map((rest) => `+49${rest}`),
    (value) => `Call me at ${value}.`,
    (value) => `Tel. ${value}`,
  ),
  IP: seededOf(
    'IP',
    fc
      .tuple(
        fc.integer({ min: 20, max: 99 }),
        fc.integer({ min: 101, max: 254 }),
        fc.integer({ min: 101, max: 254 }),
        fc.integer({ min: 101, max: 254 }),
      )
      .map((parts) => parts.join('.')),
    (value) => `It failed from ${value} today.`,
  ),
  ADDRESS: seededOf(
    'ADDRESS',
    fc.tuple(digits(3), name).map(([number, street]) => `${number} ${street} Street`),
    (value) => `Send it to ${value}, please.`,
  ),
  NAME: seededOf(
    'NAME',
    fc.tuple(name, name).map((parts) => parts.join(' ')),
    (value) => `My name is ${value} and I wait.`,
    (value) => `Ask Dr. ${value} about it.`,
  ),
};

export const seeded = fc.oneof(...Object.values(seededByKind));
