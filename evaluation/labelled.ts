import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Article } from '../domain/passage.ts';
import { readJsonl } from '../knowledge/sources/jsonl.ts';

/** A customer's question with the articles that answer it; none: nothing does. */
export type LabelledQuestion = {
  readonly id: string;
  readonly text: string;
  readonly gold: readonly string[];
  /** What was said before, oldest first. */
  readonly history: readonly { readonly role: string; readonly text: string }[];
};

export type LabelledSet = {
  readonly articles: readonly Article[];
  readonly questions: readonly LabelledQuestion[];
};

const row = z.object({
  id: z.string(),
  text: z.string(),
  gold: z.array(z.string()).optional(),
  contexts: z.array(z.string()).optional(),
  answerable: z.boolean().optional(),
  answerability: z.string().optional(),
  history: z.array(z.object({ role: z.string(), text: z.string() })).default([]),
});

function labelled(line: string): LabelledQuestion[] {
  const { id, text, gold, contexts, answerable, answerability, history } = row.parse(
    JSON.parse(line),
  );
  if (answerability === 'PARTIAL') return [];
  const none = answerable === false || (answerability ?? 'ANSWERABLE') !== 'ANSWERABLE';
  return [{ id, text, gold: none ? [] : (gold ?? contexts ?? []), history }];
}

/** Reads `docs.jsonl` and `queries.jsonl` of a folder. Throws when a row is not as expected. */
export async function readLabelled(folder: string): Promise<LabelledSet> {
  const [docs, queries] = await Promise.all([
    readFile(join(folder, 'docs.jsonl'), 'utf8'),
    readFile(join(folder, 'queries.jsonl'), 'utf8'),
  ]);
  const { articles } = readJsonl(docs, { source: 'evaluation', guessLanguage: () => 'en' });
  return { articles, questions: queries.trim().split('\n').flatMap(labelled) };
}
