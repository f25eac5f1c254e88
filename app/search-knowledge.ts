import type { RetrievedPassage } from '../domain/passage.ts';
import { createLanguageDetector } from '../models/language.ts';
import { createRetrievers } from './knowledge.ts';
import type { Product } from './product.ts';

export type SearchAnswer = {
  /** Of the question: given, or detected. */
  readonly language: string;
  /** Languages that the knowledge has; empty: there is no knowledge. */
  readonly languages: readonly string[];
  /** Best first, internal ones included. */
  readonly passages: readonly RetrievedPassage[];
};

/** What a decision would find for a question. */
export async function searchKnowledge(
  { stores, clock }: Pick<Product, 'stores' | 'clock'>,
  request: { appId: string; question: string; language: string | undefined; limit: number },
): Promise<SearchAnswer> {
  const { appId, question, limit } = request;
  const detector = await createLanguageDetector();
  const language = request.language ?? (await detector.detect(question, null)).language;
  const retriever = await createRetrievers(stores.articles, clock)(appId);
  const found = await retriever.retrieve({ questions: [question], context: [], language, limit });
  return { language, languages: found.languages, passages: found.passages.slice(0, limit) };
}
