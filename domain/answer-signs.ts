/**
 * What search found that speaks for the answer being in the knowledge, for one question. A higher
 * value is the better sign. Strengths are those that passages were ranked by, an article having that
 * of its best passage; only differences count, since how high all are depends on the embedder.
 */
export type AnswerSigns = {
  /** How far the first article stands out: from the second, from the mean of the next five, from that of the next 20. */
  readonly aboveSecond: number;
  readonly aboveFive: number;
  readonly aboveTwenty: number;
  /** Share of the question's weight that the first passage has; the highest of the first five. */
  readonly coverage: number;
  readonly bestCoverage: number;
  /** Whether words and meaning put the same article first (1 or 0); the share of ten that both find. */
  readonly sameFirst: number;
  readonly sharedTen: number;
  /** Highest share of the question's weight in one sentence of the first five passages. */
  readonly inSentence: number;
  /** Share of neighbouring words of the question that one sentence of the first three has both of. */
  readonly together: number;
};

export const answerSignNames = [
  'aboveSecond',
  'aboveFive',
  'aboveTwenty',
  'coverage',
  'bestCoverage',
  'sameFirst',
  'sharedTen',
  'inSentence',
  'together',
] as const satisfies readonly (keyof AnswerSigns)[];

/** Signs as numbers, in the order of their names. */
export const answerSignValues = (signs: AnswerSigns): readonly number[] =>
  answerSignNames.map((name) => signs[name]);
