import { articleKeyOf, type Passage } from '../domain/passage.ts';
import { countWords } from '../domain/sentences.ts';
import type { Said } from './answer-units.ts';
import { isInstruction } from './passage-lines.ts';
import type { ScoredUnit, UnitScores } from './unit-score.ts';

/** A sentence of the passages, and what speaks for it as an answer to one question. */
export type Candidate = {
  readonly said: Said;
  readonly from: ScoredUnit;
  readonly article: string;
  /** Place among all candidates, which stand in the order of their articles. */
  readonly at: number;
  readonly features: readonly number[];
};

/** What is told of a sentence, in this order; each about 0 to 1. */
export const sentenceFeatures = [
  'passage rank',
  'article rank',
  'covers the question',
  'neighbours cover it',
  'unit covers it',
  'unit score',
  'unit score beside the best',
  'headings cover it',
  'heading inside covers it',
  'length',
  'step',
  'step where a way is asked for',
  'instruction',
  'position in the passage',
  'first of its article',
  'leans back',
  'points elsewhere',
  'has a number',
] as const;
export type SentenceFeature = (typeof sentenceFeatures)[number];

const pointsElsewhere =
  /\b(?:learn more|for more|contact|click here|see (?:the|our|also)|refer to|visit|support team|customer care)\b/i;

/** Refers to the sentence before it. */
const leans =
  /^(?:this|that|these|those|it|its|they|their|them|he|she|then|however|but|otherwise|also|instead|therefore|thus|so|and|or|both|either|afterwards|additionally|alternatively|in addition|until then|such|the (?:same|latter|former)|if (?:so|not|it|this|they)|once (?:it|this|they|done)|when (?:it|this|they))\b/i;

export const leansBack = (sentence: string): boolean => leans.test(sentence);

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

type Request = {
  readonly passages: readonly Passage[];
  readonly scores: UnitScores;
  /** The question asks how something is done. */
  readonly wayWanted: boolean;
};

/** All sentences of the units with their features, in the order of the articles. */
export function candidatesOf({ passages, scores, wayWanted }: Request): Candidate[] {
  const listed = scores.units.flatMap((from) =>
    from.unit.sentences.map((said) => ({ said, from, article: articleKeyOf(said.passage) })),
  );
  const articles = [...new Set(passages.map(articleKeyOf))];
  const bestUnit = Math.max(0, ...scores.units.map(({ score }) => score));
  const covers = listed.map(({ said }) => scores.shareIn(said.text));

  return listed.map(({ said, from, article }, at) => {
    const { passage, text } = said;
    const { heading, kind } = from.unit;
    const around = [at - 2, at - 1, at + 1, at + 2].filter(
      (one) => listed[one]?.article === article,
    );
    const isStep = kind === 'steps';
    const features: Readonly<Record<SentenceFeature, number>> = {
      'passage rank': 1 / (1 + passages.indexOf(passage)),
      'article rank': 1 / (1 + articles.indexOf(article)),
      'covers the question': covers[at] ?? 0,
      'neighbours cover it': mean(around.map((one) => covers[one] ?? 0)),
      'unit covers it': from.covered,
      'unit score': from.score,
      'unit score beside the best': from.score - bestUnit,
      'headings cover it': scores.shareIn(`${passage.title} ${passage.headingPath.join(' ')}`),
      'heading inside covers it': heading === null ? 0 : scores.shareIn(heading),
      length: Math.min(countWords(text), 40) / 40,
      step: isStep ? 1 : 0,
      'step where a way is asked for': isStep && wayWanted ? 1 : 0,
      instruction: isInstruction(text) ? 1 : 0,
      'position in the passage': Math.min(from.unit.at, 6) / 6,
      'first of its article': listed[at - 1]?.article === article ? 0 : 1,
      'leans back': leansBack(text) ? 1 : 0,
      'points elsewhere': pointsElsewhere.test(text) ? 1 : 0,
      'has a number': /\d/.test(text) ? 1 : 0,
    };
    return { said, from, article, at, features: sentenceFeatures.map((name) => features[name]) };
  });
}
