import { type Token, tokensOf } from './tokens.ts';

/** Small numbers in words. `one` and its like are articles and pronouns as well: they are never asked for. */
const spelt: Readonly<Record<string, readonly string[]>> = {
  0: ['zero', 'null', 'cero', 'zéro', 'nul'],
  1: [
    'one',
    'once',
    'first',
    'eins',
    'ein',
    'eine',
    'einem',
    'einen',
    'uno',
    'una',
    'un',
    'une',
    'um',
    'uma',
    'een',
  ],
  2: ['two', 'twice', 'second', 'zwei', 'dos', 'deux', 'dois', 'duas', 'twee'],
  3: ['three', 'third', 'drei', 'tres', 'trois', 'tre', 'drie'],
  4: ['four', 'fourth', 'vier', 'cuatro', 'quatre', 'quattro', 'quatro'],
  5: ['five', 'fifth', 'fünf', 'cinco', 'cinq', 'cinque', 'vijf'],
  6: ['six', 'sixth', 'sechs', 'seis', 'sei', 'zes'],
  7: ['seven', 'seventh', 'sieben', 'siete', 'sept', 'sette', 'sete', 'zeven'],
  8: ['eight', 'eighth', 'acht', 'ocho', 'huit', 'otto', 'oito'],
  9: ['nine', 'ninth', 'neun', 'nueve', 'neuf', 'nove', 'negen'],
  10: ['ten', 'tenth', 'zehn', 'diez', 'dix', 'dieci', 'dez', 'tien'],
  11: ['eleven', 'elf', 'once', 'onze', 'undici'],
  12: ['twelve', 'zwölf', 'doce', 'douze', 'dodici', 'doze', 'twaalf'],
  13: ['thirteen', 'dreizehn', 'trece', 'treize', 'tredici', 'treze', 'dertien'],
  14: ['fourteen', 'vierzehn', 'catorce', 'quatorze', 'quattordici', 'veertien'],
  15: ['fifteen', 'fünfzehn', 'quince', 'quinze', 'quindici', 'vijftien'],
  16: ['sixteen'],
  18: ['eighteen'],
  20: ['twenty', 'zwanzig', 'veinte', 'vingt', 'venti', 'vinte', 'twintig'],
  24: ['twentyfour', 'vierundzwanzig'],
  30: ['thirty', 'dreißig', 'treinta', 'trente', 'trenta', 'trinta', 'dertig'],
  40: ['forty', 'vierzig', 'cuarenta', 'quarante', 'quaranta', 'quarenta', 'veertig'],
  50: ['fifty', 'fünfzig', 'cincuenta', 'cinquante', 'cinquanta', 'cinquenta', 'vijftig'],
  60: ['sixty', 'sechzig', 'sesenta', 'soixante', 'sessanta', 'sessenta', 'zestig'],
  90: ['ninety', 'neunzig', 'noventa', 'novanta', 'negentig'],
  100: ['hundred', 'hundert', 'cien', 'cent', 'cento', 'cem', 'honderd'],
};

const months: readonly (readonly string[])[] = [
  ['january', 'jan', 'januar', 'enero', 'janvier', 'gennaio', 'janeiro', 'januari'],
  ['february', 'feb', 'februar', 'febrero', 'fevrier', 'febbraio', 'fevereiro', 'februari'],
  ['march', 'mar', 'marz', 'marzo', 'mars', 'marco', 'maart'],
  ['april', 'apr', 'abril', 'avril', 'aprile'],
  ['may', 'mai', 'mayo', 'maggio', 'maio', 'mei'],
  ['june', 'jun', 'juni', 'junio', 'juin', 'giugno', 'junho'],
  ['july', 'jul', 'juli', 'julio', 'juillet', 'luglio', 'julho'],
  ['august', 'aug', 'agosto', 'aout', 'augustus'],
  ['september', 'sep', 'sept', 'septiembre', 'septembre', 'settembre', 'setembro'],
  ['october', 'oct', 'oktober', 'octubre', 'octobre', 'ottobre', 'outubro'],
  ['november', 'nov', 'noviembre', 'novembre', 'novembro'],
  ['december', 'dec', 'dezember', 'diciembre', 'decembre', 'dicembre', 'dezembro'],
];

