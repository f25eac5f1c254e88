import shipped from './confidence-weights.json' with { type: 'json' };
import { type Evidence, evidenceNames } from './evidence.ts';

/** Who wrote a draft: quoting maker and writing models are not usable equally often. */
export type Maker = 'extractive' | 'model';

/** By the name that is stamped on results: `extractive/2`, `gpt-…/3`. */
export const makerOf = (model: string): Maker =>
  model.startsWith('extractive/') ? 'extractive' : 'model';

/** A feature counts by how far it is from what is usual, so that none speaks where it is unknown. */
export type ConfidenceWeights = {
  readonly features: Readonly<Record<keyof Evidence, Weighed>>;
  /** Log-odds of a usable draft whose features are usual. */
  readonly bias: Readonly<Record<Maker, number>>;
};
export type Weighed = { readonly usual: number; readonly weight: number };

/** What a feature adds to the log-odds of a usable draft; below 0: it speaks against it. */
export type Contribution = {
  readonly name: keyof Evidence;
  readonly value: number | null;
  readonly usual: number;
  readonly adds: number;
};

export function contributionsOf(
  evidence: Evidence,
  { features }: Pick<ConfidenceWeights, 'features'> = shipped,
): readonly Contribution[] {
  return evidenceNames.map((name) => {
    const { usual, weight } = features[name];
    const value = evidence[name];
    return { name, value, usual, adds: value === null ? 0 : weight * (value - usual) };
  });
}

/** How likely a rep could use a draft with this evidence, 0..1, before a team's own calibration. */
export function confidenceOf(
  maker: Maker,
  evidence: Evidence,
  weights: ConfidenceWeights = shipped,
): number {
  const odds = contributionsOf(evidence, weights).reduce(
    (sum, { adds }) => sum + adds,
    weights.bias[maker],
  );
  return 1 / (1 + Math.exp(-odds));
}

export type ConfidenceWord = 'high' | 'medium' | 'low';

/** Of the drafts that reach it, three of four are usable (the table of the shipped weights). */
const highFrom = 0.55;

/** What a person reads; below the threshold it is low, and nothing is posted. */
export const confidenceWord = (confidence: number, threshold: number): ConfidenceWord =>
  confidence < threshold ? 'low' : confidence >= highFrom ? 'high' : 'medium';
