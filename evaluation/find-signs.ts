import type { AnswerSigns } from '../domain/answer-signs.ts';
import type { Embedder } from '../domain/embedder.ts';
import type { Passage } from '../domain/passage.ts';
import { type Ranked, only } from '../knowledge/answer-signs.ts';
import { type Ranker, createRanker } from '../knowledge/ranker.ts';
import { askedOf, openMeaning } from './open-search.ts';
import type { LabelledQuestion } from './sets/questions.ts';

/** What speaks for the answer being there, were it not for the articles that are left out. */
export type FindSigns = (
  question: LabelledQuestion,
  leftOut: readonly string[],
) => Promise<AnswerSigns>;

const without = (ranked: Ranked, leftOut: readonly string[]): Ranked =>
  only(ranked, ({ articleId }) => !leftOut.includes(articleId));

export const signsByRanker =
  (ranker: Ranker): FindSigns =>
  async (question, leftOut) =>
    ranker.signs(question.text, without(await ranker.rank(askedOf(question)), leftOut));

export async function signsByMeaning(
  passages: readonly Passage[],
  embedder: Embedder,
): Promise<FindSigns> {
  const find = await openMeaning(passages, embedder);
  const words = createRanker(passages, 'en', null);
  return async (question, leftOut) => {
    const found = await find(question);
    const hits = found.map(({ passage, score, coverage }) => ({
      ...{ passage, score, coverage },
      strength: score,
    }));
    const ranked = { hits, byWords: null, byMeaning: hits.map(({ passage }) => passage) };
    return words.signs(question.text, without(ranked, leftOut));
  };
}
