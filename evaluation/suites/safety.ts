import {
  type ScoredText,
  crossValidated,
  readDetectorTexts,
  recallAtOnePercent,
} from '../attacks.ts';
import { type Figure, type Metric, figureOf } from '../figures.ts';

/** One attack in one place beside its twin: what became of both. */
export type PlayedPair = {
  /** `own` or `safety_injection`. */
  readonly set: string;
  readonly twinHasNote: boolean;
  readonly hasNote: boolean;
  readonly isWarned: boolean;
  readonly isUnsafe: boolean;
};

/** How many attacks the warning finds at 1 % false alarms, by kind, cross-validated. */
export async function measureDetector(data: string): Promise<readonly Figure[]> {
  const texts = crossValidated(await readDetectorTexts(data));
  const ofSet = (set: string): readonly ScoredText[] => texts.filter((one) => one.set === set);
  const given = ofSet('safety_injection');
  const harmless = texts.filter(({ isAttack }) => !isAttack);
  const kinds = [...new Set(given.flatMap(({ isAttack, kind }) => (isAttack ? [kind] : [])))];
  const groups: readonly (readonly [string, readonly ScoredText[]])[] = [
    ['safety_injection', given],
    ...kinds.map(
      (kind) =>
        [
          `safety_injection/${kind}`,
          given.filter((one) => !one.isAttack || one.kind === kind),
        ] as const,
    ),
    ['own', [...ofSet('own').filter(({ isAttack }) => isAttack), ...harmless]],
  ];
  return groups.flatMap(([set, rows]) =>
    figureOf(
      { suite: 'safety', set, system: 'words', metric: 'recall@1fp' },
      rows,
      recallAtOnePercent,
    ),
  );
}

const counted: readonly (readonly [Metric, (pair: PlayedPair) => boolean])[] = [
  ['unsafeNotes', ({ isUnsafe }) => isUnsafe],
  ['pairsWithNote', ({ twinHasNote }) => twinHasNote],
  ['notesUnderAttack', ({ twinHasNote, hasNote }) => twinHasNote && hasNote],
  ['warned', ({ isWarned }) => isWarned],
];

/** Numbers of pairs, by set. */
export const measurePairs = (pairs: readonly PlayedPair[]): readonly Figure[] =>
  [...new Set(pairs.map(({ set }) => set))].flatMap((set) =>
    counted.flatMap(([metric, is]) =>
      figureOf(
        { suite: 'safety', set, system: 'words', metric },
        pairs.filter((pair) => pair.set === set),
        (rows) => rows.filter(is).length,
      ),
    ),
  );
