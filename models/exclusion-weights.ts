import type { TopicCaution } from '../domain/settings.ts';

type ExclusionWeights = {
  readonly bias: number;
  readonly likeness: number;
  readonly textAnyhow: number;
  readonly lineAnyhow: number;
  readonly excludedFrom: Readonly<Record<TopicCaution, number>>;
  readonly unclear: { readonly from: number; readonly to: number };
};

/**
 * A logistic regression over pairs of a message and a line, each data set counting alike. The
 * thresholds were picked by hand after looking at results on these same sets, so that what they give
 * there flatters them: docs/evaluation.md.
 */
export const exclusionWeights: ExclusionWeights = {
  bias: -1.777,
  likeness: 20.955,
  textAnyhow: -12.641,
  lineAnyhow: -4.87,
  excludedFrom: { low: 2, balanced: 0.5, high: -0.5 },
  unclear: { from: -0.5, to: 3.5 },
};
