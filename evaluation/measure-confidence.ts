import { makerOf } from '../domain/confidence.ts';
import { type Settings, defaultSettings } from '../domain/settings.ts';
import { thresholdOf } from '../domain/threshold.ts';
import { calibratedInFolds } from './answer-present.ts';
import { type AnswerRow, answerRowsOf } from './answer-rows.ts';
import { ece } from './calibration.ts';
import type { DraftCase } from './draft-cases.ts';
import { type Outcomes, endOf, outcomesOf } from './end-to-end.ts';
import { type Figure, figureOf } from './figures.ts';
import { scoredByOthers } from './fit-confidence.ts';
import { type GatherOptions, type Gathered, gatherDrafts, ratedSet } from './gather-drafts.ts';
import { type Scored, auroc, mean, precisionAtCoverage } from './metrics.ts';
import { joinEmbedders } from '../domain/joined-embedder.ts';
import { readSets } from './sets/folder.ts';
import { scoredInFolds } from './suites/answerable.ts';
import { retrievalSystems } from './systems.ts';

/** Scores and what was, for a diagram. */
export type Diagram = {
  readonly name: string;
  readonly file: string;
  readonly title: string;
  readonly scored: readonly Scored[];
};

export type ConfidenceMeasures = {
  readonly figures: readonly Figure[];
  readonly outcomes: readonly Outcomes[];
  readonly diagrams: readonly Diagram[];
  readonly gathered: Gathered;
};

const presentSets: readonly string[] = ['techqa', 'mtrag_un'];

/** What the product makes of labelled questions by its defaults, without a key, and how sure it may be. */
export async function measureConfidence(
  options: GatherOptions,
  settings: Pick<Settings, 'confidenceThreshold' | 'targetPrecision'> = defaultSettings,
): Promise<ConfidenceMeasures> {
  const present = await answerPresent(options);
  const gathered = await gatherDrafts(options);
  const usable = usableDiagrams(gathered);
  const maker = makerOf(options.model.name);
  const threshold = thresholdOf(settings, maker);
  return {
    gathered,
    outcomes: outcomesOf(gathered.cases, settings, maker),
    diagrams: [...present, ...usable],
    figures: [
      ...present.flatMap(({ name, scored }) => [
        ...figureOf({ ...of(name, 'gate'), metric: 'precision@40' }, scored, (rows) =>
          precisionAtCoverage(rows, 0.4),
        ),
        ...figureOf({ ...of(name, 'gate'), metric: 'precision@60' }, scored, (rows) =>
          precisionAtCoverage(rows, 0.6),
        ),
        ...figureOf({ ...of(name, 'gate'), metric: 'ece' }, scored, ece),
      ]),
      ...usable.flatMap(({ name, scored }) => [
        ...figureOf({ ...of(name, 'confidence'), metric: 'auroc' }, scored, auroc),
        ...figureOf({ ...of(name, 'confidence'), metric: 'ece' }, scored, ece),
      ]),
      ...endFigures(gathered.cases, threshold),
    ],
  };
}

const of = (set: string, system: 'gate' | 'confidence') =>
  ({ suite: 'drafts', set, system }) as const;

/** Is the answer there? By gates and heights that have not seen the rows. */
async function answerPresent({
  data,
  embedders,
  report,
}: GatherOptions): Promise<readonly Diagram[]> {
  const read = await readSets(data, 'answerable').catch(() => null);
  if (read === null || read.suite === 'topics') return [];
  const system = retrievalSystems(embedders && joinEmbedders(embedders)).at(-1);
  if (system === undefined) return [];
  const all = new Map<string, { labelled: readonly AnswerRow[]; made: readonly AnswerRow[] }>();
  for (const set of read.sets) {
    report(`${set.name}: is the answer there?`);
    all.set(set.name, await answerRowsOf(set, system));
  }
  return [...all].flatMap(([name, { labelled }]) => {
    if (!presentSets.includes(name)) return [];
    const others = [...all].flatMap(([other, { labelled: known, made }]) =>
      other === name ? [] : [...known, ...made],
    );
    const scored = calibratedInFolds(scoredInFolds(labelled, others));
    return [{ name, file: `answer-${name}`, title: `${name}: the answer is there`, scored }];
  });
}

/** Can a rep use the draft? By weights that have seen no draft for the question. */
function usableDiagrams({ rows }: Gathered): readonly Diagram[] {
  const scored = scoredByOthers(rows).filter(({ weight }) => weight === 1);
  return [...new Set(rows.map(({ set }) => set))].map((set) => ({
    name: set,
    file: `usable-${set}`,
    title: `${set}: a rep can use the draft`,
    scored: scored
      .filter((row) => row.set === set)
      .map(({ score, isPositive }) => ({ score, isPositive })),
  }));
}

/** Of sets that say what can be answered: notes of both kinds of questions, and what they are worth. */
function endFigures(cases: readonly DraftCase[], threshold: number): readonly Figure[] {
  const asked = cases.filter(({ set, isMade }) => set !== ratedSet && !isMade);
  return [...new Set(asked.map(({ set }) => set))].flatMap((set) => {
    const own = asked.filter((one) => one.set === set);
    // Where no question of a set lacks an answer, those whose answer was taken out stand for them.
    const lacking = own.filter(({ isAnswerable }) => isAnswerable === false);
    const made = cases.filter((one) => one.set === set && one.isMade);
    const share = (
      metric: Figure['metric'],
      rows: readonly DraftCase[],
      is: (one: DraftCase) => boolean,
    ) =>
      figureOf({ ...of(set, 'confidence'), metric }, rows, (some) =>
        mean(some.map((one) => (is(one) ? 1 : 0))),
      );
    const isNote = (one: DraftCase): boolean => endOf(one, threshold) === 'note';
    return [
      ...share(
        'answerableNotes',
        own.filter(({ isAnswerable }) => isAnswerable === true),
        isNote,
      ),
      ...share('unanswerableNotes', lacking.length > 0 ? lacking : made, isNote),
      ...share('usableNotes', own.filter(isNote), ({ isUsable }) => isUsable),
      ...share(
        'rightNotes',
        own.filter((one) => isNote(one) && one.isAnswerable === true),
        ({ citesRight }) => citesRight,
      ),
    ];
  });
}
