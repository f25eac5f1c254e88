import { join } from 'node:path';
import { z } from 'zod';
import type { Draft, DraftSentence } from '../../domain/language-model.ts';
import type { Passage } from '../../domain/passage.ts';
import { sentencesOf } from '../../domain/sentences.ts';
import { mean } from '../metrics.ts';
import { readRows } from '../sets/rows.ts';

/** A draft that people have rated, with what it was written from. */
export type RatedDraft = {
  readonly id: string;
  /** Rows of one question, by several makers, belong together. */
  readonly question: string;
  readonly customer: readonly string[];
  readonly passages: readonly Passage[];
  /** Every sentence cites all passages: the rows do not say which. */
  readonly draft: Draft;
  /** 1 to 4, the mean of three people. */
  readonly faithfulness: number;
  /** Written by a person. */
  readonly isReference: boolean;
};

const doc = z.looseObject({ id: z.string(), title: z.string(), text: z.string() });
const row = z.looseObject({
  id: z.string(),
  model: z.string(),
  history: z.array(z.object({ role: z.string(), text: z.string() })),
  question: z.string(),
  contexts: z.array(z.string()),
  draft: z.string(),
  faithfulness: z.array(z.number()).min(1),
});

export const ratedSet = 'mtrag_drafts';

export const citing = (text: string, passages: readonly Passage[]): DraftSentence => ({
  text,
  sources: passages.map(({ id }) => id),
});

export const passageOf = ({ id, title, text }: z.infer<typeof doc>, source: string): Passage => ({
  ...{ id, source, articleId: id, title, headingPath: [], url: null },
  ...{ audience: 'public', language: 'en', text },
});

/** Reads the rated drafts in a folder of sets. Throws a sentence where they are not there. */
export async function readRatedDrafts(data: string): Promise<readonly RatedDraft[]> {
  const folder = join(data, ratedSet);
  const docs = await readRows(folder, 'docs.jsonl', doc);
  const byId = new Map(docs.map((one) => [one.id, passageOf(one, ratedSet)] as const));
  const rows = await readRows(folder, 'drafts.jsonl', row);
  return rows.map(({ id, model, history, question, contexts, draft, faithfulness }) => {
    const passages = contexts.flatMap((name) => byId.get(name) ?? []);
    return {
      ...{ id, question: id.split('|')[0] ?? id, passages },
      customer: [
        ...history.filter(({ role }) => role === 'user').map(({ text }) => text),
        question,
      ],
      draft: {
        blocks: [
          {
            kind: 'paragraph',
            sentences: sentencesOf(draft).map((text) => citing(text, passages)),
          },
        ],
        openQuestions: [],
      },
      faithfulness: mean(faithfulness),
      isReference: model === 'reference',
    };
  });
}
