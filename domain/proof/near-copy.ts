import { conditionsIn, negationsIn } from './polarity.ts';
import type { Risks } from './proof.ts';
import type { SourceSentence } from './sources.ts';
import type { Token } from './tokens.ts';

/** What was changed in a sentence that is nearly a copy, each with how sure it is, 0..1. */
export type Changes = Readonly<
  Record<keyof Omit<Risks, 'address'>, { readonly words: string; readonly risk: number }>
>;

const nothing = { words: '', risk: 0 };
export const noChanges: Changes = {
  ...{ number: nothing, name: nothing, negation: nothing, condition: nothing },
};

/** More than this of a sentence has to stand in a source in the same order to be called a copy. */
const leastShared = 0.6;
const surelyShared = 0.85;
const mostTokens = 120;

type Step = { readonly ours: readonly Token[]; readonly theirs: readonly Token[] };

/** What differs between two rows of tokens, gap by gap, by their longest common subsequence. */
function gapsOf(
  ours: readonly Token[],
  theirs: readonly Token[],
): { gaps: Step[]; shared: number } {
  const width = theirs.length + 1;
  const lengths = new Uint16Array((ours.length + 1) * width);
  const at = (row: number, column: number): number => lengths[row * width + column] ?? 0;
  for (let row = ours.length - 1; row >= 0; row -= 1)
    for (let column = theirs.length - 1; column >= 0; column -= 1)
      lengths[row * width + column] =
        ours[row]?.norm === theirs[column]?.norm
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
  const gaps: { ours: Token[]; theirs: Token[] }[] = [{ ours: [], theirs: [] }];
  let [row, column] = [0, 0];
  while (row < ours.length || column < theirs.length) {
    const [one, other] = [ours[row], theirs[column]];
    if (one && other && one.norm === other.norm) {
      gaps.push({ ours: [], theirs: [] });
      row += 1;
      column += 1;
    } else if (other && (one === undefined || at(row, column + 1) >= at(row + 1, column))) {
      gaps.at(-1)?.theirs.push(other);
      column += 1;
    } else if (one) {
      gaps.at(-1)?.ours.push(one);
      row += 1;
    }
  }
  return { gaps, shared: at(0, 0) };
}

/** What was changed against the source sentence that a sentence is most nearly a copy of. */
export function changesFrom(
  tokens: readonly Token[],
  candidates: readonly SourceSentence[],
  language: string,
): Changes {
  if (tokens.length < 5 || tokens.length > mostTokens) return noChanges;
  const compared = candidates
    .filter((one) => one.tokens.length <= mostTokens)
    .map((one) => gapsOf(tokens, one.tokens))
    .sort((a, z) => z.shared - a.shared);
  const [best] = compared;
  const share = best === undefined ? 0 : best.shared / tokens.length;
  if (best === undefined || share < leastShared) return noChanges;
  const sure = Math.min(1, (share - leastShared) / (surelyShared - leastShared));
  const { gaps } = best;
  const found = (words: string | undefined, risk: number) =>
    words === undefined ? nothing : { words, risk: risk * sure };
  const inner = gaps.slice(1, -1);
  return {
    number: found(gaps.flatMap(swappedNumber)[0], 1),
    name: found(inner.flatMap(swappedName)[0], 1),
    negation: found(
      gaps.flatMap((gap, at) => swappedNegation(gap, language, at, gaps.length))[0],
      0.95,
    ),
    condition: found(gaps.flatMap((gap) => lostCondition(gap, language))[0], 0.9),
  };
}

function swappedNumber({ ours, theirs }: Step): string[] {
  const [one] = ours.filter(({ kind }) => kind === 'number');
  return one && theirs.some(({ kind }) => kind === 'number') && theirs.length < 4 ? [one.raw] : [];
}

const isCapital = ({ raw }: Token): boolean => /^\p{Lu}\p{L}/u.test(raw);

/** One capitalised word in the place of another. */
function swappedName({ ours, theirs }: Step): string[] {
  const [one] = ours;
  if (one === undefined || ours.length > 2 || theirs.length > 3) return [];
  return isCapital(one) && theirs.some(isCapital) ? [one.raw] : [];
}

/** A negation that only one of the two has; what the source says beyond the sentence is not in it. */
function swappedNegation(
  { ours, theirs }: Step,
  language: string,
  at: number,
  count: number,
): string[] {
  const [mine] = negationsIn(ours, language);
  const [other] = negationsIn(theirs, language);
  const isAtEdge = at === 0 || at === count - 1;
  if ((mine === undefined) === (other === undefined)) return [];
  if (mine !== undefined) return [ours[mine]?.raw ?? ''];
  const near = at === 0 ? theirs.length - (other ?? 0) <= 3 : (other ?? 0) < 2;
  return !isAtEdge || (at === 0 && near) ? [theirs[other ?? 0]?.raw ?? ''] : [];
}

function lostCondition({ ours, theirs }: Step, language: string): string[] {
  if (conditionsIn(ours, language).length > 0) return [];
  return conditionsIn(theirs, language)
    .map(({ words }) => words)
    .slice(0, 1);
}
