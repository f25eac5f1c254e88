import { createExtractiveModel } from '../models/extractive.ts';
import { type EmbedderParts, joinEmbedders } from '../domain/joined-embedder.ts';
import type { LanguageModel, TextVectors } from '../domain/language-model.ts';
import type { Passage } from '../domain/passage.ts';
import { type CaseParts, type DraftCase, draftCasesOf } from './draft-cases.ts';
import type { UsableRow } from './fit-confidence.ts';
import { meaningOf } from './open-search.ts';
import { type RatedCase, ratedCasesOf } from './rated-cases.ts';
import { readSets } from './sets/folder.ts';
import { readRatedDrafts } from './sets/rated-drafts.ts';
import { ratedRows, usableRows } from './usable-rows.ts';

export type GatherOptions = {
  /** A folder with a folder a set. */
  readonly data: string;
  readonly model: LanguageModel;
  /** Null: words alone search and compare. */
  readonly embedders: EmbedderParts | null;
  readonly report: (line: string) => void;
};

export type Gathered = {
  readonly cases: readonly DraftCase[];
  readonly rated: readonly RatedCase[];
  /** All that have a draft and a label. */
  readonly rows: readonly UsableRow[];
};

/** Sets whose questions have reference answers; of some the answer is taken out to make more. */
const askedSets = [
  { name: 'wixqa', asMade: true },
  { name: 'techqa', asMade: true },
  { name: 'mtrag_un', asMade: false },
] as const;
export const ratedSet = 'mtrag_drafts';

/** Drafts for every question of the sets that are there, and what people said of others' drafts. */
export async function gatherDrafts({
  data,
  model,
  embedders,
  report,
}: GatherOptions): Promise<Gathered> {
  const embedder = embedders && joinEmbedders(embedders);
  const textVectors: TextVectors | null =
    embedder && ((texts, signal) => embedder.embed(texts, signal));
  const parts: CaseParts = {
    model,
    meaning: async (passages: readonly Passage[]) =>
      embedder && (await meaningOf(passages, embedder)),
    ...(textVectors === null ? {} : { textVectors }),
  };
  const read = await readSets(data, 'retrieval');
  const sets = read.suite === 'topics' ? [] : read.sets;
  const cases: DraftCase[] = [];
  for (const { name, asMade } of askedSets) {
    const set = sets.find((one) => one.name === name);
    if (set === undefined) continue;
    report(`${name}: ${set.questions.length} questions`);
    cases.push(...(await draftCasesOf(set, parts, asMade)));
  }
  const ratings = await readRatedDrafts(data, ratedSet);
  if (ratings) report(`${ratedSet}: ${ratings.drafts.length} rated drafts`);
  const rated = ratings ? await ratedCasesOf(ratings, parts) : [];
  return { cases, rated, rows: [...usableRows(cases, model.name), ...ratedRows(rated, ratedSet)] };
}

/** The maker of drafts that needs no key, as the product ships it. */
export const keylessModel = createExtractiveModel;
