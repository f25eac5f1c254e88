import { isEveryday } from './everyday-words.ts';
import { capitalised } from './letter-frame.ts';
import { type Finder, finderOf } from './redaction-finding.ts';
import { stem } from './stem.ts';

/** Where somebody lives: streets with their numbers, boxes, codes. Places without a street are left. */

const streets =
  'Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Boulevard|Blvd|Terrace|Crescent|Parade|Highway|Hwy|Parkway|Pkwy|Mews';
/** Words that name other things too ("2 Google Drive folders"): the line has to end behind them. */
const streetsAtTheEnd =
  'Drive|Dr|Way|Court|Ct|Square|Squares|Sq|Close|Circle|Trail|Gardens|Grove|Place|Row|Walk|Rise';
const beforeNames =
  '[Rr]ue|[Aa]venue|[Bb]oulevard|[Cc]hemin|[Vv]ia|[Vv]iale|[Pp]iazza|[Cc]orso|[Ss]trada|[Vv]icolo|[Rr]ua|[Aa]venida|[Tt]ravessa|[Cc]alle|[Pp]aseo|[Pp]laza|[Cc]arrera|[Rr]úa|[Cc]amino|[Uu]l\\.|[Uu]lica|[Aa]leja';
const atTheEnd =
  'straße|strasse|str\\.|weg|platz|gasse|allee|ufer|damm|straat|laan|plein|kade|gracht|gatan|vägen|gata|veien|gate|vej|gade|stræde|katu|tie|kuja|utca|brücke|braut|stræti|straeti|allé|bakken|vænget|parken|torget|plads|terrasse|sgade';
const small = '(?:de|du|des|la|le|les|del|della|dei|delle|di|do|da|dos|das|el|los|las|van|den|der)';
const number = String.raw`\d{1,5}[A-Za-z]?`;

const unitWords = 'Apt|Apartment|Suite|Ste|Unit|Flat|Floor|Apto|Wohnung|apt|suite|unit';
/** A flat or a suite, on the same line or the next one. */
const unit = String.raw`(?:[,\n]?[ \t\n>]{0,6}(?:${unitWords})\.? ?#?\d{1,5}[A-Za-z]?){0,2}`;
/** Lines that follow up to one that ends with a code; bounded, so that no letter is swallowed. */
const place = String.raw`(?:(?:[ \t]{0,3}\n[ \t>]{0,6}|,[ \t]{1,3})[\p{L}\p{N} .,'’-]{0,40}?){0,3}?`;
const rest = String.raw`${unit}(?:${place}(?<![\p{L}\d])(?:[A-Z]{2} )?(?:\d{5}(?:-\d{3,4})?|\d{4} ?[A-Z]{2}|\d{4}|[A-Z]\d[A-Z] \d[A-Z]\d|[A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2}|\d{2}-\d{3}|\d{3} \d{2})(?![\p{L}\d.,:/-]\d|[\p{L}\d]))?`;

const named = (body: string): Finder =>
  finderOf('ADDRESS', new RegExp(String.raw`(?<![\p{L}\d.])(?:${body})${rest}`, 'gu'));

/** Capitalised words and numbers, at least one of each, after words that announce an address. */
const lead =
  "[Aa]ddress(?:[ ](?:is|to|with|at))?|[Aa]dresse(?: ist| lautet)?|[Dd]irección(?: es)?|[Ii]ndirizzo(?: è)?|[Ee]ndereço(?: é)?|[Ll]iv(?:e|es|ed|ing) (?:at|on|in)|[Ss]en[dt](?: it| one| them)? to|[Dd]eliver(?:ed)?(?: it)? to|[Ss]hip(?:ped)?(?: it)? to|[Rr]eturn(?:ed)?(?: it)? to|(?:office|shop|store|house|station) is (?:at|on)|[Ww]ohne(?: ich)? in|[Jj]’habite(?: au)?|[Vv]ivo en|[Ss]ide of|[Aa]ddress\\?? [Ii]t is|[Ii]t[’']s (?:in|at)|(?:one|it|them) to";
const token = String.raw`(?:${capitalised}\.?|${number}\.?|${small})`;
const months =
  /^(?:January|February|March|April|May|June|July|August|September|October|November|December)$/u;
