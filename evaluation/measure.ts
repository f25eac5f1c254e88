import { type EmbedderParts, joinEmbedders } from '../domain/joined-embedder.ts';
import { answerableFigures, scoredBy, scoredInFolds } from './suites/answerable.ts';
import { type Figure, systemNames } from './figures.ts';
import { answerGate } from '../knowledge/answer-gate.ts';
import { type AnswerRows, answerRowsOf } from './answer-rows.ts';
import { fitGate } from './fit-gate.ts';
import { type Scored, auroc } from './metrics.ts';
import type { QuestionSet } from './sets/questions.ts';
import type { TopicSet } from './sets/topics.ts';
import { measureTopics } from './suites/topics.ts';
import { type SetSuite, named, readSets } from './sets/folder.ts';
import { type AblationRow, measureAblation } from './ablation.ts';
import { measureRetrieval } from './suites/retrieval.ts';
import { retrievalSystems } from './systems.ts';

export type MeasureOptions = {
  /** A folder with a folder a set. */
  readonly data: string;
  /** Default: every set that is there. */
  readonly set: string | undefined;
  /** Null: words alone are measured. Topics are told by the first, articles found by all. */
  readonly embedders: EmbedderParts | null;
  readonly report: (line: string) => void;
  /** Told what was measured of a set by a system, as soon as it is there. */
  readonly onFigures?: (figures: readonly Figure[]) => void;
};

/** Throws the sentence that `measure` would, before anything that takes its time is begun. */
export async function checkSets(
  suite: SetSuite,
  { data, set }: Pick<MeasureOptions, 'data' | 'set'>,
): Promise<void> {
  const { sets } = await readSets(data, suite);
  named<{ readonly name: string }>(sets, set);
}

/** Measures a suite on the sets of a folder. Throws a sentence when a set is not as expected. */
export async function measure(
  suite: SetSuite,
  options: MeasureOptions,
): Promise<readonly Figure[]> {
  const read = await readSets(options.data, suite);
  const figures: Figure[] = [];
  const add = (some: readonly Figure[]): void => {
    figures.push(...some);
    if (some.length > 0) options.onFigures?.(some);
  };
  switch (read.suite) {
    case 'retrieval':
      await retrieval(read.sets, options, add);
      return figures;
    case 'topics':
      await topics(read.sets, options, add);
      return figures;
    case 'answerable':
      await answerable(read.sets, options, add);
      return figures;
  }
}

/** Measures what each part of the search adds, set by set. */
export async function ablation(
  { data, set: name, embedders, report }: MeasureOptions,
  onRows: (rows: readonly AblationRow[]) => void,
): Promise<void> {
  const read = await readSets(data, 'retrieval');
  if (read.suite === 'topics') throw new Error('A suite of questions has no topics');
  for (const set of named(read.sets, name))
    onRows(await measureAblation(set, embedders && joinEmbedders(embedders), report));
}

type Add = (some: readonly Figure[]) => void;

async function retrieval(
  sets: readonly QuestionSet[],
  { set: name, embedders, report }: MeasureOptions,
  add: Add,
): Promise<void> {
  for (const set of named(sets, name))
    for (const system of retrievalSystems(embedders && joinEmbedders(embedders))) {
      report(`${set.name}: ${system.name}`);
      add(await measureRetrieval(set, system));
    }
}

async function topics(
  sets: readonly TopicSet[],
  { set: name, embedders, report }: MeasureOptions,
  add: Add,
): Promise<void> {
  for (const set of named(sets, name))
    for (const system of embedders === null ? (['words'] as const) : systemNames) {
      report(`${set.name}: ${system}`);
      add(await measureTopics(set, system, embedders?.[0].embedder ?? null));
    }
}

/**
 * By the product's own gate, which may have been fitted to these very rows: so it is told beside it
 * what a gate gives that was fitted to the other sets alone, or to them and other rows of this one.
 */
async function answerable(
  sets: readonly QuestionSet[],
  { set: name, embedders, report }: MeasureOptions,
  add: Add,
): Promise<void> {
  for (const system of retrievalSystems(embedders && joinEmbedders(embedders))) {
    const rows = new Map<string, AnswerRows>();
    for (const set of sets) {
      report(`${set.name}: ${system.name}`);
      rows.set(set.name, await answerRowsOf(set, system));
    }
    for (const set of named(sets, name)) {
      const { labelled = [] } = rows.get(set.name) ?? {};
      const of = { system: system.name, set: set.name } as const;
      add(answerableFigures(of, scoredBy(answerGate(system.name), labelled)));
      const others = [...rows].flatMap(([other, { labelled: known, made }]) =>
        other === set.name ? [] : [...known, ...made],
      );
      const told = [
        ...(others.length === 0
          ? []
          : [`to other sets ${aurocIn(scoredBy(fitGate(others), labelled))}`]),
        `also to other rows of it ${aurocIn(scoredInFolds(labelled, others))}`,
      ];
      report(`${set.name}: ${system.name}, auroc of a gate fitted ${told.join(', ')}`);
    }
  }
}

const aurocIn = (scored: readonly Scored[]): string => auroc(scored)?.toFixed(3) ?? '-';
