import { makerOf } from '../domain/confidence.ts';
import type { DraftCase } from './draft-cases.ts';
import type { UsableRow } from './fit-confidence.ts';
import type { RatedCase } from './rated-cases.ts';

/** Made rows are as many as the others and much alike. */
const madeWeight = 0.5;

/** Of the cases that have a draft, those whose label is known. */
export const usableRows = (cases: readonly DraftCase[], model: string): readonly UsableRow[] =>
  cases.flatMap(({ set, question, isMade, isAnswerable, ungated, coverage, isUsable }) =>
    ungated.kind === 'drafted' && (isAnswerable === false || coverage !== null)
      ? [
          {
            ...{ set, question, maker: makerOf(model), evidence: ungated.evidence },
            ...{ isPositive: isUsable, weight: isMade ? madeWeight : 1 },
          },
        ]
      : [],
  );

export const ratedRows = (cases: readonly RatedCase[], set: string): readonly UsableRow[] =>
  cases.flatMap(({ question, weighed, isUsable }) =>
    weighed === null
      ? []
      : [
          {
            ...{ set, question, maker: 'model', evidence: weighed.evidence },
            ...{ isPositive: isUsable, weight: 1 },
          },
        ],
  );
