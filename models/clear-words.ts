import type { ClassifyRequest, Question } from '../domain/language-model.ts';
import { sentencesOf } from '../domain/sentences.ts';
import { readSentence } from './sentence-kind.ts';
import { hasTurnWords } from './turn-words.ts';

/**
 * Do the words alone say whether anything is asked? Only in a language whose words are known: where
 * a sentence is a question by its mark, or nothing is there but thanks, greetings and reminders.
 */
export function isClearByWords(
  { messages }: ClassifyRequest,
  questions: readonly Question[],
  language: string,
): boolean {
  if (!hasTurnWords(language)) return false;
  const sentences = messages.flatMap(({ text }) => sentencesOf(text));
  const kinds = sentences.map((one) => readSentence(one, language).kind);
  if (questions.length > 0)
    return sentences.some((one, at) => kinds[at] === 'question' && /[?？]/.test(one));
  return kinds.every((kind) => kind === 'courtesy' || kind === 'nudge');
}
