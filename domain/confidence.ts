import type { Evidence } from './evidence.ts';

/**
 * Weights of a logistic model of "this draft cites the right article", fitted with the classes and
 * sets weighing alike (wixqa, techqa, mtrag_un, the sample knowledge and a public help centre,
 * each also with the answering articles taken out), then rounded. `named`, `answered` and `support`
 * were set by judgement: an answer without the name that was asked about, a half answer and an
 * unsupported one must lose.
 */
const bias = -8.8;
const weights: Readonly<Record<keyof Evidence, number>> = {
  score: 0.3,
  coverage: 1.5,
  margin: 3.6,
  agreement: 0.7,
  answerCoverage: 0.6,
  named: 2.7,
  together: 0.6,
  about: 0.4,
  answered: 1,
  support: 2,
};

const features = (evidence: Evidence): readonly number[] => [
  weights.score * evidence.score,
  weights.coverage * evidence.coverage,
  weights.margin * evidence.margin,
  weights.agreement * evidence.agreement,
  weights.answerCoverage * evidence.answerCoverage,
  weights.named * evidence.named,
  weights.together * evidence.together,
  weights.about * evidence.about,
  weights.answered * evidence.answered,
  weights.support * evidence.support,
];

/** How likely a draft with this evidence is usable, 0..1, before a team's own calibration. */
export const confidenceOf = (evidence: Evidence): number =>
  1 / (1 + Math.exp(-features(evidence).reduce((sum, one) => sum + one, bias)));

export type ConfidenceWord = 'high' | 'medium' | 'low';

/** What a person reads; below `medium` the default threshold keeps quiet. */
export const confidenceWord = (confidence: number): ConfidenceWord =>
  confidence >= 0.75 ? 'high' : confidence >= 0.5 ? 'medium' : 'low';
