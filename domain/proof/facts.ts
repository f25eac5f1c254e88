import { coverOf } from './support.ts';
import type { Stretch } from './support.ts';
import { type AskedNumber, askedNumbers, knownNumbers, valuesOf } from './numbers.ts';
import type { Source } from './sources.ts';
import { type Token, contentOf, tokensOf } from './tokens.ts';
import { unitOf, unitsBeside } from './units.ts';

/** How near a unit stands to its number: "30 days", "30 calendar days", "days: 30" not at all. */
const unitReach = 2;
const sourceUnitReach = 4;
/** A stretch that has so much of a sentence's other words is what the sentence says again. */
const sameStatement = 0.75;

type Numbered = {
  readonly tokens: readonly Token[];
  readonly sources: readonly Source[];
  /** What the customer wrote, and what was asked. */
  readonly customer: readonly Token[];
  readonly stretches: readonly Stretch[];
  readonly language: string;
};

/** The first number of a sentence that is not what its sources say; null: all are. */
export function wrongNumber({
  tokens,
  sources,
  customer,
  stretches,
  language,
}: Numbered): string | null {
  const asked = askedNumbers(withoutListNumber(tokens));
  if (asked.length === 0) return null;
  const texts = sources.map((source) => source.sentences.flatMap((one) => one.tokens));
  const known = texts.map(knownNumbers);
  const said = knownNumbers(customer);
  const isKnown = ({ values }: AskedNumber, numbers: ReadonlySet<string>): boolean =>
    values.some((value) => numbers.has(value));
  for (const one of asked) {
    if (isKnown(one, said)) continue;
    if (!known.some((numbers) => isKnown(one, numbers))) return one.token.raw;
    if (hasOtherUnit(one, tokens, texts)) return one.token.raw;
    if (one.token.kind === 'number' && isElsewhere(one)) return one.token.raw;
  }
  return null;

  /** The statement stands in a stretch with another number in this one's place. */
  function isElsewhere(one: AskedNumber): boolean {
    const others = tokens.filter(({ kind }) => kind !== 'number');
    const stems = [...new Set(contentOf(others, language))];
    if (stems.length < 3) return false;
    const fits = stretches.map(({ sentences }) => ({
      sentences,
      cover: coverOf(stems, new Set(sentences.flatMap((it) => [...it.stems]))),
    }));
    const most = Math.max(0, ...fits.map(({ cover }) => cover));
    if (most < sameStatement) return false;
    const same = fits.filter(({ cover }) => cover >= most - 0.05);
    const ours = new Set(asked.flatMap(({ values }) => values));
    return same.every(({ sentences }) => {
      const theirs = sentences.flatMap((it) => it.tokens);
      if (isKnown(one, knownNumbers(theirs))) return false;
      return theirs.some((it) => it.kind === 'number' && !valuesOf(it).some((it) => ours.has(it)));
    });
  }
}

/** "1. Open Settings", and "Open Settings 2." where a list was run together. */
function withoutListNumber(tokens: readonly Token[]): readonly Token[] {
  const [first, second] = tokens;
  const isSmall = (one: Token | undefined): boolean =>
    one?.kind === 'number' && /^\d{1,2}$/.test(one.raw);
  const leads =
    isSmall(first) &&
    second?.kind === 'word' &&
    unitOf(second) === null &&
    /^\p{Lu}/u.test(second.raw);
  return leads ? tokens.slice(1) : tokens;
}

/** Wherever the sources have the number with a unit, it is another one than here. */
function hasOtherUnit(
  { token, values }: AskedNumber,
  tokens: readonly Token[],
  texts: readonly (readonly Token[])[],
): boolean {
  const ours = unitsBeside(tokens, tokens.indexOf(token), unitReach);
  const [unit] = ours;
  if (unit === undefined) return false;
  const theirs = texts.flatMap((text) =>
    text.flatMap((other, at) =>
      valuesOf(other).some((value) => values.includes(value))
        ? [unitsBeside(text, at, sourceUnitReach)]
        : [],
    ),
  );
  return (
    theirs.length > 0 &&
    theirs.some((one) => one.length > 0) &&
    !theirs.some((one) => one.includes(unit))
  );
}

export const tokensOfAll = (texts: readonly string[]): Token[] => texts.flatMap(tokensOf);
