import type { Evidence } from './evidence.ts';

/**
 * Weights of a logistic model of "this draft is usable". Fitted by evaluation/answerability.ts.
 */
const bias = -6;
const weights: Readonly<Record<keyof Evidence, number>> = {
  score: 3,
  coverage: 3,
  margin: 2,
  agreement: 0.5,
  answerCoverage: 2.5,
  known: 1,
  answered: 0.5,
  support: 0,
  named: 0,
  together: 0,
  specificity: 0.5,
};

export function confidenceOf(evidence: Evidence): number {
  let sum = bias;
  sum += weights.score * evidence.score;
  return 1 / (1 + Math.exp(-sum));
}

export type ConfidenceWord = 'high' | 'medium' | 'low';

export const confidenceWord = (confidence: number): ConfidenceWord =>
  confidence >= 0.75 ? 'high' : confidence >= 0.5 ? 'medium' : 'low';
