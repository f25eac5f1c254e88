import type { ClassifyRequest } from '../domain/language-model.ts';
import type { TopicCaution } from '../domain/settings.ts';
import { exclusionWeights as weights } from './exclusion-weights.ts';
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
  const further = described ? [described.description, ...described.examples] : [];
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
  const anyhow = (own: readonly Float32Array[]): number =>
    meanOfHighest(
      support.map((other) => meanCosine(own, other)),
      nearest,
    );
  const units = texts.flatMap((text) => vectors.get(text) ?? []);
  const unitAnyhow = units.map((unit) => anyhow([unit]));
  const scores = meaningsOf(line, request).flatMap((meaning) => {
    const own = meaning.flatMap((text) => vectors.get(text) ?? []);
    if (own.length === 0) return [];
    const ownAnyhow = anyhow(own);
    return units.map(
      (unit, at) =>
        weights.bias +
        weights.likeness * meanCosine(own, unit) +
        weights.textAnyhow * (unitAnyhow[at] ?? 0) +
        weights.lineAnyhow * ownAnyhow,
    );
  });
  return Math.max(Number.NEGATIVE_INFINITY, ...scores);
}

const meanCosine = (own: readonly Float32Array[], other: Float32Array): number =>
  own.reduce((sum, one) => sum + cosineOf(one, other), 0) / own.length;

/** From this score on a turn stays quiet without a model that could be asked. */
export const excludedFromScore = (caution: TopicCaution): number => weights.excludedFrom[caution];

/** Between these a model is asked, where there is one. */
export const unclearScores = weights.unclear;
