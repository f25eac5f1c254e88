import { join } from 'node:path';
import { z } from 'zod';
import type { Embedder } from '../../domain/embedder.ts';
import type { Passage } from '../../domain/passage.ts';
import { countWords } from '../../domain/sentences.ts';
import { splitArticle } from '../../knowledge/split.ts';
import type { Figure } from '../figures.ts';
import { filesOf, readRows } from '../sets/rows.ts';
import { editFigures, ratedFigures } from '../suites/grounding.ts';
import { type GoodSentence, casesOf, extractsOf } from './cases.ts';
import { type RatedDraft, ratedSet, readRatedDrafts } from './rated-drafts.ts';

export type GroundingOptions = {
  /** A folder that holds the rated drafts and, if extracts are to be edited as well, `wixqa`. */
  readonly data: string;
  readonly embedder: Embedder | null;
  readonly report: (line: string) => void;
  readonly onFigures: (figures: readonly Figure[]) => void;
};

/** Sentences that people found faithful, or that a person wrote. */
const leastFaithful = 3.5;
const fewestWords = 5;
const extractsEach = 3;
const extractSet = 'wixqa';

const goodSentences = (drafts: readonly RatedDraft[]): GoodSentence[] =>
  drafts
    .filter((one) => one.faithfulness >= leastFaithful || one.isReference)
    .filter(({ passages }) => passages.length > 0)
    .flatMap(({ draft, passages, customer, question: group }) =>
      draft.blocks
        .flatMap(({ sentences }) => sentences)
        .filter(({ text }) => countWords(text) >= fewestWords)
        .map(({ text }) => ({ text, passages, customer, group })),
    );

/** Throws a sentence where the rated drafts are not there. */
export async function measureGrounding({
  data,
  embedder,
  report,
  onFigures,
}: GroundingOptions): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  const add = (some: readonly Figure[]): void => {
    figures.push(...some);
    onFigures(some);
  };
  const drafts = await readRatedDrafts(data);
  for (const system of embedder === null ? [null] : [null, embedder]) {
    report(`${ratedSet}: ratings by ${system === null ? 'words' : 'words and meaning'}`);
    add(await ratedFigures(drafts, system));
  }
  report(`${ratedSet}: edits`);
  add(await editFigures(ratedSet, casesOf(goodSentences(drafts))));
  const contexts = new Map(
    drafts
      .filter(({ passages }) => passages.length > 0)
      .map(({ question, passages }) => [question, passages] as const),
  );
  add(await editFigures(`${ratedSet}/extracts`, casesOf(extractsOf(contexts, extractsEach))));
  const folder = join(data, extractSet);
  if ((await filesOf(folder)).includes('docs.jsonl')) {
    report(`${extractSet}: edits of extracts`);
    add(await editFigures(extractSet, casesOf(extractsOf(await articlesIn(folder), 2))));
  }
  return figures;
}

const doc = z.looseObject({ id: z.string(), title: z.string(), text: z.string() });

async function articlesIn(folder: string): Promise<ReadonlyMap<string, readonly Passage[]>> {
  const docs = await readRows(folder, 'docs.jsonl', doc);
  return new Map(
    docs.map(({ id, title, text: markdown }) => {
      const article = { ...{ id, title, markdown, source: extractSet }, url: null, language: 'en' };
      return [id, splitArticle({ ...article, audience: 'public' })] as const;
    }),
  );
}
