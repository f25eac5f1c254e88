import type { Maker } from '../domain/confidence.ts';
import type { QuietReason } from '../domain/outcome.ts';
import type { Settings } from '../domain/settings.ts';
import { thresholdOf } from '../domain/threshold.ts';
import type { DraftCase } from './draft-cases.ts';

/** What became of the questions of a kind by the settings. */
export type Outcomes = {
  readonly set: string;
  readonly kind: 'answerable' | 'unanswerable' | 'in part' | 'answer left out';
  readonly questions: number;
  readonly notes: number;
  readonly usable: number;
  /** Notes that cite an article that was judged right; null: none was judged for these. */
  readonly citesRight: number | null;
  readonly quiet: ReadonlyMap<QuietReason, number>;
};

type Chosen = Pick<Settings, 'confidenceThreshold' | 'targetPrecision'>;

/** What would have stood in the inbox: a note, or the reason why there is none. */
export function endOf({ decision }: DraftCase, threshold: number): 'note' | QuietReason {
  switch (decision.kind) {
    case 'quiet':
      return decision.reason;
    case 'drafted':
      return decision.confidence < threshold ? 'low_confidence' : 'note';
  }
}

/** By set and kind, in the order of the cases. */
export function outcomesOf(
  cases: readonly DraftCase[],
  settings: Chosen,
  maker: Maker,
): readonly Outcomes[] {
  const threshold = thresholdOf(settings, maker);
  const groups = new Map<string, DraftCase[]>();
  for (const one of cases) {
    const name = `${one.set}\n${kindOf(one)}`;
    groups.set(name, [...(groups.get(name) ?? []), one]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const ended = group.map((one) => ({ one, end: endOf(one, threshold) }));
    const notes = ended.filter(({ end }) => end === 'note').map(({ one }) => one);
    const quiet = new Map<QuietReason, number>();
    for (const { end } of ended) if (end !== 'note') quiet.set(end, (quiet.get(end) ?? 0) + 1);
    return [
      {
        ...{ set: first.set, kind: kindOf(first), questions: group.length, notes: notes.length },
        usable: notes.filter(({ isUsable }) => isUsable).length,
        citesRight:
          kindOf(first) === 'answerable' ? notes.filter((one) => one.citesRight).length : null,
        quiet,
      },
    ];
  });
}

function kindOf({ isMade, isAnswerable }: DraftCase): Outcomes['kind'] {
  if (isMade) return 'answer left out';
  if (isAnswerable === null) return 'in part';
  return isAnswerable ? 'answerable' : 'unanswerable';
}
