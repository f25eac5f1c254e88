import { countWords } from '../domain/sentences.ts';
import { contentStems } from '../domain/words.ts';
import { type Candidate, leansBack } from './sentence-features.ts';
import type { UnitScores } from './unit-score.ts';

export type Choice = {
  readonly candidates: readonly Candidate[];
  /** How likely each says what an answer says; below 0 counts as 0. */
  readonly scores: readonly number[];
  readonly units: UnitScores;
  readonly language: string;
  readonly maxWords: number;
};

/** A good sentence is worth more than two that are half as good. */
const power = 3;
/** What a sentence gains by standing beside a chosen one. */
const stickiness = 0.3;
/** What adds less for its words than this share of the first choice is padding. */
const least = 0.1;
/** And so is what is so much worse than the best sentence, as a share of its score; next to a chosen one it may go on. */
const leastScore = { apart: 0.65, goingOn: 0.4 } as const;
/** Stretches of text, and articles they come from: more of them read as a list of finds. */
const mostStretches = 4;
const mostArticles = 2;
/** Steps may go so far beyond the length asked for, rather than be cut; others hardly. */
const slack = { steps: 2.2, first: 1.3, other: 1.05 } as const;
/** Reading on costs some words, however short a sentence is. */
const cost = 3;

/** Positions of the sentences that answer best together in about so many words, ascending. */
export function chooseSentences(choice: Choice): readonly number[] {
  const { candidates, scores, units, language, maxWords } = choice;
  const stems = candidates.map(({ said }) => [...new Set(contentStems(said.text, language))]);
  const words = candidates.map(({ said }) => countWords(said.text));
  const worth = scores.map((score) => Math.max(0, score) ** power);
  const bound = candidates.map((_, at) => boundTo(at, choice));
  const chosen = new Set<number>();
  const said = new Set<string>();
  let used = 0;
  let firstGain = 0;

  const isBeside = (at: number, other: number): boolean =>
    chosen.has(other) && candidates[other]?.article === candidates[at]?.article;
  const stretches = (): number => [...chosen].filter((at) => !isBeside(at, at - 1)).length;

  type Move = { readonly added: readonly number[]; readonly length: number; readonly gain: number };
  const best = Math.max(0, ...scores);
  const moveTo = (at: number, isAsked = false): Move | null => {
    const goesOn = [at - 1, at + 1].some(
      (other) => chosen.has(other) && candidates[other]?.from === candidates[at]?.from,
    );
    if (!isAsked && (scores[at] ?? 0) < best * (goesOn ? leastScore.goingOn : leastScore.apart))
      return null;
    const together = bound[at];
    const added = together?.filter((one) => !chosen.has(one)) ?? [];
    if (together === null || added.length === 0) return null;
    const length =
      added.reduce((sum, one) => sum + (words[one] ?? 0), 0) + leadWords(candidates[at], chosen);
    const isSteps = candidates[at]?.from.unit.kind === 'steps';
    const limit = chosen.size > 0 ? slack.other : isSteps ? slack.steps : slack.first;
    if (used + length > maxWords * limit) return null;
    const beside = added.some((one) => isBeside(one, one - 1) || isBeside(one, one + 1));
    if (!beside && stretches() >= mostStretches) return null;
    const articles = new Set([...chosen, at].map((one) => candidates[one]?.article));
    if (articles.size > mostArticles) return null;
    const fresh = new Map<string, number>();
    for (const one of added)
      for (const stem of stems[one] ?? [])
        if (!said.has(stem)) fresh.set(stem, Math.max(fresh.get(stem) ?? 0, worth[one] ?? 0));
    const content = [...fresh].reduce(
      (sum, [stem, value]) => sum + units.weightOf(stem) * value,
      0,
    );
    return { added, length, gain: (content / (length + cost)) * (beside ? 1 + stickiness : 1) };
  };

  // Who asks how it is done wants the steps, where the first article has some that fit.
  const steps = units.wantsWay ? stepsOf(candidates) : null;
  const begun = steps === null ? null : moveTo(steps, true);
  if (begun !== null) take(begun);

  for (;;) {
    const moves = candidates.flatMap((_, at) => (chosen.has(at) ? [] : (moveTo(at) ?? [])));
    const next = moves.reduce<Move | null>(
      (before, move) => (before === null || move.gain > before.gain ? move : before),
      null,
    );
    if (next === null || next.gain <= least * firstGain) break;
    take(next);
  }
  return [...chosen].sort((a, z) => a - z);

  function take(move: Move): void {
    if (firstGain === 0) firstGain = move.gain;
    used += move.length;
    for (const one of move.added) {
      chosen.add(one);
      for (const stem of stems[one] ?? []) said.add(stem);
    }
  }
}

/** A place in the best steps of the article that has the best unit; null where it has none. */
function stepsOf(candidates: readonly Candidate[]): number | null {
  const bestOf = (places: readonly number[]): number | null =>
    places.reduce<number | null>((best, at) => {
      const score = candidates[at]?.from.score ?? 0;
      return best === null || score > (candidates[best]?.from.score ?? 0) ? at : best;
    }, null);
  const all = candidates.map((_, at) => at);
  const article = candidates[bestOf(all) ?? 0]?.article;
  return bestOf(
    all.filter(
      (at) => candidates[at]?.article === article && candidates[at]?.from.unit.kind === 'steps',
    ),
  );
}

/** Words of the lines that lead to a list, unless one of its items stands already. */
function leadWords(one: Candidate | undefined, chosen: ReadonlySet<number>): number {
  if (one === undefined || one.from.unit.kind === 'paragraph') return 0;
  const { lead, sentences } = one.from.unit;
  const from = one.at - sentences.indexOf(one.said);
  if (sentences.some((_, number) => chosen.has(from + number))) return 0;
  return countWords(lead.map(({ text }) => text).join(' '));
}

/**
 * What has to stand with a sentence: all steps; all points where their lead speaks of the question as
 * much as they do; what a sentence leans back on, and what a colon leads to. Null: it cannot be said
 * without what is not here.
 */
function boundTo(at: number, { candidates, units, maxWords }: Choice): readonly number[] | null {
  const one = candidates[at];
  if (one === undefined) return null;
  const { kind, lead, sentences } = one.from.unit;
  const from = at - sentences.indexOf(one.said);
  const all = sentences.map((_, number) => from + number);
  if (kind === 'steps') return all;
  if (kind === 'points') {
    const inItems = Math.max(...sentences.map(({ text }) => units.shareIn(text)));
    const inLead = units.shareIn(lead.map(({ text }) => text).join(' '));
    const length = countWords(sentences.map(({ text }) => text).join(' '));
    const isWhole = lead.length > 0 && inLead >= inItems && length <= maxWords;
    return isWhole ? all : [at];
  }
  const textAt = (place: number): string => sentences[place - from]?.text ?? '';
  let first = at;
  while (first > from && (leansBack(textAt(first)) || textAt(first - 1).endsWith(':'))) first -= 1;
  if (leansBack(textAt(first))) return null;
  let last = at;
  while (textAt(last).endsWith(':') && last < from + sentences.length - 1) last += 1;
  if (textAt(last).endsWith(':')) return null;
  return all.slice(first - from, last - from + 1);
}
