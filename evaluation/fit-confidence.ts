import {
  type ConfidenceWeights,
  type Maker,
  type Weighed,
  confidenceOf,
} from '../domain/confidence.ts';
import { type Evidence, evidenceNames } from '../domain/evidence.ts';
import { descend } from './descend.ts';
import { mean } from './metrics.ts';

/** A draft by its evidence, and whether a rep could use it. */
export type UsableRow = {
  readonly set: string;
  /** Rows of one question are never on both sides. */
  readonly question: string;
  readonly maker: Maker;
  readonly evidence: Evidence;
  readonly isPositive: boolean;
  /** How much it counts beside the others. */
  readonly weight: number;
};

/** Of a weight's square beside the mean loss, on features of spread 1: few rows must not say much. */
const penalty = 0.02;
const folds = 10;

/**
 * Logistic regression of all makers together, a bias each. Every feature is a good sign, so a weight
 * below 0 would be chance: it is held at 0. Classes are as frequent as they are: the answer is a
 * probability. Throws where a maker has no row.
 */
export function fitConfidence(rows: readonly UsableRow[]): ConfidenceWeights {
  const makers = [...new Set(rows.map(({ maker }) => maker))];
  const scales = evidenceNames.map((name) => scaleOf(rows, name));
  const samples = rows.map(({ evidence, maker, ...row }) => ({
    ...row,
    features: [
      ...evidenceNames.map((name, at) => {
        const { usual = 0, spread = 1 } = scales[at] ?? {};
        return ((evidence[name] ?? usual) - usual) / spread;
      }),
      ...makers.map((one) => (one === maker ? 1 : 0)),
    ],
  }));
  const weights = descend(samples, [
    ...evidenceNames.map(() => ({ penalty, isPositive: true })),
    ...makers.map(() => ({ penalty: 0, isPositive: false })),
  ]);
  const biasOf = (maker: Maker): number => {
    const at = makers.indexOf(maker);
    if (at < 0) throw new Error(`There is no draft of a maker of the kind ${maker}.`);
    return weights[evidenceNames.length + at] ?? 0;
  };
  const weighed = (name: keyof Evidence): Weighed => {
    const at = evidenceNames.indexOf(name);
    const { usual = 0, spread = 1 } = scales[at] ?? {};
    return { usual, weight: (weights[at] ?? 0) / spread };
  };
  return {
    features: {
      chance: weighed('chance'),
      near: weighed('near'),
      together: weighed('together'),
      answered: weighed('answered'),
      support: weighed('support'),
    },
    bias: { extractive: biasOf('extractive'), model: biasOf('model') },
  };
}

type Scale = { readonly usual: number; readonly spread: number };

function scaleOf(rows: readonly UsableRow[], name: keyof Evidence): Scale {
  const values = rows.flatMap(({ evidence }) => evidence[name] ?? []);
  if (values.length === 0) return { usual: 0, spread: 1 };
  const usual = mean(values);
  return { usual, spread: Math.sqrt(mean(values.map((one) => (one - usual) ** 2))) || 1 };
}

export type ScoredRow = UsableRow & { readonly score: number };

/** Each row's confidence by weights that have seen no draft for its question. */
export function scoredByOthers(rows: readonly UsableRow[]): readonly ScoredRow[] {
  const questions = [...new Set(rows.map(({ set, question }) => `${set} ${question}`))];
  const foldOf = new Map(questions.map((one, at) => [one, at % folds] as const));
  const foldsOf = rows.map(({ set, question }) => foldOf.get(`${set} ${question}`) ?? 0);
  const weights = Array.from({ length: folds }, (_, fold) =>
    fitConfidence(rows.filter((_row, at) => foldsOf[at] !== fold)),
  );
  return rows.map((row, at) => ({
    ...row,
    score: confidenceOf(row.maker, row.evidence, weights[foldsOf[at] ?? 0]),
  }));
}
