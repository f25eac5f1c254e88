import { sentencesOf } from '../domain/sentences.ts';
import { primaryLanguage, wordsOf } from '../domain/words.ts';
import { begins, contains } from './sentence-kind.ts';
import { turnWords } from './turn-words.ts';

/** An order or a ticket with its number is the customer's own. */
const hasNumber = (text: string): boolean => /#\s?\d|\b\d{3,}|\d-\d{3,}/.test(text);

function sentenceAsksAccount(text: string, language: string): boolean {
  const lists = turnWords(language);
  const words = wordsOf(text);
  if (contains(words, lists.accountEvents)) return true;
  if (contains(words, lists.howTos) && !begins(words, lists.statuses)) return false;
  return (
    (contains(words, lists.possessives) || hasNumber(text)) &&
    contains(words, lists.accountThings) &&
    contains(words, lists.statuses)
  );
}

/** Does only the customer's account know the answer ("has my refund been processed?")? */
export function asksForAccountData(question: string, tag: string): boolean {
  const language = primaryLanguage(tag);
  return sentencesOf(question).some((one) => sentenceAsksAccount(one, language));
}
