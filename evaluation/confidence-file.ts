import type { ConfidenceWeights, Maker } from '../domain/confidence.ts';
import { evidenceNames } from '../domain/evidence.ts';
import type { PrecisionTable } from '../domain/threshold.ts';
import { type ScoredRow, type UsableRow, fitConfidence, scoredByOthers } from './fit-confidence.ts';

const rounded = (value: number): number => Number(value.toFixed(4));

/** The content of domain/confidence-weights.json, fitted to rows. */
export function confidenceFile(rows: readonly UsableRow[], provenance: object): string {
  const fitted = fitConfidence(rows);
  // As customers ask: without the rows that were made by leaving out the answer.
  const asAsked = scoredByOthers(rows).filter(({ weight }) => weight === 1);
  const tableOf = (maker: Maker) => precisionTable(asAsked.filter((row) => row.maker === maker));
  return `${JSON.stringify(
    {
      provenance: { ...provenance, features: evidenceNames },
      ...written(fitted),
      precision: { extractive: tableOf('extractive'), model: tableOf('model') },
    },
    null,
    2,
  )}\n`;
}

function written({ features, bias }: ConfidenceWeights) {
  return {
    features: Object.fromEntries(
      evidenceNames.map((name) => {
        const { usual, weight } = features[name];
        return [name, { usual: rounded(usual), weight: rounded(weight) }];
      }),
    ),
    bias: { extractive: rounded(bias.extractive), model: rounded(bias.model) },
  };
}

/** Fewer drafts say too little about a share. */
const fewest = 15;
const thresholds = Array.from({ length: 20 }, (_, at) => at / 20);

/** Of the drafts at or above each threshold, by weights that had not seen them: how many were usable. */
function precisionTable(rows: readonly ScoredRow[]): PrecisionTable {
  return thresholds.flatMap((threshold) => {
    const above = rows.filter(({ score }) => score >= threshold);
    if (above.length < fewest) return [];
    const usable = above.filter(({ isPositive }) => isPositive).length;
    const share = { precision: usable / above.length, kept: above.length / rows.length };
    return [{ threshold, precision: rounded(share.precision), kept: rounded(share.kept) }];
  });
}
