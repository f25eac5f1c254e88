import type { ClassifyRequest } from '../domain/language-model.ts';
import { sentencesOf } from '../domain/sentences.ts';
import { clausesOf } from './clauses.ts';
import { subjectStems } from './sentence-kind.ts';

/** Of a turn of many long messages the newest are compared. */
const most = 40;
/** A longer text says more than one vector holds; its sentences are there as well. */
const longestCharacters = 1_000;

/** What of a turn is compared by meaning: its messages, and their sentences that name a subject. */
export function turnTexts(request: ClassifyRequest, language: string): readonly string[] {
  const texts = request.messages.flatMap(({ text }) => {
    const parts = sentencesOf(text)
      .flatMap((one) => clausesOf(one, language))
      .filter((one) => subjectStems(one, language).length > 0);
    return [text.slice(0, longestCharacters), ...parts];
  });
  return [...new Set(texts.filter((text) => text.trim() !== ''))].slice(-most);
}
