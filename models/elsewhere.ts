import type { ClassifyRequest } from '../domain/language-model.ts';
import { primaryLanguage } from '../domain/words.ts';
import { lineScore, unclearScores } from './excluded-by-meaning.ts';
import { subjectStems } from './sentence-kind.ts';
import { cosineOf } from './vectors.ts';

/** A question that says so little may go on about what was said before. */
const fewestStems = 2;
/** From this cosine on, two texts of customers are about the same. */
const sameFrom = 0.62;

/**
 * Is every question of the turn a whole one, unlike the excluded line, and unlike everything that
 * the customer wrote before?
 */
export function isElsewhereByMeaning(
  request: ClassifyRequest,
  line: string,
  questions: readonly string[],
  vectors: ReadonlyMap<string, Float32Array>,
): boolean {
  const language = primaryLanguage(request.language);
  const before = request.context
    .filter(({ from }) => from === 'customer')
    .flatMap(({ text }) => vectors.get(text) ?? []);
  return (
    questions.length > 0 &&
    questions.every((question) => {
      const own = vectors.get(question);
      return (
        own !== undefined &&
        subjectStems(question, language).length >= fewestStems &&
        lineScore(line, [question], request, vectors) < unclearScores.from &&
        before.every((one) => cosineOf(one, own) < sameFrom)
      );
    })
  );
}
