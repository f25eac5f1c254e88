import { stem } from './stem.ts';
import { stopWords } from './stop-words.ts';
import { phrases } from './vocabulary.ts';

const wordPattern = /[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu;
const unspaced = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]{3,}$/u;

const isPlain = (word: string): boolean => /^[a-z0-9]+$/.test(word);

const normalise = (word: string): string =>
  word
    .replace(/['’]s$/u, '')
    .replace(/['’]/gu, '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '');

/** Scripts without spaces give no words; pairs of characters do nearly as well. */
const pairs = (text: string): string[] =>
  Array.from({ length: text.length - 1 }, (_, start) => text.slice(start, start + 2));

const spacedOf = (word: string): string[] => (unspaced.test(word) ? pairs(word) : [word]);

/** The words of a text: lower case, no accents, no apostrophes. */
export const wordsOf = (text: string): string[] =>
  (text.toLowerCase().replaceAll('e-mail', 'email').match(wordPattern) ?? [])
    // Most words are plain, and there are millions of them in an index.
    .flatMap((word) => (isPlain(word) ? [word] : spacedOf(normalise(word))));

/** Puts `log in` and `sign in`, `two factor` and the like into one word each. */
function joinPhrases(words: readonly string[]): string[] {
  const joined: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const phrase = phrases.get(`${words[at]} ${words[at + 1]}`);
    joined.push(phrase ?? words[at] ?? '');
    if (phrase !== undefined) at += 1;
  }
  return joined;
}

/** The part of a language tag that decides about words: `en` of `en-GB`. */
export const primaryLanguage = (tag: string): string => tag.toLowerCase().split(/[-_]/)[0] ?? tag;

/** Stems of the words that say what a text is about, in order, repeats kept. */
export function contentStems(text: string, language: string): string[] {
  const primary = primaryLanguage(language);
  const stops = stopWords(primary);
  return joinPhrases(wordsOf(text))
    .filter((word) => !stops.has(word) && (word.length > 1 || /\d/.test(word)))
    .map((word) => stem(word, primary));
}
