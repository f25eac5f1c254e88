import { type AnswerSigns, answerSignNames, answerSignValues } from '../domain/answer-signs.ts';
import { type Logistic, chanceBy } from '../domain/logistic.ts';
import gate from './answer-gate.json' with { type: 'json' };

/** How the passages were found that the signs speak of. */
export type FoundBy = 'words' | 'meaning' | 'fused';

/**
 * How likely it is that the answer is among what was found, 0..1, if half of all questions had one.
 * The weights are fitted by `eval gate`; the file says on what.
 */
export const answerChance = (foundBy: FoundBy, signs: AnswerSigns): number =>
  chanceBy(answerGate(foundBy), answerSignValues(signs));

/** Its weights, in the order of the signs' names. */
export const answerGate = (foundBy: FoundBy): Logistic => {
  const { bias, weights } = gate[foundBy];
  return { bias, weights: answerSignNames.map((name) => weights[name]) };
};
