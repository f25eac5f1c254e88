import type { Embedder } from '../../domain/embedder.ts';
import type { RetrievedPassage } from '../../domain/passage.ts';
import { createLanguageDetector } from '../../models/language.ts';
import { createRetrievers } from './retrievers.ts';
import { createPassageVectors } from './passage-vectors.ts';
import type { Product } from '../product.ts';

export type SearchAnswer = {
  /** Of the question: given, or detected. */
  readonly language: string;
  /** Languages that the knowledge has; empty: there is no knowledge. */
  readonly languages: readonly string[];
  /** Best first, internal ones included. */
  readonly passages: readonly RetrievedPassage[];
  /** How likely the answer is among the public ones, 0..1. */
  readonly answerChance: number;
};

/** What a decision would find for a question; without an embedder: by words alone. */
export async function searchKnowledge(
  { stores, clock }: Pick<Product, 'stores' | 'clock'>,
  request: { appId: string; question: string; language: string | undefined; limit: number },
  embedder: Embedder | null = null,
): Promise<SearchAnswer> {
  const { appId, question, limit } = request;
  const detector = await createLanguageDetector();
  const language = request.language ?? (await detector.detect(question, null)).language;
  const report = (): void => undefined;
  const passageVectors = createPassageVectors({ vectors: stores.vectors, report });
  try {
    const options = { embedder: () => embedder, passageVectors, report };
    const retriever = await createRetrievers(stores.articles, clock, options)(appId);
    const found = await retriever.retrieve({ questions: [question], context: [], language, limit });
    const answerChance = found.answers[0]?.chance ?? 0;
    const passages = found.passages.slice(0, limit);
    return { language, languages: found.languages, passages, answerChance };
  } finally {
    await passageVectors.stop();
  }
}
