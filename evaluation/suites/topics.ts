import type { Embedder } from '../../domain/embedder.ts';
import {
  type TopicBasis,
  type TopicExample,
  type TopicGuess,
  createFewShotTopics,
} from '../../models/few-shot-topics.ts';
import { type Figure, figureOf } from '../figures.ts';
import { auroc, mean } from '../metrics.ts';
import type { TopicSet } from '../sets/topics.ts';

type Row = TopicExample & { readonly isInScope: boolean };
type Told = { readonly row: Row; readonly guess: TopicGuess };

/** Of the rows of a set that has none to ask; each is asked by what the others teach. */
const folds = 5;

/**
 * How often the topic is told from the training rows, over messages that have one, and how well those
 * that have none are told from them.
 */
export async function measureTopics(
  set: TopicSet,
  basis: TopicBasis,
  embedder: Embedder | null,
): Promise<readonly Figure[]> {
  const vectors = await vectorsFor(set, basis === 'words' ? null : embedder);
  const training = set.training.map(
    ({ text, topic }): Row => ({ text, topic, vector: vectors(text), isInScope: true }),
  );
  const asked = set.asked.map(
    ({ text, topic }): Row => ({
      ...{ text, topic: topic ?? '', vector: vectors(text), isInScope: topic !== null },
    }),
  );
  const told = asked.length > 0 ? tell(training, asked, basis) : tellInFolds(training, basis);
  const of = { suite: 'topics', set: set.name, system: basis } as const;
  return [
    ...figureOf(
      { ...of, metric: 'accuracy' },
      told
        .filter(({ row }) => row.isInScope)
        .map(({ row, guess }) => (guess.topic === row.topic ? 1 : 0)),
      mean,
    ),
    ...figureOf(
      { ...of, metric: 'oosAuroc' },
      told.map(({ row, guess }) => ({ score: guess.inScope, isPositive: row.isInScope })),
      auroc,
    ),
  ];
}

function tell(training: readonly Row[], asked: readonly Row[], basis: TopicBasis): Told[] {
  const topics = createFewShotTopics(training, basis);
  return asked.map((row) => ({ row, guess: topics(row.text, row.vector) }));
}

/** Each fold has every fifth row of a topic. */
function tellInFolds(training: readonly Row[], basis: TopicBasis): Told[] {
  const seen = new Map<string, number>();
  const foldOf = training.map(({ topic }) => {
    const count = seen.get(topic) ?? 0;
    seen.set(topic, count + 1);
    return count % folds;
  });
  return Array.from({ length: folds }, (_, fold) =>
    tell(
      training.filter((_row, at) => foldOf[at] !== fold),
      training.filter((_row, at) => foldOf[at] === fold),
      basis,
    ),
  ).flat();
}

async function vectorsFor(
  { training, asked }: TopicSet,
  embedder: Embedder | null,
): Promise<(text: string) => Float32Array | null> {
  if (embedder === null) return () => null;
  const texts = [...new Set([...training, ...asked].map(({ text }) => text))];
  const vectors = await embedder.embed(texts, new AbortController().signal);
  const byText = new Map(texts.map((text, at) => [text, vectors[at] ?? null] as const));
  return (text) => byText.get(text) ?? null;
}
