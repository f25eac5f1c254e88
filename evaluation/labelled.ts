import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Article } from '../domain/passage.ts';
import { readJsonl } from '../knowledge/sources/jsonl.ts';

/** A customer's question with the articles that answer it; none: nothing does, or nobody has said. */
export type LabelledQuestion = {
  readonly id: string;
  readonly text: string;
  readonly gold: readonly string[];
  /** Whether the articles hold an answer; null: not labelled, or in part only. */
  readonly answerable: boolean | null;
  /** What was said before, oldest first. */
  readonly history: readonly { readonly role: string; readonly text: string }[];
};

export type LabelledSet = {
  readonly name: string;
  readonly articles: readonly Article[];
  readonly questions: readonly LabelledQuestion[];
};

const question = z.object({
  id: z.string(),
  text: z.string(),
  gold: z.array(z.string()).optional(),
  contexts: z.array(z.string()).optional(),
  answerable: z.boolean().optional(),
  answerability: z.string().optional(),
  history: z.array(z.object({ role: z.string(), text: z.string() })).default([]),
});
const judgement = z.object({ qid: z.string(), did: z.string(), rel: z.number() });

function rowsOf<Row>(content: string, schema: z.ZodType<Row>, file: string): Row[] {
  const lines = content.split('\n');
  return lines.flatMap((line, at) => {
    if (line.trim() === '') return [];
    try {
      return [schema.parse(JSON.parse(line))];
    } catch {
      throw new Error(`${file}, line ${at + 1}: this is not a row of such a file.`);
    }
  });
}

/** Articles that were judged to answer, by question; null: the folder has no such file. */
async function judgementsIn(folder: string, names: readonly string[]) {
  const own = names.filter((name) => /^qrels.*\.jsonl$/.test(name));
  if (own.length === 0) return null;
  const judged = new Map<string, string[]>();
  for (const name of own) {
    const file = join(folder, name);
    for (const { qid, did, rel } of rowsOf(await readFile(file, 'utf8'), judgement, file))
      if (rel > 0) judged.set(qid, [...(judged.get(qid) ?? []), did]);
  }
  return judged;
}

function answerableOf({ answerable, answerability }: z.infer<typeof question>): boolean | null {
  if (answerability === undefined) return answerable ?? null;
  if (answerability === 'ANSWERABLE') return true;
  return answerability === 'UNANSWERABLE' ? false : null;
}

/**
 * Reads a folder of articles (`docs.jsonl`) and questions (`queries.jsonl` or `turns.jsonl`). Where
 * questions were judged against all articles (`qrels*.jsonl`), only that counts. Null: no such folder.
 */
export async function readLabelled(folder: string, name: string): Promise<LabelledSet | null> {
  const names: readonly string[] = await readdir(join(folder, name)).catch(() => []);
  const questions = names.find((one) => one === 'queries.jsonl' || one === 'turns.jsonl');
  if (questions === undefined || !names.includes('docs.jsonl')) return null;
  const file = join(folder, name, questions);
  const judged = await judgementsIn(join(folder, name), names);
  const docs = await readFile(join(folder, name, 'docs.jsonl'), 'utf8');
  const { articles } = readJsonl(docs, { source: name, guessLanguage: () => 'en' });
  return {
    name,
    articles,
    questions: rowsOf(await readFile(file, 'utf8'), question, file).map((row) => {
      const answerable = answerableOf(row);
      const labelled = judged ? (judged.get(row.id) ?? []) : (row.gold ?? row.contexts ?? []);
      const { id, text, history } = row;
      return { id, text, history, answerable, gold: answerable === false ? [] : labelled };
    }),
  };
}

/** Every labelled set below a folder, in the order of their names. */
export async function readAllLabelled(folder: string): Promise<readonly LabelledSet[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => null);
  if (entries === null) throw new Error(`${folder}: there is no such folder.`);
  const names = entries.filter((one) => one.isDirectory()).map((one) => one.name);
  const sets = await Promise.all(names.sort().map((name) => readLabelled(folder, name)));
  return sets.filter((set) => set !== null);
}
