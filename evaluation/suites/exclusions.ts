import { createRandom } from '../bootstrap.ts';
import type { ClassifyRequest } from '../../domain/language-model.ts';
import type { TopicCaution } from '../../domain/settings.ts';
import { type Figure, figureOf } from '../figures.ts';
import { mean } from '../metrics.ts';
import type { ExclusionSentence, MixedTurn } from '../sets/own.ts';
import type { TopicSet } from '../sets/topics.ts';
import type { TurnJudge } from './turns.ts';

const draws = 20;
const excludedAtOnce = 3;
const seed = 7;

export type ExclusionOptions = {
  readonly judge: TurnJudge;
  readonly caution: TopicCaution;
  /** Of the excluded intents and of all others, at most, a draw. */
  readonly rows: number;
};

/** What the measuring is called by: `exclusions/banking77`, `exclusions/curekart`. */
export const exclusionsOf = ({ name }: Pick<TopicSet, 'name'>): string =>
  `exclusions/${name.split('/').at(-1)}`;

type Draw = {
  readonly quiet: number;
  readonly excluded: number;
  readonly quietByMistake: number;
  readonly others: number;
  readonly calls: number;
};

/**
 * Three intents of a set become excluded by one sentence each, twenty times: the share of their
 * messages that goes quiet, of all others that does by mistake, and of all that a model was asked of.
 * Intervals are over the draws. Rows that nobody could sort are left out.
 */
export async function measureExclusions(
  set: TopicSet,
  sentences: readonly ExclusionSentence[],
  options: ExclusionOptions,
): Promise<readonly Figure[]> {
  const rows = labelled(set);
  const known = sentences.filter(
    (one) => one.set === set.name && rows.some(({ topic }) => topic === one.intent),
  );
  if (known.length < excludedAtOnce) return [];
  const random = createRandom(seed);
  const measured: Draw[] = [];
  for (let draw = 0; draw < draws; draw += 1) {
    const excluded = drawn(known, excludedAtOnce, random);
    measured.push(await measureDraw(excluded, drawn(rows, rows.length, random), options));
  }
  const { judge, caution } = options;
  const name = `${exclusionsOf(set)}${caution === 'balanced' ? '' : `/${caution}`}`;
  const of = { suite: 'topics', set: name, system: judge.system } as const;
  return [
    ...figureOf({ ...of, metric: 'quietRecall' }, measured, (some) =>
      share(some, 'quiet', 'excluded'),
    ),
    ...figureOf({ ...of, metric: 'quietByMistake' }, measured, (some) =>
      share(some, 'quietByMistake', 'others'),
    ),
    ...(judge.model.provider === undefined
      ? []
      : figureOf({ ...of, metric: 'askedShare' }, measured, (some) =>
          sum(some, 'calls') === 0
            ? 0
            : sum(some, 'calls') / (sum(some, 'excluded') + sum(some, 'others')),
        )),
  ];
}

const sum = (some: readonly Draw[], name: keyof Draw): number =>
  some.reduce((all, draw) => all + draw[name], 0);

const share = (some: readonly Draw[], part: keyof Draw, whole: keyof Draw): number | null =>
  sum(some, whole) === 0 ? null : sum(some, part) / sum(some, whole);

type Row = { readonly text: string; readonly topic: string };

function labelled({ training, asked }: TopicSet): readonly Row[] {
  const known = asked.flatMap(({ text, topic }) => (topic === null ? [] : [{ text, topic }]));
  return [...training, ...known];
}

/** So many of them, in an order of their own. */
function drawn<One>(all: readonly One[], count: number, random: () => number): readonly One[] {
  const left = [...all];
  return Array.from({ length: count }, () =>
    left.splice(Math.floor(random() * left.length), 1),
  ).flat();
}

async function measureDraw(
  excluded: readonly ExclusionSentence[],
  rows: readonly Row[],
  { judge, caution, rows: most }: ExclusionOptions,
): Promise<Draw> {
  const counts = { quiet: 0, excluded: 0, quietByMistake: 0, others: 0, calls: 0 };
  const lines = excluded.map(({ sentence }) => sentence);
  const isExcluded = ({ topic }: Row): boolean => excluded.some(({ intent }) => intent === topic);
  const asked = [
    ...rows.filter(isExcluded).slice(0, most),
    ...rows.filter((row) => !isExcluded(row)).slice(0, most),
  ];
  for (const row of asked) {
    const { line, calls } = await excludedIn(row.text, lines, judge, caution);
    counts.calls += calls;
    const isQuiet = line === null ? 0 : 1;
    if (isExcluded(row)) {
      counts.excluded += 1;
      counts.quiet += isQuiet;
    } else {
      counts.others += 1;
      counts.quietByMistake += isQuiet;
    }
  }
  return counts;
}

async function excludedIn(
  text: string,
  excludedTopics: readonly string[],
  { model, textVectors }: TurnJudge,
  excludedTopicCaution: TopicCaution,
): Promise<{ line: string | null; calls: number }> {
  const request: ClassifyRequest = {
    messages: [{ id: 'source-1', text }],
    context: [],
    topics: [],
    excludedTopics,
    excludedTopicCaution,
    excludedBefore: null,
    language: 'en',
  };
  const { signal } = new AbortController();
  const call = { signal, ...(textVectors && { textVectors }) };
  const { excludedTopic, usage } = await model.classify(request, call);
  return { line: excludedTopic, calls: usage.calls };
}

/** A message with an excluded and an allowed question goes quiet, and the right line is named. */
export async function measureMixed(
  turns: readonly MixedTurn[],
  judge: TurnJudge,
): Promise<readonly Figure[]> {
  const lines = [...new Set(turns.map(({ excluded }) => excluded))];
  const told: { quiet: number; named: number }[] = [];
  for (const { text, excluded } of turns) {
    const { line } = await excludedIn(text, lines, judge, 'balanced');
    told.push({ quiet: line === null ? 0 : 1, named: line === excluded ? 1 : 0 });
  }
  const of = { suite: 'topics', set: 'own/mixed', system: judge.system } as const;
  return [
    ...figureOf(
      { ...of, metric: 'quietRecall' },
      told.map(({ quiet }) => quiet),
      mean,
    ),
    ...figureOf(
      { ...of, metric: 'accuracy' },
      told.map(({ named }) => named),
      mean,
    ),
  ];
}