/** Numbers and a word that is not of every day: "10 AM" and "Plan 2" are no places. */
const isPlace = (value: string): boolean =>
  /\d/.test(value) &&
  value
    .split(/[^\p{L}]+/u)
    .some(
      (word) =>
        /^\p{Lu}\p{L}{3}/u.test(word) &&
        !months.test(word) &&
        !isEveryday(stem(word.toLowerCase(), 'en')),
    );
const announced: Finder = finderOf(
  'ADDRESS',
  new RegExp(
    String.raw`(?<![\p{L}\d])(?:${lead})[ \t]{0,2}:?\s{1,8}((?=[\p{L}\d .’'-]{0,40}\p{Lu})(?=[\p{L} .’'-]{0,40}\d)(?:${number}|${capitalised}\.?)(?:,? ${token}){1,8}${rest})`,
    'gu',
  ),
  isPlace,
);

/** "The corner of Long Street 4 and Abbey Row": both. */
const corners: Finder = finderOf(
  'ADDRESS',
  new RegExp(
    String.raw`(?<![\p{L}\d])corner of ((?:\d{1,5} )?${capitalised}\.?(?: ${token}){0,5} (?:and|&) (?:\d{1,5} )?${capitalised}(?: ${token}){0,3})`,
    'gu',
  ),
  isPlace,
);

const withUnit: Finder = finderOf(
  'ADDRESS',
  new RegExp(
    String.raw`(?<![\p{L}\d.])(?=[\p{L}\d .,’'-]{0,60}\d)(?:${number},? ){0,2}${capitalised}(?: ${token}){0,5} ${number}\.?[ \t]{0,2},?[ \t\n>]{1,8}(?:${unitWords})\.? ?#?\d{1,5}[A-Za-z]?(?![\p{L}\d])${rest}`,
    'gu',
  ),
);

const codes: Finder = finderOf(
  'ADDRESS',
  /(?<![\p{L}\d])(?:zip(?: ?code)?|post(?:al)? ?code|plz|postleitzahl|code postal|código postal|cep|postnummer)(?:[ \t]{0,2}(?:is|ist|est|es|è|é|[:=-])){0,2}[ \t:]{1,3}((?=[a-z\d -]{0,9}\d)[a-z\d]{2,6}(?:[ -](?=[a-z\d]{0,3}\d)[a-z\d]{2,4}| [a-z]{2}(?![\p{L}\d]))?)(?![\p{L}\d])/giu,
);

const boxes: Finder = finderOf(
  'ADDRESS',
  /(?<![\p{L}\d])(?:\d{1,5} )?(?:(?:PSC|CMR|Unit) ?\d{3,5},? Box \d{1,5}|P\.? ?O\.? ?Box \d{1,6}|Postfach \d{2,8})(?:[ ,]{0,2}\s{0,4}(?:APO|DPO|FPO) (?:AA|AE|AP) \d{5})?/giu,
);

const finders: readonly Finder[] = [
  named(
    String.raw`${number}(?:,? \d{1,4})?,? (?:${capitalised} ){1,4}(?:${streets})(?![\p{L}\d])\.?`,
  ),
  named(
    String.raw`(?<!© )${number}(?:,? \d{1,4})?,? (?!(?:Google|One|Microsoft) )(?:${capitalised} ){1,4}(?:${streetsAtTheEnd})(?=[ \t]{0,2}(?:[,.\n]|$|${unitWords}))`,
  ),
  named(
    String.raw`${number},? (?:bis |ter )?(?:${beforeNames}) (?:(?:${small} |[dl]['’]){1,2}[\p{L}’'-]{2,30}|${capitalised})(?:[ -]${capitalised}){0,3}(?:,? ${number}(?![\p{L}\d]))?`,
  ),
  named(
    String.raw`(?:\d{1,5} )?(?:${beforeNames}) (?:${small} ){0,2}(?:${capitalised} ){0,3}${capitalised},? (?:n[o°º.]{0,2} ?)?${number}(?![\p{L}\d])`,
  ),
  named(
    String.raw`(?:\d{1,5} )?(?:\p{Lu}[\p{L}-]{1,40}(?:${atTheEnd})|${capitalised} (?:Straße|Strasse|Str\.|Weg|Platz|Allee|tér|utca|út|u\.|rkp\.|krt\.|terrasse)) ${number}(?![\p{L}\d])\.?`,
  ),
  // A flat or a suite after a number and a name tells that they are an address.
  withUnit,
  announced,
  corners,
  codes,
  boxes,
];

export const addresses: Finder = (text) => finders.flatMap((find) => find(text));