const plain = (word: string): string =>
  word.normalize('NFKD').replace(/\p{M}/gu, '').replace('ß', 'ss');

const speltNumbers: ReadonlyMap<string, readonly string[]> = (() => {
  const all = new Map<string, string[]>();
  for (const [value, words] of Object.entries(spelt))
    for (const word of words) all.set(plain(word), [...(all.get(plain(word)) ?? []), value]);
  return all;
})();

const monthNumbers: ReadonlyMap<string, number> = new Map(
  months.flatMap((names, at) => names.map((name) => [name, at + 1] as const)),
);

/** Words of months that mean something else as well, where they stand without a number beside them. */
const ambiguousMonths = new Set([
  'may',
  'march',
  'mar',
  'mars',
  'mai',
  'sept',
  'mei',
  'jan',
  'marco',
]);

/** The values that a token may stand for. */
export function valuesOf({ kind, norm }: Token): readonly string[] {
  if (kind === 'number') return [norm];
  return kind === 'word' ? (speltNumbers.get(norm) ?? []) : [];
}

export const monthOf = (norm: string): number | null => monthNumbers.get(norm) ?? null;

/** A number of a draft that its sources have to have. */
export type AskedNumber = {
  readonly token: Token;
  readonly at: number;
  readonly values: readonly string[];
};

/** Numbers and names of months; `2024-03-05` gives three numbers. */
export function askedNumbers(tokens: readonly Token[]): readonly AskedNumber[] {
  return tokens.flatMap((token, at): AskedNumber[] => {
    const values = valuesOf(token);
    if (token.kind === 'number') return [{ token, at, values }];
    if (values.length > 0 && !values.includes('1')) return [{ token, at, values }];
    const month = monthOf(token.norm);
    if (month === null || !isMonth(tokens, at)) return [];
    return [{ token, at, values: [`month ${month}`] }];
  });
}

function isMonth(tokens: readonly Token[], at: number): boolean {
  const beside = [tokens[at - 1], tokens[at + 1]].some((one) => one?.kind === 'number');
  const norm = tokens[at]?.norm ?? '';
  return (
    beside ||
    (!ambiguousMonths.has(norm) && norm.length > 4 && /^\p{Lu}/u.test(tokens[at]?.raw ?? ''))
  );
}

/** Every number that a text has, however it is written. */
export function knownNumbers(tokens: readonly Token[]): ReadonlySet<string> {
  const known = new Set<string>();
  tokens.forEach((token, at) => {
    for (const value of valuesOf(token)) known.add(value);
    const month = monthOf(token.norm);
    if (month !== null) known.add(`month ${month}`);
    // 2024-03-05 and 5/3/2024 name their month by a number; 17:30 is 5:30 pm.
    if (token.kind === 'number' && /^\d{1,2}$/.test(token.norm)) {
      if (Number(token.norm) <= 12 && tokens.slice(Math.max(0, at - 2), at + 3).some(isYear))
        known.add(`month ${token.norm}`);
    }
    for (const hour of otherHours(token, tokens[at + 1])) known.add(hour);
  });
  return known;
}

const isYear = ({ kind, norm }: Token): boolean =>
  kind === 'number' && /^(?:19|20)\d\d$/.test(norm);

function otherHours({ kind, norm }: Token, next: Token | undefined): string[] {
  if (kind !== 'number') return [];
  const [, hours = '', minutes = ''] = /^(\d{1,2})(:\d\d)?$/.exec(norm) ?? [];
  if (hours === '') return [];
  const hour = Number(hours);
  if (next?.norm === 'pm' && hour < 12) return [`${hour + 12}${minutes}`];
  return minutes !== '' && hour > 12 && hour < 24 ? [`${hour - 12}${minutes}`] : [];
}

export const numbersIn = (text: string): ReadonlySet<string> => knownNumbers(tokensOf(text));
