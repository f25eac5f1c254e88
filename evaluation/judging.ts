import type { Embedder } from '../domain/embedder.ts';
import type { LanguageModel, TextVectors } from '../domain/language-model.ts';
import type { TopicCaution } from '../domain/settings.ts';
import { createExtractiveModel } from '../models/extractive.ts';
import { createLanguageDetector } from '../models/language.ts';
import { createOpenAiModel } from '../models/openai.ts';
import type { Figure } from './figures.ts';
import { readExclusions, readMixed, readTurns } from './sets/own.ts';
import type { TopicSet } from './sets/topics.ts';
import { exclusionsOf, measureExclusions, measureMixed } from './suites/exclusions.ts';
import { type TurnJudge, measureTurns } from './suites/turns.ts';

/** Turns or messages with labels, and how a judge is measured on them. */
export type JudgingSet = {
  readonly name: string;
  measure(judge: TurnJudge): Promise<readonly Figure[]>;
};

/** Of the excluded intents and of all others, a draw: all draws of a set take a minute at most. */
const rows = 80;

/** Our own turns and mixed messages, and draws of excluded intents of each set that has sentences. */
export async function judgingSets(
  sets: readonly TopicSet[],
  caution: TopicCaution,
): Promise<readonly JudgingSet[]> {
  const [turns, mixed, sentences] = await Promise.all([readTurns(), readMixed(), readExclusions()]);
  const language = await createLanguageDetector();
  return [
    { name: 'own/turns', measure: (judge) => measureTurns(turns, judge, language) },
    { name: 'own/mixed', measure: (judge) => measureMixed(mixed, judge) },
    ...sets
      .filter(({ name }) => sentences.some(({ set }) => set === name))
      .map((set) => ({
        name: exclusionsOf(set),
        measure: (judge: TurnJudge) => measureExclusions(set, sentences, { judge, caution, rows }),
      })),
  ];
}

/** Without a key: by words and, where there is an embedder, as the product judges with it. */
export function keylessJudges(embedder: Embedder | null): readonly TurnJudge[] {
  const model = createExtractiveModel();
  const words = { system: 'words', model, textVectors: null } as const;
  if (embedder === null) return [words];
  return [words, { system: 'fused', model, textVectors: rememberedVectors(embedder) }];
}

/** With a model behind an address that is asked where words and meaning leave a doubt. */
export const scriptedJudge = (baseUrl: string, embedder: Embedder | null): TurnJudge => ({
  system: 'scripted',
  model: scriptedModel(baseUrl),
  textVectors: embedder && rememberedVectors(embedder),
});

const scriptedModel = (baseUrl: string): LanguageModel =>
  createOpenAiModel({
    ...{ apiKey: null, baseUrl, model: 'scripted', timeoutMs: 30_000 },
    // Between two doubts the server may close the connection that the second is sent on.
    fetch: (input, init) => fetch(input, init).catch(() => fetch(input, init)),
  });

/** The same lines and sentences are compared with every message: each is embedded once. */
function rememberedVectors(embedder: Embedder): TextVectors {
  const known = new Map<string, Float32Array>();
  return async (texts, signal) => {
    const missing = [...new Set(texts)].filter((text) => !known.has(text));
    const made = missing.length === 0 ? [] : await embedder.embed(missing, signal);
    made.forEach((vector, at) => {
      const text = missing[at];
      if (text !== undefined) known.set(text, vector);
    });
    return texts.flatMap((text) => known.get(text) ?? []);
  };
}
