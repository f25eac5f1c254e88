import { isEveryday } from './everyday-words.ts';
import { capitalised, farewells, greetings } from './letter-frame.ts';
import { type Finder, finderOf } from './redaction-finding.ts';
import { stem } from './stem.ts';
import { stopWords } from './stop-words.ts';

/**
 * Names where the words around them tell that they are some: introductions, titles, signatures, the names
 * of the people of the thread. A name in running text is left: a product's name looks just like it, and a
 * draft without it is worth nothing.
 */

const particle = '(?:de|van|von|der|da|la|del|den|di|bin|dos)';
const name = String.raw`${capitalised}(?:[ \t]{1,2}(?:${particle} ){0,2}(?:${capitalised}|\p{Lu}\.)){0,3}`;
const fullName = String.raw`${capitalised}(?:[ \t]{1,2}(?:${particle} ){0,2}(?:${capitalised}|\p{Lu}\.)){1,3}`;

const introductions =
  "[Mm]y (?:full |first |last |given |family |maiden )?name(?: is|['’]s)|[Ii]ch heiße|[Mm]ein Name ist|[Jj]e m['’]appelle|[Mm]on nom est|[Mm]e llamo|[Mm]i nombre es|[Mm]i chiamo|[Ii]l mio nome è|[Mm]eu nome é|[Cc]hamo-me|[Ii]k heet|[Mm]ijn naam is|[Nn]azywam się|[Jj]ag heter|[Jj]eg hedder";
const labels =
  '(?:[Yy]our|[Hh]is|[Hh]er|[Tt]heir|[Ff]ull|[Ff]irst|[Ll]ast|[Mm]aiden|[Ff]amily|[Gg]iven|[Hh]older) name(?:[:?]| is| was)|[Ss]urname(?:[:?]| is| was)';
const relations =
  "(?:[Mm]y|[Oo]ur) (?:colleague|co-?worker|manager|boss|assistant|husband|wife|partner|son|daughter|mother|father|brother|sister|friend|kid|child)(?:['’]s name(?: is)?|,| is called| named)?";
const titles =
  '(?:Mrs?|Ms|Mx|Dr|Prof|Sra?|Srta|Mme|Mlle|Dhr|Mevr)\\.?|(?:mrs?|ms|dr|prof)\\.|Miss|Herrn?|Frau|Monsieur|Madame|Señora?|Signora?';

/** Words that are written large after "I am" and before "Support" without being a name. */
const roles = new Set(
  "admin administrator manager director senior junior lead head owner founder ceo cto cfo developer engineer support sales marketing team customer user premium pro plus business enterprise free basic trial service office company inc ltd gmbh llc sir madam there all everyone using german english french spanish italian american british dutch european goodbye bye assistant chat bot chatbot i'm i’m we're we’re you're it's it’s that's".split(
    ' ',
  ),
);

const isWord = (part: string): boolean => {
  if (/\p{Lu}{2}/u.test(part)) return true;
  const lower = part.toLowerCase();
  return roles.has(lower) || stopWords('en').has(lower) || isEveryday(stem(lower, 'en'));
};
const wordsOf = (value: string): string[] =>
  value.split(/[^\p{L}'’-]+/u).filter((word) => word.length > 1);

/** At least one word is no word of every day; "Mark" and "Will" are names after a title. */
const isLikely = (value: string): boolean => wordsOf(value).some((word) => !isWord(word));
/** None is: where the words before tell less. */
const isCertain = (value: string): boolean => {
  const words = wordsOf(value);
  return words.length > 0 && !words.some(isWord);
};

const led = (before: string, after = '', found = name, isOne = isLikely): Finder =>
  finderOf(
    'NAME',
    new RegExp(
      String.raw`(?<![\p{L}\d])(?:${before})[ \t]{1,3}(${found})(?![\p{L}\d])${after}`,
      'gu',
    ),
    isOne,
  );

const finders: readonly Finder[] = [
  led(introductions),
  led(labels),
  led(relations, '', name, isCertain),
  led(titles),
  finderOf(
    'NAME',
    new RegExp(String.raw`(?<![\p{L}\d])(${name}) (?:lives|was born|passed away)(?![\p{L}])`, 'gu'),
    isCertain,
  ),
  finderOf(
    'NAME',
    new RegExp(
      String.raw`(?:^|\n)[> \t]{0,5}(?:Name|Full [Nn]ame|Contact|Nom|Nombre|Nome|Naam)[ \t]{0,2}:[ \t]{0,8}(${name})[ \t]{0,3}(?=\n|$)`,
      'gu',
    ),
    isCertain,
  ),
  led(
    "[Ii]['’]m|[Ii] am",
    String.raw`(?=[ \t]{0,2}(?:[,.!;\n(]|and |from |at |with |$))`,
    fullName,
    isCertain,
  ),
  led('[Tt]his is', '(?= (?:(?:from|at|with) \\p{Lu}|speaking|calling|writing))', name, isCertain),
  // "Dana here", at the beginning.
  finderOf(
    'NAME',
    new RegExp(
      String.raw`^\s{0,5}(?:(?:${greetings})[,.! ]{1,3})?(${name}) here[,.! ]`,
      'u'.concat('g'),
    ),
    isCertain,
  ),
  finderOf(
    'NAME',
    new RegExp(
      String.raw`^\s{0,5}(?:${greetings})[ \t]{1,3}(${name})[ \t]{0,3}(?=[,!.:\n–-]|$)`,
      'gu',
    ),
    isCertain,
  ),
  // A farewell and who says it, at the end of a line or on the next one.
  finderOf(
    'NAME',
    new RegExp(
      String.raw`(?:^|\n|(?<=[.!?] ))[ \t]{0,5}(?:${farewells})[,.!]{0,3}(?:[ \t]{0,5}\n){0,3}[ \t]{0,5}[-–—]?[ \t]?(${name})[.,]?[ \t]{0,5}(?=\n|$)`,
      'gu',
    ),
    isCertain,
  ),
  finderOf(
    'NAME',
    new RegExp(
      String.raw`(?<=[.!?][ \t]{0,3}\n?[ \t]{0,3})\n[ \t]{0,5}[-–—~][ \t]?(${name})\s{0,20}$`,
      'gu',
    ),
    isCertain,
  ),
];

/** A line of its own above a telephone number, an address or a mailbox: the block below a letter. */
const heads = finderOf(
  'NAME',
  new RegExp(
    String.raw`(?<=^|\n[> \t]{0,5}\n)[> \t]{0,5}(${fullName})[ \t]{0,3}(?=(?:\n[^\n]{0,50}){0,3}?\n[^\n]{0,50}(?:@|\+\d|(?:Suite|Apt|Box|Tel|Phone|Mobile|Fax)[.: ]|\d (?:office|mobile|fax)))`,
    'gu',
  ),
  isCertain,
);

export const names: Finder = (text) => [...finders, heads].flatMap((find) => find(text));

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`);

/**
 * Names of people that the thread names, where they stand in full. Parts of them are left: a customer
 * called Slack would take a product's name out of every question.
 */
export function namesOf(people: readonly string[]): Finder {
  const full = people
    .map((person) => person.trim().split(/\s+/u))
    .filter((parts) => parts.length > 1 && parts.length < 6 && parts.join('').length > 4)
    .map((parts) => parts.map(escaped).join(String.raw`\s{1,3}`));
  if (full.length === 0) return () => [];
  const any = [...new Set(full)].sort((one, other) => other.length - one.length).join('|');
  return finderOf('NAME', new RegExp(String.raw`(?<![\p{L}\d])(?:${any})(?![\p{L}\d])`, 'giu'));
}
