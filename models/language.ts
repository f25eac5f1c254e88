import type { LanguageDetector } from '../domain/ports.ts';
import { primaryLanguage, wordsOf } from '../domain/words.ts';
import { stopWords } from '../domain/stop-words.ts';

/** Below these the detector guesses; see the tests for the sentences that decided. */
const enough = { letters: 12, words: 3 } as const;

/** Little words of a language settle short messages that letter statistics cannot. */
function byLittleWords(words: readonly string[]): string | null {
  const counts = ['en', 'de', 'es', 'fr', 'pt', 'it', 'nl']
    .map((language) => ({
      language,
      count: words.filter((word) => stopWords(language).has(word)).length,
    }))
    .sort((a, z) => z.count - a.count);
  const [first, second] = counts;
  const clear = first && first.count >= 2 && first.count >= (second?.count ?? 0) + 2;
  return clear ? first.language : null;
}

/**
 * Detects the language of a customer's own words. What is too short or ambiguous falls back to the
 * contact's setting, then English. The data set is loaded on the first call, once.
 */
export async function createLanguageDetector(): Promise<LanguageDetector> {
  const { eld } = await import('eld/small');
  return {
    detect: async (text, hint) => {
      const fallback = { language: primaryLanguage(hint ?? 'en'), confident: false };
      const own = text
        .slice(0, 2_000)
        .replace(/\b(?:https?:\/\/|www\.)\S+|\S+@\S+|<[A-Z]+_\d+>/gi, ' ');
      const words = wordsOf(own);
      const letters = words.join('').replace(/\d/g, '');
      const little = byLittleWords(words);
      if (little !== null) return { language: little, confident: true };
      const spaced = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]/u.test(letters);
      if (
        letters === '' ||
        (spaced && (letters.length < enough.letters || words.length < enough.words))
      )
        return fallback;
      const result = eld.detect(own);
      return result.language !== '' && result.isReliable()
        ? { language: primaryLanguage(result.language), confident: true }
        : fallback;
    },
  };
}
