import { primaryLanguage } from '../words.ts';
import { type Token, isContent, stemOf, tokensOf } from './tokens.ts';

/** A name in a sentence: a word, in capitals or with digits. */
export type Name = { readonly raw: string; readonly stem: string };

const inner = /\p{Ll}\p{Lu}|^\p{Lu}{2,}$|^\p{L}+\p{N}/u;

/**
 * Words that look like names. In German every noun has a capital, so that only unusual writing tells
 * a name there; at the beginning of a sentence, and in a line
 * that heads one, a capital says nothing.
 */
export function namesIn(text: string, language: string): readonly Name[] {
  const tokens = tokensOf(text);
  const starts = sentenceStarts(text, tokens);
  const heading = headingOf(text, tokens);
  const nounsAreCapital = primaryLanguage(language) === 'de';
  return tokens.flatMap((token, at): Name[] => {
    if (token.kind !== 'word' || !isContent(token, language)) return [];
    const stem = stemOf(token, language);
    const isName =
      inner.test(token.raw) ||
      (!nounsAreCapital &&
        /^\p{Lu}\p{L}+$/u.test(token.raw) &&
        !starts.has(at) &&
        !heading.has(at));
    return isName ? [{ raw: token.raw, stem }] : [];
  });
}

/** Places of the tokens that begin a sentence, or follow what lets a capital stand: a colon, a bullet. */
function sentenceStarts(text: string, tokens: readonly Token[]): ReadonlySet<number> {
  const starts = new Set<number>();
  let from = 0;
  const whole = text.normalize('NFKC');
  tokens.forEach(({ raw }, at) => {
    const found = whole.indexOf(raw, from);
    if (found < 0) return;
    const between = whole.slice(from, found);
    if (at === 0 || /[.!?:;•\n|]|(?:^|\s)[-*]\s/.test(between)) starts.add(at);
    from = found + raw.length;
  });
  return starts;
}

/** Places of the words of "Limited Customization:" before what it heads, where all have capitals. */
function headingOf(text: string, tokens: readonly Token[]): ReadonlySet<number> {
  const [, heading = ''] = /^\W{0,8}([^:.]{2,60}):/u.exec(text) ?? [];
  const words = tokensOf(heading);
  const areCapital = words.every(({ raw }) => !/^\p{Ll}{5,}/u.test(raw));
  const from = tokens.findIndex(({ raw }) => raw === words[0]?.raw);
  return new Set(areCapital ? words.map((_, at) => from + at) : []);
}
