import { compact } from './redaction-accounts.ts';
import { type Finder, finderOf } from './redaction-finding.ts';
import { passesLuhn } from './redaction-numbers.ts';

/** Numbers that a state gives to a person: where a check digit or the words before them tell. */

const digitsOf = (value: string): number[] => [...value.replaceAll(/\D/g, '')].map(Number);

const isSocialSecurity = (value: string): boolean =>
  /^(?!000|666|9)\d{3}(?!00)\d{2}(?!0000)\d{4}$/.test(value.replaceAll(/\D/g, ''));

/** Spain: the letter is the rest of 23. */
function isSpanish(value: string): boolean {
  const number = compact(value).replace(/^[XYZ]/, (letter) => String('XYZ'.indexOf(letter)));
  return number.at(-1) === 'TRWAGMYFPDXBNJZSQVHLCKE'[Number(number.slice(0, -1)) % 23];
}

/** Brazil: two check digits, each the rest of 11. */
function isBrazilian(value: string): boolean {
  const digits = digitsOf(value);
  if (new Set(digits).size === 1) return false;
  return [9, 10].every((length) => {
    const sum = digits
      .slice(0, length)
      .reduce((all, digit, at) => all + digit * (length + 1 - at), 0);
    return digits[length] === ((sum * 10) % 11) % 10;
  });
}

/** France: the last two are 97 less the rest of 97. */
const isFrench = (value: string): boolean => {
  const digits = value.replaceAll(/\D/g, '');
  return 97 - (Number(digits.slice(0, 13)) % 97) === Number(digits.slice(13));
};

/** Sweden: a date and a check digit as of cards. */
const isSwedish = (value: string): boolean => {
  const digits = value.replaceAll(/\D/g, '').slice(-10);
  const [month, day] = [Number(digits.slice(2, 4)), Number(digits.slice(4, 6))];
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 && passesLuhn(digits);
};

const words = [
  'ssn|social security(?: number| no\\.?)?|national insurance(?: number| no\\.?)?|nino',
  'national id(?:entity)?(?: card)?(?: number| no\\.?)?|identity card(?: number| no\\.?)?|id card(?: number| no\\.?)',
  "passport(?: number| no\\.?)?|driv(?:er|ing)[’' s]{0,3}licen[cs]e(?: number| no\\.?)?",
  'tax (?:id|identification)(?: number)?|steuer(?:-?id|nummer|identifikationsnummer)|ausweis(?:nummer| nr\\.?)',
  'reisepass(?:nummer)?|sozialversicherungsnummer|dni|nie|cpf|codice fiscale|pesel|bsn|burgerservicenummer|aadhaar|personnummer|numéro de sécurité sociale',
].join('|');

const withWords = finderOf(
  'ID',
  new RegExp(
    String.raw`(?<![\p{L}\d])(?:${words})(?:[ \t]{0,3}(?:is|was|ist|lautet|est|es|è|é|[:=#-]|n[o°º]\.?)){0,3}[ \t]{0,3}((?=[A-Z\d .-]{0,12}\d[A-Z\d .-]{0,12}\d[A-Z\d .-]{0,12}\d)[A-Z\d](?:[ .-]?[A-Z\d]){5,19})(?![\p{L}\d])`,
    'giu',
  ),
  // Words of a sentence are letters with blanks between.
  (value) => digitsOf(value).length >= 5 && !/\p{L} \p{L}|\p{L}{7}/u.test(value),
);

const finders: readonly Finder[] = [
  finderOf('ID', /(?<![\p{L}\d.-])\d{3}-\d{2}-\d{4}(?![\p{L}\d]|-\d)/gu, isSocialSecurity),
  // Great Britain's insurance number has no check digit, but a shape of its own.
  finderOf(
    'ID',
    /(?<![\p{L}\d])(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D](?![\p{L}\d])/gu,
  ),
  finderOf('ID', /(?<![\p{L}\d])(?:\d{8}|[XYZ]-?\d{7})-?[A-HJ-NP-TV-Z](?![\p{L}\d])/gu, isSpanish),
  finderOf('ID', /(?<![\p{L}\d])\d{3}\.\d{3}\.\d{3}-\d{2}(?![\p{L}\d])/gu, isBrazilian),
  finderOf(
    'ID',
    /(?<![\p{L}\d])[12] ?\d{2} ?(?:0[1-9]|1[0-2]) ?\d{2} ?\d{3} ?\d{3} ?\d{2}(?![\p{L}\d])/gu,
    isFrench,
  ),
  finderOf('ID', /(?<![\p{L}\d.-])(?:19|20)?\d{6}[-+]\d{4}(?![\p{L}\d]|-\d)/gu, isSwedish),
  finderOf('ID', /(?<![\p{L}\d])[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z](?![\p{L}\d])/gu),
  withWords,
];

export const ids: Finder = (text) => finders.flatMap((find) => find(text));
