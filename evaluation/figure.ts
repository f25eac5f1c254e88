import type { Interval } from './interval.ts';

/** One figure of an evaluation: a line for programs. */
export type Figure = Interval & {
  readonly suite: 'retrieval';
  readonly set: string;
  readonly system: 'words' | 'meaning' | 'fused';
  readonly metric: 'nDCG@10' | 'Recall@5' | 'MRR@10';
  /** Questions. */
  readonly n: number;
};
