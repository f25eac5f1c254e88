import { type Finder, type Finding, finderOf } from './redaction-finding.ts';

const local = String.raw`[\p{L}\p{N}._%+'-]{1,64}`;
const host = String.raw`[\p{L}\p{N}](?:[\p{L}\p{N}.-]{0,200}[\p{L}\p{N}])?\.\p{L}{2,24}`;

/** With the sign, with `%40` as in links, and as `name [at] host`. */
export const mails: Finder = finderOf(
  'EMAIL',
  new RegExp(
    String.raw`(?<![\p{L}\p{N}])(${local}(?:@|%40|[ ]?[([]at[)\]][ ]?)${host})(?![\p{L}\p{N}_])`,
    'giu',
  ),
);

/** What stands before may say that four numbers are no address of a machine. */
const versionWords =
  /(?:version|release|build|firmware|driver|update|section|chapter|v)[ :.]{0,2}$/i;
const addressWords = /(?:\bips?\b|\bip[ -]?address|client_ip)[^\n]{0,24}$/i;

/** Private networks, loopback, masks and public resolvers belong to nobody in particular. */
const isNobodys = (parts: readonly number[]): boolean => {
  const [first = 0, second = 0] = parts;
  return (
    first === 0 ||
    first === 10 ||
    first === 127 ||
    first === 255 ||
    (first === 192 && second === 168) ||
    (first === 169 && second === 254) ||
    (first === 172 && second >= 16 && second < 32) ||
    ['1.1.1.1', '8.8.8.8', '8.8.4.4', '9.9.9.9'].includes(parts.join('.'))
  );
};

const fourNumbers = /(?<![\p{L}\d._-])\d{1,3}(?:\.\d{1,3}){3}(?![\p{L}\d_-]|\.\d)/gu;

function shortAddresses(text: string): Finding[] {
  return [...text.matchAll(fourNumbers)].flatMap(({ 0: found, index }) => {
    const parts = found.split('.').map(Number);
    if (parts.some((part) => part > 255) || isNobodys(parts)) return [];
    const before = text.slice(Math.max(0, index - 40), index);
    if (versionWords.test(before)) return [];
    const long = parts.filter((part) => part > 9).length;
    return long >= 3 || addressWords.test(before)
      ? [{ kind: 'IP', start: index, end: index + found.length }]
      : [];
  });
}

const isLongAddress = (value: string): boolean => {
  const halves = value.split('::');
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  if (halves.length > 2 || groups.some((group) => !/^[\da-f]{1,4}$/i.test(group))) return false;
  return halves.length === 1 ? groups.length === 8 : groups.length >= 3 && groups.length < 8;
};

const longAddresses = finderOf(
  'IP',
  /(?<![\p{L}\p{N}:.])[\da-f]{1,4}(?::{1,2}[\da-f]{1,4}){2,7}(?:::)?(?![\p{L}\p{N}:])/giu,
  isLongAddress,
);

export const machines: Finder = (text) => [...shortAddresses(text), ...longAddresses(text)];

const months =
  'jan|feb|mar|mär|apr|may|mai|jun|jul|aug|ago|sep|oct|okt|out|nov|dec|dez|dic|déc|gen|mag|giu|lug|set|ott|ene|abr|janv|févr|avr|juin|juil|août';
const date = String.raw`(?:\d{1,2}[./-] ?\d{1,2}[./-] ?\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}(?:st|nd|rd|th|\.)? (?:of |de )?(?:${months})\p{L}{0,8}[.,]?(?: de)? \d{2,4}|(?:${months})\p{L}{0,8}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{2,4})`;
const born =
  'born(?: on| in)?|date of birth|birth ?da(?:y|te)|d\\.?o\\.?b\\.?|geboren(?: am)?|geburts(?:datum|tag)|né(?:e)? le|date de naissance|nacid[oa] el|fecha de nacimiento|nat[oa] il|data di nascita|nascid[oa] em|data de nascimento|geboortedatum|födelsedatum|data urodzenia';

/** Dates that are said to be of a birth; others say nothing about a person. */
export const births: Finder = finderOf(
  'BIRTH',
  new RegExp(
    String.raw`(?<![\p{L}\d])(?:${born})(?:[ \t]{0,2}(?:is|was|ist|war|est|es|è|é|[:=-])){0,2}[ \t]{0,3}(${date})(?![\p{L}\d])`,
    'giu',
  ),
);
