import type { Passage } from '../domain/passage.ts';
import { sentencesOf } from '../domain/sentences.ts';

/** A stretch of a line. What ran into the next words without an end mark was a heading once. */
export type Piece = { readonly text: string; readonly ranInto: boolean };

/** Whether `processThe` is two words of which the layout between was lost, and no name. */
export type IsGlued = (left: string, right: string) => boolean;

/** Words that begin sentences and end no name. */
const beginners = new Set(
  `A An The This That These Those You Your It Its We Our They In If When While To For After Before Once From With By As At There Then How What
   Where Why Which Who Can Do Does Please Click Go Select Choose Enter Tap Learn Note Notes Tip Important Add Use Make Check Set Open`.split(
    /\s+/,
  ),
);

const oftenAlone = 3;

/** Told by the words of the passages: a part is a word of theirs, and the whole is written once at most. */
export function createIsGlued(passages: readonly Pick<Passage, 'text' | 'title'>[]): IsGlued {
  const counts = new Map<string, number>();
  for (const { title, text } of passages)
    for (const word of `${title} ${text}`.match(/[\p{L}\p{N}]+/gu) ?? [])
      counts.set(word, (counts.get(word) ?? 0) + 1);
  const isWord = (word: string): boolean => counts.has(word) || counts.has(word.toLowerCase());
  return (left, right) => {
    if (beginners.has(right)) return true;
    if (!/\p{Ll}$/u.test(left) || (counts.get(left + right) ?? 0) > 1) return false;
    // Two capitals are a name, unless both are names that stand alone again and again.
    if (/^\p{Lu}/u.test(left))
      return [left, right].every((word) => (counts.get(word) ?? 0) >= oftenAlone);
    return right.length > 2 && (isWord(left) || isWord(right));
  };
}

const afterEndMark =
  /(?<=[\p{Ll}\p{N})"”’][.!?:])(?=\p{Lu}\p{Ll}*[\s'’:])|(?<=\p{Ll}[?!])(?=\p{Lu}{2,}\s)/u;
const insideWord =
  /(\p{L}*\p{Ll}{2}|\p{Lu}{2,}s|\p{Lu}{3,}|\p{L}\)|[.!?]["”])(?=(\p{Lu}\p{Ll}*)(?![\p{L}\p{N}]))/gu;

/** Cuts a line where text was glued together, then into sentences; each piece stays verbatim. */
export function piecesOf(line: string, isGlued: IsGlued): Piece[] {
  return line.split(afterEndMark).flatMap((stretch) => {
    const cuts = [...stretch.matchAll(insideWord)].flatMap((found) => {
      const [whole, left = '', right = ''] = found;
      return isGlued(left, right) ? [found.index + whole.length] : [];
    });
    return [...cuts, stretch.length].flatMap((end, at) => {
      const sentences = sentencesOf(stretch.slice(at === 0 ? 0 : cuts[at - 1], end));
      return sentences.map((text, number) => ({
        text: text.replace(/\s+/g, ' '),
        ranInto:
          at < cuts.length && number === sentences.length - 1 && !/[.!?:]["”')]?$/.test(text),
      }));
    });
  });
}
