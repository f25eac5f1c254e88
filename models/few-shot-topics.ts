import { createKernelRegression } from './kernel-regression.ts';
import { cosineOf } from './vectors.ts';
import { createTextLikeness } from './text-likeness.ts';

export type TopicExample = {
  readonly text: string;
  readonly topic: string;
  /** Of length 1, by the embedder that messages will have theirs from; null: words alone. */
  readonly vector: Float32Array | null;
};

export type TopicGuess = {
  readonly topic: string;
  /** About 1 where the examples leave no doubt, about 0 where they say nothing. */
  readonly confidence: number;
  /** Chance that it is about any of the topics, 0..1, if every second message were. */
  readonly inScope: number;
};

/** By what texts are compared. */
export type TopicBasis = 'words' | 'meaning' | 'fused';

export type FewShotTopics = (text: string, vector: Float32Array | null) => TopicGuess;

type Setting = {
  /** Of the likeness by meaning beside that by words. */
  readonly meaning: number;
  readonly penalty: number;
  /** Logistic regression: in scope or not. */
  readonly scope: {
    readonly bias: number;
    readonly nearest: number;
    readonly centre: number;
    readonly confidence: number;
  };
};

/**
 * One setting for all sets, chosen on training rows alone: meaning, reach and penalty by leaving out
 * one row at a time, what is in scope by leaving out a third of the topics (docs/evaluation.md).
 */
const settings: Readonly<Record<TopicBasis, Setting>> = {
  words: {
    ...{ meaning: 0, penalty: 0.3 },
    scope: { bias: -3.66, nearest: 1.59, centre: 0.78, confidence: 5.85 },
  },
  meaning: {
    ...{ meaning: 1, penalty: 0.1 },
    scope: { bias: -6.21, nearest: 1.87, centre: 0.13, confidence: 8.7 },
  },
  fused: {
    ...{ meaning: 0.8, penalty: 0.1 },
    scope: { bias: -6.22, nearest: 1.39, centre: 0.62, confidence: 8.97 },
  },
};
/** How fast likeness falls with the cosine: vectors of short messages lie close together anyhow. */
const reach = 0.2;

/**
 * Learns topics from a few examples of each, and tells what is about none of them. Throws where there
 * are no examples, or one without the vector that the basis needs.
 */
export function createFewShotTopics(
  examples: readonly TopicExample[],
  basis: TopicBasis,
): FewShotTopics {
  if (examples.length === 0) throw new Error('There are no examples of topics');
  const setting = settings[basis];
  const compare = comparer(examples, setting.meaning);
  const topics = [...new Set(examples.map(({ topic }) => topic))];
  const classes = examples.map(({ topic }) => topics.indexOf(topic));
  const regress = createKernelRegression(
    examples.map(({ text, vector }) => compare(text, vector).likeness),
    classes,
    setting.penalty,
  );
  return (text, vector) => {
    const { likeness, cosines } = compare(text, vector);
    const values = regress(likeness);
    const best = values.indexOf(Math.max(...values));
    const confidence = values[best] ?? 0;
    const { bias, nearest, centre, confidence: weight } = setting.scope;
    const score =
      bias +
      nearest * Math.max(...cosines) +
      centre * nearestCentre(cosines, classes, topics.length) +
      weight * confidence;
    return { topic: topics[best] ?? '', confidence, inScope: 1 / (1 + Math.exp(-score)) };
  };
}

type Comparison = {
  /** With each example, what is regressed on. */
  readonly likeness: Float64Array;
  /** The same before it is bent: by meaning where there are vectors. */
  readonly cosines: Float64Array;
};

function comparer(
  examples: readonly TopicExample[],
  meaning: number,
): (text: string, vector: Float32Array | null) => Comparison {
  const byWords = createTextLikeness(examples.map(({ text }) => text));
  if (meaning === 0)
    return (text) => {
      const cosines = byWords(text);
      return { likeness: cosines, cosines };
    };
  const vectors = examples.map(({ vector }) => needed(vector));
  return (text, vector) => {
    const own = needed(vector);
    const cosines = Float64Array.from(vectors, (other) => cosineOf(own, other));
    const words = meaning === 1 ? null : byWords(text);
    const likeness = cosines.map(
      (cosine, at) => meaning * Math.exp((cosine - 1) / reach) + (1 - meaning) * (words?.[at] ?? 0),
    );
    return { likeness, cosines };
  };
}

function needed(vector: Float32Array | null): Float32Array {
  if (vector === null) throw new Error('A text to tell topics by meaning has no vector');
  return vector;
}

/** The mean cosine with the examples of the topic that it is highest for. */
function nearestCentre(
  cosines: Float64Array,
  classes: readonly number[],
  topicCount: number,
): number {
  const sums = new Float64Array(topicCount);
  const counts = new Float64Array(topicCount);
  classes.forEach((topic, at) => {
    sums[topic] = (sums[topic] ?? 0) + (cosines[at] ?? 0);
    counts[topic] = (counts[topic] ?? 0) + 1;
  });
  return Math.max(...sums.map((sum, topic) => sum / (counts[topic] ?? 1)));
}
