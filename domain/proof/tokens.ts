import { stem } from '../stem.ts';
import { stopWords } from '../stop-words.ts';
import { primaryLanguage } from '../words.ts';

/** A word, number or sign of a text, as it is compared. */
export type Token = {
  readonly kind: 'word' | 'number' | 'sign';
  /** As it stands there. */
  readonly raw: string;
  /** Lower case, no accents; numbers without separators of thousands. */
  readonly norm: string;
};

const piece = /[\p{L}\p{M}\p{N}]+(?:[.,:'’][\p{L}\p{M}\p{N}]+)*|[%\p{Sc}°]/gu;
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

const plain = (word: string): string =>
  word
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/['’]s$/u, '')
    .replace(/['’]/gu, '');

/** `1,000` and `1.000` are 1000, `2,50` and `2.5` are 2.5, `09:00` is 9, `3.11.2` stays. */
export function plainNumber(text: string): string {
  if (/^\d{1,3}(?:[.,]\d{3})+$/.test(text)) return String(Number(text.replaceAll(/[.,]/g, '')));
  if (/^\d{1,3}(?:,\d{3})+\.\d+$/.test(text)) return plainDecimal(text.replaceAll(',', ''));
  if (/^\d{1,3}(?:\.\d{3})+,\d+$/.test(text))
    return plainDecimal(text.replaceAll('.', '').replace(',', '.'));
  if (/^\d+[.,]\d+$/.test(text)) return plainDecimal(text.replace(',', '.'));
  if (/^\d{1,2}:00$/.test(text)) return String(Number(text.slice(0, -3)));
  return /^\d{1,15}$/.test(text) ? String(Number(text)) : text;
}

const plainDecimal = (text: string): string =>
  text.replace(/^0+(?=\d)/, '').replace(/\.?0+$/, '') || '0';

function tokensIn(raw: string): Token[] {
  if (/^[%\p{Sc}°]$/u.test(raw)) return [{ kind: 'sign', raw, norm: raw }];
  if (/^\d[\d.,:]*$/.test(raw)) return [{ kind: 'number', raw, norm: plainNumber(raw) }];
  if (/^\p{L}(?:\.\p{L})+$/u.test(raw)) {
    return [{ kind: 'word', raw, norm: plain(raw.replaceAll('.', '')) }];
  }
  if (/[.,:]/.test(raw)) return raw.split(/[.,:]/).flatMap((part) => tokensIn(part));
  if (unspaced.test(raw)) return [...raw].map((one) => ({ kind: 'word', raw: one, norm: one }));
  const ordinal = /^(\d+)(?:st|nd|rd|th)$/i.exec(raw);
  if (ordinal?.[1]) return [{ kind: 'number', raw, norm: plainNumber(ordinal[1]) }];
  const glued = /^(\d+)(\p{L}+)$/u.exec(raw);
  if (glued?.[1] && glued[2]) return [...tokensIn(glued[1]), ...tokensIn(glued[2])];
  const norm = plain(raw);
  return norm === '' ? [] : [{ kind: 'word', raw, norm }];
}

/** Words, numbers, and the signs that belong to numbers; other punctuation says nothing here. */
export const tokensOf = (text: string): Token[] =>
  (text.normalize('NFKC').match(piece) ?? []).flatMap(tokensIn);

/** Is it one of the words that say what a text is about? */
export const isContent = ({ kind, norm }: Token, language: string): boolean =>
  kind === 'number' ||
  (kind === 'word' && norm.length > 1 && !stopWords(primaryLanguage(language)).has(norm)) ||
  (kind === 'word' && unspaced.test(norm));

export const stemOf = ({ kind, norm }: Token, language: string): string =>
  kind === 'word' ? stem(norm, primaryLanguage(language)) : norm;

/** Stems of the content words of a text, in order, repeats kept. */
export const contentOf = (tokens: readonly Token[], language: string): string[] =>
  tokens.filter((one) => isContent(one, language)).map((one) => stemOf(one, language));
