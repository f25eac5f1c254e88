import { type EmbedderParts, joinEmbedders } from '../domain/joined-embedder.ts';
import type { ModelCall, TextVectors } from '../domain/language-model.ts';
import { createRetriever } from '../knowledge/retriever.ts';
import { splitArticle } from '../knowledge/split.ts';
import { createExtractiveModel } from '../models/extractive.ts';
import { createRandom } from './bootstrap.ts';
import { type DraftRow, draftRowsOf } from './draft-rows.ts';
import type { Figure, SystemName } from './figures.ts';
import { fitSentences } from './fit-sentences.ts';
import { meaningOf } from './open-search.ts';
import { named, readSets } from './sets/folder.ts';
import type { QuestionSet } from './sets/questions.ts';
import { type MeasuredDraft, coverageRatio, draftFigures, measureDraft } from './suites/drafts.ts';

export type DraftsOptions = {
  /** A folder with a folder a set. */
  readonly data: string;
  /** Default: every set whose questions have reference answers. */
  readonly set: string | undefined;
  /** Null: words alone. */
  readonly embedders: EmbedderParts | null;
  readonly report: (line: string) => void;
  readonly onFigures?: (figures: readonly Figure[]) => void;
  /** Told of every draft of the product's system, to be read. */
  readonly onDrafts?: (drafts: readonly MeasuredDraft[]) => void;
};

const folds = 5;

/** Sets whose questions have reference answers and right articles. Throws a sentence without any. */
export async function readAnswered(
  data: string,
  name: string | undefined,
): Promise<readonly QuestionSet[]> {
  const read = await readSets(data, 'retrieval');
  if (read.suite === 'topics') throw new Error('A suite of questions has no topics');
  const sets = read.sets.filter(({ questions }) =>
    questions.some(({ gold, referenceAnswer }) => gold.length > 0 && referenceAnswer !== undefined),
  );
  if (sets.length === 0) throw new Error(`${data} holds no set with reference answers.`);
  return named(sets, name);
}

/** Words alone, or words and meaning as the product has them; passages and vectors of texts alike. */
function openSystem(embedders: EmbedderParts | null): {
  readonly name: SystemName;
  readonly call: ModelCall;
  rowsOf(set: QuestionSet): Promise<readonly DraftRow[]>;
} {
  const embedder = embedders && joinEmbedders(embedders);
  const textVectors: TextVectors = async (texts, signal) =>
    embedder === null ? null : embedder.embed(texts, signal);
  return {
    name: embedder === null ? 'words' : 'fused',
    call: { signal: new AbortController().signal, textVectors },
    async rowsOf(set) {
      const passages = set.articles.flatMap(splitArticle);
      const meaning = embedder && (await meaningOf(passages, embedder));
      const retriever = createRetriever(passages, meaning);
      return draftRowsOf(set, { model: createExtractiveModel(), retriever });
    },
  };
}

/** Rows that the fit of sentences learns from. */
export async function readDraftRows({
  data,
  sets,
  embedders,
  report,
}: Pick<DraftsOptions, 'data' | 'embedders' | 'report'> & {
  readonly sets: readonly string[];
}): Promise<readonly DraftRow[]> {
  const system = openSystem(embedders);
  const rows: DraftRow[] = [];
  for (const name of sets)
    for (const set of await readAnswered(data, name)) {
      report(`${set.name}: ${system.name}`);
      rows.push(...(await system.rowsOf(set)));
    }
  return rows;
}

/** Measures the drafts of the maker that needs no key. */
export async function measureDrafts(options: DraftsOptions): Promise<readonly Figure[]> {
  const { data, set: name, embedders, report, onFigures, onDrafts } = options;
  const sets = await readAnswered(data, name);
  const figures: Figure[] = [];
  for (const system of [openSystem(null), ...(embedders === null ? [] : [openSystem(embedders)])]) {
    const isProduct = (system.name === 'fused') === (embedders !== null);
    for (const set of sets) {
      report(`${set.name}: ${system.name}`);
      const rows = await system.rowsOf(set);
      const times: number[] = [];
      const drafts = await drafted(rows, () => createExtractiveModel(), system.call, times);
      const some = draftFigures({ set: set.name, system: system.name }, drafts);
      figures.push(...some);
      onFigures?.(some);
      if (isProduct) onDrafts?.(drafts);
      report(`${set.name}: ${system.name}, ${sentenceOf(times)}`);
      const unseen = await heldOut(rows, system.call);
      report(
        `${set.name}: ${system.name}, coverageRatio of weights fitted to other rows ${unseen}`,
      );
    }
  }
  return figures;
}

async function drafted(
  rows: readonly DraftRow[],
  modelFor: (row: DraftRow) => ReturnType<typeof createExtractiveModel>,
  call: ModelCall,
  times: number[] = [],
): Promise<MeasuredDraft[]> {
  const drafts: MeasuredDraft[] = [];
  for (const row of rows) {
    const before = performance.now();
    drafts.push(await measureDraft(row, modelFor(row), call));
    times.push((performance.now() - before) / 2);
  }
  return drafts;
}

/** The product's weights may have seen these very rows; these have seen the other folds of the set alone. */
async function heldOut(rows: readonly DraftRow[], call: ModelCall): Promise<string> {
  if (rows.length < 2 * folds) return '-';
  const random = createRandom(7);
  const foldOf = new Map(rows.map((row) => [row, Math.floor(random() * folds)] as const));
  const models = Array.from({ length: folds }, (_, fold) =>
    createExtractiveModel(fitSentences(rows.filter((row) => foldOf.get(row) !== fold))),
  );
  const drafts = await drafted(
    rows,
    (row) => models[foldOf.get(row) ?? 0] ?? createExtractiveModel(),
    call,
  );
  return coverageRatio(drafts)?.toFixed(3) ?? '-';
}

function sentenceOf(times: readonly number[]): string {
  const sorted = times.toSorted((a, z) => a - z);
  const at = (share: number): string =>
    (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(0);
  return `a draft took ${at(0.5)} ms (p50), ${at(0.95)} ms (p95), vectors that were kept before`;
}
