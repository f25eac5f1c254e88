import { isEveryday } from '../domain/everyday-words.ts';
import { wordsOf } from '../domain/words.ts';
import { contains, readSentence, subjectStems } from './sentence-kind.ts';

const auxiliary =
  '(?:can|could|do|does|did|is|are|will|would|should|may|must|have|has) (?:i|we|you|the|my|our|your|there|an?)';
const asking =
  '(?:how|where|what|when|why|which) (?:can|could|do|does|did|is|are|will|would|should|to|long|much|many|often|happens)';
/** Where a second question begins within a sentence: `and` before words in the order of a question. */
const second = new RegExp(`[,;]? and (?:also |then )?(?=(?:${asking}|${auxiliary})\\b)`, 'i');
/** A clause with one of these is only understood with what was said before it. */
const pronouns = 'it|its|them|they|their|this|that|these|those|one|he|she|him|her'.split('|');

const standsAlone = (clause: string, language: string): boolean =>
  subjectStems(clause, language).some((one) => !isEveryday(one));

/**
 * The questions of a sentence that asks two things: "Does it run on Android and can I work
 * offline?" A clause that leans on the one before it stays with it. English; other languages keep
 * their sentences whole.
 */
export function clausesOf(sentence: string, language: string): string[] {
  const [first = '', ...others] = language === 'en' ? sentence.split(second) : [sentence];
  if (readSentence(first, language).kind !== 'question' || !standsAlone(first, language))
    return [sentence];
  const alone = others.every(
    (clause) => standsAlone(clause, language) && !contains(wordsOf(clause), pronouns),
  );
  if (!alone) return [sentence];
  return [first, ...others].map((clause, at) => (at < others.length ? `${clause}?` : clause));
}
