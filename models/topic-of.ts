import type { ClassifyRequest } from '../domain/language-model.ts';
import type { Topic } from '../domain/settings.ts';
import { primaryLanguage } from '../domain/words.ts';
import { exclusionTexts, lineScore } from './excluded-by-meaning.ts';
import { type FewShotTopics, createFewShotTopics } from './few-shot-topics.ts';
import { findTopic } from './topics.ts';
import { turnTexts } from './turn-texts.ts';

export type TopicJudgement = { readonly name: string | null; readonly isClear: boolean };

type Vectors = ReadonlyMap<string, Float32Array>;

/** Learning takes the cube of the examples: so many a topic, and topics, are learnt from at most. */
const mostExamples = { each: 10, all: 400 } as const;
/** Of the chance that a message is about any topic with examples. */
const inScope = { from: 0.5, unclearFrom: 0.35, unclearTo: 0.65 } as const;
/** Of the score of a name and a description; `excluded-by-meaning.ts` says what it is. */
const described = { from: 1.5, unclearFrom: 0, unclearTo: 3 } as const;

/** What a topic without examples is told by. */
const lineOf = ({ name, description }: Topic): string =>
  description.trim() === '' ? name : `${name}: ${description}`;

const hasExamples = ({ examples }: Topic): boolean => examples.length > 0;

const examplesOf = (topics: readonly Topic[]): readonly { text: string; topic: string }[] =>
  topics
    .flatMap(({ name, examples }) =>
      examples.slice(0, mostExamples.each).map((text) => ({ text, topic: name })),
    )
    .slice(0, mostExamples.all);

/** Texts whose vectors are needed beside those of the turn. */
export const topicTexts = ({ topics }: Pick<ClassifyRequest, 'topics'>): readonly string[] => [
  ...examplesOf(topics.filter(hasExamples)).map(({ text }) => text),
  ...exclusionTexts(topics.filter((topic) => !hasExamples(topic)).map(lineOf), { topics: [] }),
];

/** The configured topic that the turn is about: by examples, or else by name and description. */
export function topicOf(request: ClassifyRequest, vectors: Vectors | null): TopicJudgement {
  if (request.topics.length === 0) return { name: null, isClear: true };
  if (vectors === null) return { name: findTopic(request), isClear: false };
  const texts = turnTexts(request, primaryLanguage(request.language));
  const taught = byExamples(request.topics.filter(hasExamples), texts, vectors);
  if (taught.name !== null) return taught;
  const told = byDescription(
    request.topics.filter((one) => !hasExamples(one)),
    texts,
    vectors,
  );
  return told.name !== null
    ? told
    : { name: findTopic(request), isClear: taught.isClear && told.isClear };
}

function byExamples(
  topics: readonly Topic[],
  texts: readonly string[],
  vectors: Vectors,
): TopicJudgement {
  const learner = learn(topics, vectors);
  if (learner === null) return { name: null, isClear: true };
  const [best] = texts
    .flatMap((text) => {
      const vector = vectors.get(text);
      return vector ? [learner(text, vector)] : [];
    })
    .sort((a, z) => z.inScope - a.inScope);
  const chance = best?.inScope ?? 0;
  return {
    name: best && chance >= inScope.from ? best.topic : null,
    isClear: chance < inScope.unclearFrom || chance > inScope.unclearTo,
  };
}

/** By the vector of the first example, with the texts that were learnt from. */
const learnt = new WeakMap<Float32Array, { key: string; learner: FewShotTopics }>();

function learn(topics: readonly Topic[], vectors: Vectors): FewShotTopics | null {
  const examples = examplesOf(topics).flatMap(({ text, topic }) => {
    const vector = vectors.get(text);
    return vector ? [{ text, topic, vector }] : [];
  });
  const [first] = examples;
  if (!first) return null;
  const key = JSON.stringify(examples.map(({ text, topic }) => [text, topic]));
  const known = learnt.get(first.vector);
  if (known?.key === key) return known.learner;
  const learner = createFewShotTopics(examples, 'fused');
  learnt.set(first.vector, { key, learner });
  return learner;
}

function byDescription(
  topics: readonly Topic[],
  texts: readonly string[],
  vectors: Vectors,
): TopicJudgement {
  const [best] = topics
    .map((topic) => ({
      name: topic.name,
      score: lineScore(lineOf(topic), texts, { topics: [] }, vectors),
    }))
    .sort((a, z) => z.score - a.score);
  const score = best?.score ?? Number.NEGATIVE_INFINITY;
  return {
    name: best && score >= described.from ? best.name : null,
    isClear: score < described.unclearFrom || score > described.unclearTo,
  };
}
