import type { ClassifyRequest } from '../domain/language-model.ts';
import type { TopicCaution } from '../domain/settings.ts';
import { exclusionWeights as weights } from './exclusion-weights.ts';
import { knownExamples } from './known-concerns.ts';
import supportFile from './support-sentences.json' with { type: 'json' };
import { cosineOf, meanOfHighest } from './vectors.ts';

/** What a line is likened to messages by: as it stands, and as what a message would say. */
const phrasings = (line: string): readonly string[] => [line, `I have a question about ${line}`];

/** Of the support sentences, those nearest: how like to anything a text is anyhow. */
const nearest = 10;

type Vectors = ReadonlyMap<string, Float32Array>;

/** The texts that say what a line means, each by the texts whose mean cosine counts. */
function meaningsOf(line: string, { topics }: Pick<ClassifyRequest, 'topics'>): string[][] {
  const described = topics.find(({ name }) => name.toLowerCase() === line.toLowerCase());
  const further = [
    ...(described ? [described.description, ...described.examples] : []),
    ...knownExamples(line),
  ];
  return [[...phrasings(line)], ...further.filter((text) => text.trim() !== '').map((it) => [it])];
}

/** Texts whose vectors are needed beside those of the turn. */
export const exclusionTexts = (
  lines: readonly string[],
  request: Pick<ClassifyRequest, 'topics'>,
): readonly string[] =>
  lines.length === 0
    ? []
    : [...supportFile.sentences, ...lines.flatMap((line) => meaningsOf(line, request).flat())];

/**
 * How surely any of the texts is about the line, as log odds: their likeness, less that which either
 * has with whatever customers write. Minus infinity without vectors.
 */
export function lineScore(
  line: string,
  texts: readonly string[],
  request: Pick<ClassifyRequest, 'topics'>,
  vectors: Vectors,
): number {
  const support = supportFile.sentences.flatMap((text) => vectors.get(text) ?? []);
  const units = texts.flatMap((text) => vectors.get(text) ?? []);
  const scores = meaningsOf(line, request).flatMap((meaning) => {
    const own = meaning.flatMap((text) => vectors.get(text) ?? []);
    if (own.length === 0) return [];
    const ownAnyhow = mean(own.map((one) => anyhowOf(one, support)));
    return units.map(
      (unit) =>
        weights.bias +
        weights.likeness * meanCosine(own, unit) +
        weights.textAnyhow * anyhowOf(unit, support) +
        weights.lineAnyhow * ownAnyhow,
    );
  });
  return Math.max(Number.NEGATIVE_INFINITY, ...scores);
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, one) => sum + one, 0) / values.length;

const meanCosine = (own: readonly Float32Array[], other: Float32Array): number =>
  mean(own.map((one) => cosineOf(one, other)));

/** Lines come again with every message, and a message is held against every line. */
const known = new WeakMap<Float32Array, number>();

/** How like a text is to what customers write anyhow. */
function anyhowOf(one: Float32Array, support: readonly Float32Array[]): number {
  const found = known.get(one);
  if (found !== undefined) return found;
  const value = meanOfHighest(
    support.map((other) => cosineOf(one, other)),
    nearest,
  );
  known.set(one, value);
  return value;
}

/** From this score on a turn stays quiet without a model that could be asked. */
export const excludedFromScore = (caution: TopicCaution): number => weights.excludedFrom[caution];

/** Between these a model is asked, where there is one. */
export const unclearScores = weights.unclear;
