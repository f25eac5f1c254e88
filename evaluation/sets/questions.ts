import { z } from 'zod';
import type { Article } from '../../domain/passage.ts';
import { readRows } from './rows.ts';

export type Said = { readonly role: 'user' | 'agent'; readonly text: string };

/** A customer's question, and which articles answer it. */
export type LabelledQuestion = {
  readonly id: string;
  readonly text: string;
  /** What was said before, oldest first. */
  readonly history: readonly Said[];
  /** Ids of the articles that were judged right; empty: none, or nobody judged. */
  readonly gold: readonly string[];
  /** Whether the articles hold the answer; null: the row does not say, or only partly. */
  readonly isAnswerable: boolean | null;
  /** What a person answered, in Markdown; absent: the row does not say. */
  readonly referenceAnswer?: string;
};

/** A folder of articles with questions about them. */
export type QuestionSet = {
  readonly name: string;
  readonly articles: readonly Article[];
  readonly questions: readonly LabelledQuestion[];
};

const text = z.string().refine((value) => value.trim() !== '', 'is empty');
const ids = z.array(z.string().min(1));

const doc = z.looseObject({
  id: text,
  title: z.string(),
  text,
  entity: text.optional(),
});

const question = z.looseObject({
  id: text,
  text,
  history: z.array(z.object({ role: z.enum(['user', 'agent']), text: z.string() })).default([]),
  gold: ids.optional(),
  contexts: ids.optional(),
  answerable: z.boolean().optional(),
  reference_answer: z.string().nullish(),
  answerability: z.enum(['ANSWERABLE', 'PARTIAL', 'UNANSWERABLE', 'UNDERSPECIFIED']).optional(),
});

const task = z.looseObject({ id: text, opening: z.string().nullable(), required_documents: ids });
const judgement = z.looseObject({ qid: text, did: text, rel: z.number() });

const docsFile = 'docs.jsonl';
/** A file a layout: rows of questions, turns of dialogues, tasks. */
const askedFiles = ['queries.jsonl', 'turns.jsonl', 'tasks.jsonl'] as const;
const judgementsFile = /^qrels.*\.jsonl$/;

/** Whether the files of a folder are those of articles with questions. */
export const hasQuestions = (files: readonly string[]): boolean =>
  files.includes(docsFile) && askedFiles.some((file) => files.includes(file));

/**
 * Reads a folder of articles with questions. Where some questions were judged in a file of its own,
 * the set is those, and `name/contexts` is all by the articles that their answers were written from.
 * Throws a sentence when a row is not as expected.
 */
export async function readQuestions(
  name: string,
  folder: string,
  files: readonly string[],
): Promise<readonly QuestionSet[]> {
  const docs = await readRows(folder, docsFile, doc);
  const file = askedFiles.find((one) => files.includes(one)) ?? 'queries.jsonl';
  const asked = file === 'tasks.jsonl' ? await readTasks(folder) : await readAsked(folder, file);
  const articles = docs.map((one) => articleOf(one, name));
  const judged = await judgements(folder, files);
  const sets =
    judged === null
      ? [{ name, articles, questions: asked }]
      : [
          { name, articles, questions: asked.map((one) => judgedBy(one, judged)) },
          { name: `${name}/contexts`, articles, questions: asked.map(withoutVerdict) },
        ];
  const known = new Set(docs.map(({ id }) => id));
  for (const { id, gold } of sets.flatMap(({ questions }) => questions)) {
    const unknown = gold.find((one) => !known.has(one));
    if (unknown !== undefined)
      throw new Error(`${folder}: question ${id} names article ${unknown}, which is not there.`);
  }
  return sets;
}

type Judged = ReadonlyMap<string, readonly string[]>;

const judgedBy = (one: LabelledQuestion, judged: Judged): LabelledQuestion => ({
  ...one,
  gold: judged.get(one.id) ?? [],
});

/** Whether there is an answer is asked once a question. */
const withoutVerdict = (one: LabelledQuestion): LabelledQuestion => ({
  ...one,
  isAnswerable: null,
});

const articleOf = (
  { id, title, text: markdown, entity }: z.infer<typeof doc>,
  source: string,
): Article => ({
  ...{ id, source, title, url: null, markdown, audience: 'public', language: 'en' },
  ...(entity === undefined ? {} : { entity }),
});

async function readAsked(folder: string, file: string): Promise<LabelledQuestion[]> {
  const rows = await readRows(folder, file, question);
  return rows.map(({ id, text: asked, history, reference_answer: answer, ...row }) => {
    const isAnswerable = row.answerable ?? answerableBy(row.answerability);
    const gold = isAnswerable === false ? [] : (row.gold ?? row.contexts ?? []);
    const has = answer !== undefined && answer !== null && answer.trim() !== '';
    return {
      ...{ id, text: asked, history, gold, isAnswerable },
      ...(has ? { referenceAnswer: answer } : {}),
    };
  });
}

/** What is answered in part, or not understood without asking back, says nothing about either. */
function answerableBy(word: z.infer<typeof question>['answerability']): boolean | null {
  if (word === 'ANSWERABLE') return true;
  return word === 'UNANSWERABLE' ? false : null;
}

/** The customer's first message stands for a task; those that begin without one are left out. */
async function readTasks(folder: string): Promise<LabelledQuestion[]> {
  const rows = await readRows(folder, 'tasks.jsonl', task);
  return rows.flatMap(({ id, opening, required_documents: gold }) =>
    opening === null || opening.trim() === ''
      ? []
      : [{ id, text: opening, history: [], gold, isAnswerable: null }],
  );
}

/** Right articles by question, where a file of judgements says so; null: there is none. */
async function judgements(folder: string, files: readonly string[]): Promise<Judged | null> {
  const named = files.filter((file) => judgementsFile.test(file));
  if (named.length === 0) return null;
  const byQuestion = new Map<string, string[]>();
  for (const file of named)
    for (const { qid, did, rel } of await readRows(folder, file, judgement))
      if (rel > 0) byQuestion.set(qid, [...(byQuestion.get(qid) ?? []), did]);
  return byQuestion;
}
