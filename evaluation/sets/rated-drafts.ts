import { join } from 'node:path';
import { z } from 'zod';
import type { Article } from '../../domain/passage.ts';
import type { Said } from './questions.ts';
import { filesOf, readRows } from './rows.ts';

/** A draft that somebody else's model wrote from given articles, and what people said of it, 1 to 4. */
export type RatedDraft = {
  readonly id: string;
  /** Of the question: several models drafted for each. */
  readonly questionId: string;
  readonly model: string;
  readonly question: string;
  readonly history: readonly Said[];
  /** Ids of the articles that it was written from. */
  readonly contexts: readonly string[];
  readonly draft: string;
  readonly faithfulness: readonly number[];
  readonly completeness: readonly number[];
  readonly appropriateness: readonly number[];
};

export type RatedDrafts = {
  readonly articles: readonly Article[];
  readonly drafts: readonly RatedDraft[];
};

const ratings = z.array(z.number()).min(1);
const row = z.looseObject({
  id: z.string().min(1),
  model: z.string(),
  question: z.string().min(1),
  history: z.array(z.object({ role: z.enum(['user', 'agent']), text: z.string() })),
  contexts: z.array(z.string()),
  draft: z.string(),
  faithfulness: ratings,
  completeness: ratings,
  appropriateness: ratings,
});
const doc = z.looseObject({ id: z.string().min(1), title: z.string(), text: z.string() });

/** Reads a folder with `docs.jsonl` and `drafts.jsonl`; null: it has no such files. */
export async function readRatedDrafts(data: string, name: string): Promise<RatedDrafts | null> {
  const folder = join(data, name);
  const files = await filesOf(folder);
  if (!files.includes('drafts.jsonl') || !files.includes('docs.jsonl')) return null;
  const docs = await readRows(folder, 'docs.jsonl', doc);
  const drafts = await readRows(folder, 'drafts.jsonl', row);
  return {
    articles: docs.map(({ id, title, text: markdown }) => ({
      ...{ id, source: name, title, url: null, markdown, audience: 'public', language: 'en' },
    })),
    drafts: drafts.map((one) => ({ ...one, questionId: one.id.split('|')[0] ?? one.id })),
  };
}
