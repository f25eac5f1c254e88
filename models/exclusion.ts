import type { ClassifyRequest } from '../domain/language-model.ts';
import { primaryLanguage } from '../domain/words.ts';
import { excludedFromScore, lineScore, unclearScores } from './excluded-by-meaning.ts';
import { isElsewhereByMeaning } from './elsewhere.ts';
import { findExcludedTopic, lineByWords } from './topics.ts';
import { turnTexts } from './turn-texts.ts';

export type Exclusion = {
  /** The line that the turn is about, if it has to be said now. */
  readonly line: string | null;
  readonly isClear: boolean;
};

/**
 * The excluded line that the turn, or the conversation before it, is about. What was excluded stays
 * so until the turn is clearly about something else.
 */
export function exclusionOf(
  request: ClassifyRequest,
  questions: readonly string[],
  vectors: ReadonlyMap<string, Float32Array> | null,
): Exclusion {
  if (request.excludedTopics.length === 0) return { line: null, isClear: true };
  if (vectors === null) {
    const line = findExcludedTopic(request, questions);
    return { line, isClear: line !== null };
  }
  const language = primaryLanguage(request.language);
  const named = lineByWords(request);
  if (named !== null) return { line: named, isClear: true };
  const texts = turnTexts(request, language);
  const [best] = request.excludedTopics
    .map((line) => ({ line, score: lineScore(line, texts, request, vectors) }))
    .sort((a, z) => z.score - a.score);
  const score = best?.score ?? Number.NEGATIVE_INFINITY;
  const caution = request.excludedTopicCaution ?? 'balanced';
  if (best && score >= excludedFromScore(caution))
    return { line: best.line, isClear: score >= unclearScores.to };
  const before = request.excludedBefore;
  if (before !== null && request.excludedTopics.includes(before)) {
    const isElsewhere = isElsewhereByMeaning(request, before, questions, vectors);
    return isElsewhere ? { line: null, isClear: true } : { line: before, isClear: true };
  }
  return { line: null, isClear: score < unclearScores.from };
}
