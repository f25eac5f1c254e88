import { z } from 'zod';
import type { Article } from '../domain/passage.ts';
import { ownFolder } from './attacks.ts';
import { readRows } from './sets/rows.ts';

const article = z.object({
  id: z.string(),
  title: z.string(),
  url: z.string(),
  markdown: z.string(),
  audience: z.enum(['public', 'internal']),
  language: z.string(),
});
const asked = z.object({ language: z.string(), text: z.string(), article: z.string() });

/** A question and the article that answers it. */
export type AskedQuestion = z.output<typeof asked>;

/** The help centre of the safety evaluation, in five languages. */
export const readSafetyKnowledge = async (): Promise<readonly Article[]> =>
  (await readRows(ownFolder, 'safety-knowledge.jsonl', article)).map((one) => ({
    ...one,
    source: 'sandbox',
  }));

export const readSafetyQuestions = (): Promise<readonly AskedQuestion[]> =>
  readRows(ownFolder, 'safety-questions.jsonl', asked);

/** Throws where there is none. */
export function articleOf(articles: readonly Article[], question: AskedQuestion): Article {
  const found = articles.find(({ id }) => id === question.article);
  if (!found) throw new Error(`There is no article ${question.article}`);
  return found;
}
