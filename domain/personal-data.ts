import { isEveryday } from './everyday-words.ts';
import { capitalised } from './letter-frame.ts';
import { mask } from './redaction.ts';
import { type RedactionKind, kindOfPlaceholder, placeholders } from './redaction-kinds.ts';
import { stem } from './stem.ts';
import { stopWords } from './stop-words.ts';

/** A person whose name and address must not stand in a text. */
export type KnownPerson = {
  readonly name: string | null;
  readonly email: string | null;
  /** Of a customer the company is masked as well: it is told by the host of the address. */
  readonly isCustomer: boolean;
};

export type Anonymous = { readonly text: string; readonly masks: number };

const words: Readonly<Record<RedactionKind, string>> = {
  CARD: '[card number]',
  IBAN: '[account number]',
  SECRET: '[secret]',
  PASSWORD: '[password]',
  ID: '[number]',
  BIRTH: '[date]',
  EMAIL: '[e-mail address]',
  PHONE: '[number]',
  IP: '[number]',
  ADDRESS: '[address]',
  NAME: '[name]',
};

type Rule = { readonly pattern: RegExp; readonly replace: (...found: string[]) => string };

const always =
  (word: string): Rule['replace'] =>
  () =>
    word;

const digitsIn = (text: string): number => text.match(/\d/g)?.length ?? 0;

/** Addresses of help articles have a number in them and are nobody's. */
const isPublicAddress = (path: string): boolean =>
  !/@|[\w-]{41}/.test(path) && (digitsIn(path) < 4 || /\/articles?\/\d/.test(path));

const relations =
  'colleague|coworker|co-worker|manager|boss|assistant|husband|wife|partner|son|daughter|mother|father|brother|sister|friend|Kollegin|Kollege[n]?|Chefin|Chef|Mitarbeiterin|Mitarbeiter|collègue|compañer[oa]';
const introductions =
  "[Mm]y name is|[Mm]y name['’]s|I['’]m|I am|[Tt]his is|[Ii]ch heiße|[Mm]ein Name ist|[Jj]e m['’]appelle|[Mm]e llamo|[Mm]i nombre es|[Mm]i chiamo|[Mm]eu nome é|[Ii]k heet|[Mm]ijn naam is";
const titles =
  'Mr|Mrs|Ms|Miss|Dr|Prof|Herrn?|Frau|Monsieur|Madame|Mme|Señora?|Sra?|Signora?|Dhr|Mevrouw|mevrouw|meneer';
const callings = '[Hh]i|[Hh]ello|[Hh]ey|[Dd]ear|[Hh]allo|[Ll]iebe[rs]?|[Bb]onjour|[Hh]ola|[Cc]iao';

const streets =
  'Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Boulevard|Blvd|Way|Court|Ct|Square|Sq|Close|Terrace';

