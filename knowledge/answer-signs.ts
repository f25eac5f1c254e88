import type { AnswerSigns } from '../domain/answer-signs.ts';
import { mostPairs, neighboursIn } from '../domain/neighbours.ts';
import { type Passage, articleKeyOf } from '../domain/passage.ts';
import { sentencesOf } from '../domain/sentences.ts';
import { contentStems } from '../domain/words.ts';
import type { Hit } from './words/word-index.ts';

/** What was found for a question, each list best first. */
export type Ranked = {
  readonly hits: readonly Hit[];
  /** Null: not searched by that. */
  readonly byWords: readonly Passage[] | null;
  readonly byMeaning: readonly Passage[] | null;
};

/** What is left of it of the passages that stay. */
export const only = (
  { hits, byWords, byMeaning }: Ranked,
  stays: (passage: Passage) => boolean,
): Ranked => ({
  hits: hits.filter(({ passage }) => stays(passage)),
  byWords: byWords?.filter(stays) ?? null,
  byMeaning: byMeaning?.filter(stays) ?? null,
});

export type SignsRequest = {
  readonly question: string;
  /** ISO 639-1 of the passages. */
  readonly language: string;
  /** How much a stem of the question counts. */
  readonly weigh: (stem: string) => number;
};

/** The first so many articles are compared between words and meaning. */
const depth = 10;

/** The signs that the answer is among what was found. */
export function answerSignsOf(
  { hits, byWords, byMeaning }: Ranked,
  { question, language, weigh }: SignsRequest,
): AnswerSigns {
  const strengths = strengthsOf(hits);
  const top = strengths[0] ?? 0;
  const above = (to: number): number => top - mean(strengths.slice(1, to));
  const sequence = contentStems(question, language);
  const sentences = hits
    .slice(0, 5)
    .map(({ passage }) =>
      sentencesOf(passage.text).map((one) => new Set(contentStems(one, language))),
    );
  const [words, meaning] = [articlesOf(byWords ?? []), articlesOf(byMeaning ?? [])];
  return {
    aboveSecond: above(2),
    aboveFive: above(6),
    aboveTwenty: above(21),
    coverage: hits[0]?.coverage ?? 0,
    bestCoverage: Math.max(0, ...hits.slice(0, 5).map(({ coverage }) => coverage)),
    sameFirst: words[0] !== undefined && words[0] === meaning[0] ? 1 : 0,
    sharedTen: words.filter((article) => meaning.includes(article)).length / depth,
    inSentence: inOneSentence(new Set(sequence), sentences.flat(), weigh),
    together: neighboursIn(sequence.slice(0, mostPairs + 1), sentences.slice(0, 3).flat()),
  };
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

function strengthsOf(hits: readonly Hit[]): readonly number[] {
  const best = new Map<string, number>();
  for (const { passage, strength } of hits) {
    const article = articleKeyOf(passage);
    best.set(article, Math.max(strength, best.get(article) ?? strength));
  }
  return [...best.values()].sort((a, z) => z - a);
}

const articlesOf = (passages: readonly Passage[]): readonly string[] =>
  [...new Set(passages.map(articleKeyOf))].slice(0, depth);

function inOneSentence(
  stems: ReadonlySet<string>,
  sentences: readonly ReadonlySet<string>[],
  weigh: (stem: string) => number,
): number {
  const whole = [...stems].reduce((sum, stem) => sum + weigh(stem), 0);
  if (whole === 0) return 0;
  const shares = sentences.map((sentence) =>
    [...stems].reduce((sum, stem) => sum + (sentence.has(stem) ? weigh(stem) : 0), 0),
  );
  return Math.max(0, ...shares) / whole;
}