/** In this order: what a rule made is left alone by the next. All bounded, nothing nested. */
const rules: readonly Rule[] = [
  {
    pattern: /[^\s@<>()[\]"',;:]{1,64}@[^\s@<>()[\]"',;:/]{1,255}\.\p{L}{2,24}/gu,
    replace: always('[e-mail address]'),
  },
  {
    pattern: /(https?:\/\/|(?<![\p{L}\d.])www\.)([^\s<>"'()[\]]{1,2000})/giu,
    replace: (_, scheme = '', path = '') => {
      const bare = path.replace(/[?#].*$/u, '');
      return isPublicAddress(bare) ? `${scheme}${bare}` : '[link]';
    },
  },
  {
    pattern: new RegExp(
      String.raw`(?<![\p{L}\d])\d{1,5}[a-z]? (?:${capitalised} ){1,3}(?:${streets})(?![\p{L}\d])`,
      'gu',
    ),
    replace: always('[address]'),
  },
  {
    pattern:
      /(?<![\p{L}\d])\p{Lu}[\p{L}-]{1,40}(?:straße|strasse|str\.|weg|platz|gasse|allee) \d{1,4}[a-z]?(?![\p{L}\d])/gu,
    replace: always('[address]'),
  },
  // Dates, addresses of machines, telephone numbers.
  {
    pattern: /(?<![\p{L}\d])\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})(?![\p{L}\d])/gu,
    replace: always('[date]'),
  },
  { pattern: /(?<![\p{L}\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\p{L}\d])/gu, replace: always('[number]') },
  {
    pattern: /(?<![\p{L}\d])\+?\(?\d(?:[ \u00A0()./–-]{0,3}\d){6,24}(?![\p{L}\d])/gu,
    replace: always('[number]'),
  },
  // Numbers of customers, orders, invoices, with and without letters; links are left whole.
  {
    pattern: /https?:\/\/[^\s<>"'()[\]]{1,2000}|(?<![\p{L}\d])[\p{L}\d][\p{L}\d_-]{3,80}/gu,
    replace: (found) =>
      /^https?:/.test(found) || digitsIn(found) < (/^\d+$/.test(found) ? 5 : 4)
        ? found
        : '[number]',
  },
  { pattern: /(?<![\w@/.])@[A-Za-z0-9_][\w.-]{2,30}/gu, replace: always('[name]') },
  ...[introductions, `(?:${titles})\\.?`, relations, callings].map(
    (before): Rule => ({
      pattern: new RegExp(
        String.raw`(?<![\p{L}\d])((?:${before})[ \t]{1,3})(${capitalised}(?: ${capitalised}){0,2})`,
        'gu',
      ),
      replace: (_, lead = '') => `${lead}[name]`,
    }),
  ),
];

/** Mail hosts that say nothing of whom somebody works for. */
const mailHosts = new Set(
  'gmail googlemail outlook hotmail live msn yahoo ymail icloud me mac aol gmx web proton protonmail mail mailbox posteo fastmail zoho yandex orange free t-online example test'.split(
    ' ',
  ),
);

const noBoundaries = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`);

const isWord = (part: string): boolean => {
  const lower = part.toLowerCase();
  return stopWords('en').has(lower) || isEveryday(stem(lower, 'en'));
};

/** Parts of people's names; of an address what stands before the sign, too. */
function partsOf({ name, email }: KnownPerson): string[] {
  const local = (email ?? '').split('@')[0] ?? '';
  return [
    ...(name ?? '').split(/[\s,()]+/u),
    ...local.split(/[^\p{L}]+/u).filter((part) => part.length > 2),
  ].filter((part) => /\p{L}/u.test(part) && part.length > 1);
}

function companyOf({ email, isCustomer }: KnownPerson): string[] {
  const labels = (email?.split('@')[1] ?? '').split('.');
  const label =
    labels.length > 2 && (labels.at(-2) ?? '').length < 4 ? labels.at(-3) : labels.at(-2);
  if (!isCustomer || label === undefined || label.length < 4) return [];
  return mailHosts.has(label.toLowerCase()) || isWord(label) ? [] : [label];
}

/** Everyday words that are names too (Will, Mark) are masked where they are written as names. */
function patternsOf(parts: readonly string[], word: string): Rule[] {
  const unique = [...new Set(parts)].sort((one, other) => other.length - one.length);
  return unique.map((part) => {
    const plain = escaped(part);
    const edges = noBoundaries.test(part)
      ? plain
      : String.raw`(?<![\p{L}\d[])${plain}(?:['’]s)?(?![\p{L}\d])`;
    const capital = part.charAt(0).toUpperCase() + part.slice(1).toLowerCase();
    return isWord(part)
      ? {
          pattern: new RegExp(
            String.raw`(?<![\p{L}\d[])(?:${escaped(capital)}|${escaped(part.toUpperCase())})(?![\p{L}\d])`,
            'gu',
          ),
          replace: always(word),
        }
      : { pattern: new RegExp(edges, 'giu'), replace: always(word) };
  });
}

/**
 * Takes out of a text what tells who somebody is: the names of the people given, addresses,
 * numbers, dates, secrets, and names that are introduced as such. Words in brackets stand for it,
 * equal ones for different values: nobody can tell how often somebody is named. It does not find a
 * stranger's name in running text.
 */
export function withoutPersonalData(text: string, people: readonly KnownPerson[]): Anonymous {
  const masked = mask(text.normalize('NFC'));
  let masks = masked.found.length;
  let result = masked.text.replaceAll(placeholders, (found) => {
    const kind = kindOfPlaceholder(found);
    return kind === null ? found : words[kind];
  });
  const named = [
    ...patternsOf(people.flatMap(partsOf), '[name]'),
    ...patternsOf(people.flatMap(companyOf), '[company]'),
  ];
  for (const { pattern, replace } of [...rules, ...named]) {
    result = result.replaceAll(pattern, (...found: string[]) => {
      const made = replace(...found);
      if (made !== found[0] && made.includes('[')) masks += 1;
      return made;
    });
  }
  return { text: joinedNames(result), masks };
}

/** A first and a last name are one name. */
const joinedNames = (text: string): string =>
  text.replaceAll(/\[name\](?:[ ,.]{1,2}\[name\])+/g, '[name]');
