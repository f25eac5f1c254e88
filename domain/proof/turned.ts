import { conditionsIn, negationsIn } from './polarity.ts';
import { type Stretch, coverOf } from './support.ts';
import { type Token, contentOf } from './tokens.ts';

/** Content words that a negation speaks of, behind it and before it. */
const scopeAfter = 3;
const scopeBefore = 1;
/** Stretches nearly as good as the best one may be what the sentence says again. */
const nearBest = 0.12;
/** Words behind a condition that are its clause. */
const clauseLength = 4;

export type Compared = {
  readonly tokens: readonly Token[];
  readonly language: string;
  /** Best first. */
  readonly stretches: readonly Stretch[];
};

/** Words that change what is said, and how sure it is that they do, 0..1. */
export type Turn = { readonly words: string; readonly risk: number };

export const noTurn: Turn = { words: '', risk: 0 };

type Negation = { readonly raw: string; readonly scope: readonly string[] };

const negationsOf = (tokens: readonly Token[], language: string): Negation[] =>
  negationsIn(tokens, language).map((at) => ({
    raw: tokens[at]?.raw ?? '',
    scope: [
      ...contentOf(tokens.slice(at + 1), language).slice(0, scopeAfter),
      ...contentOf(tokens.slice(0, at), language).slice(-scopeBefore),
    ],
  }));

const meet = (one: readonly string[], other: readonly string[]): boolean =>
  one.some((stem) => other.includes(stem));

/**
 * A negation that the stretches which say the same do not have, or one that the nearest sentence has
 * of the very words that are said here without it.
 */
export function turnedBy({ tokens, language, stretches }: Compared): Turn {
  const [best] = stretches;
  if (best === undefined) return noTurn;
  const ours = negationsOf(tokens, language);
  const near = stretches.filter(({ cover }) => cover >= best.cover - nearBest);
  const theirs = near.flatMap(({ sentences }) =>
    sentences.flatMap((one) => negationsOf(one.tokens, language)),
  );
  const added = ours.find(({ scope }) => !theirs.some((one) => meet(one.scope, scope)));
  const asAdded = added
    ? { words: added.raw, risk: Math.max(0, best.cover) * (theirs.length === 0 ? 1 : 0.6) }
    : noTurn;
  const nearest = mostLike(tokens, best, language);
  const said = new Set(contentOf(tokens, language));
  const again = coverOf([...new Set(contentOf(nearest, language))], said);
  const dropped = negationsOf(nearest, language)
    .filter(({ scope }) => !ours.some((one) => meet(one.scope, scope)))
    .map(({ raw, scope }) => {
      const share = scope.filter((one) => said.has(one)).length / Math.max(1, scope.length);
      return { words: raw, risk: Math.max(0, best.cover) * share * Math.min(1, again + 0.2) };
    });
  return [asAdded, ...dropped].reduce((worst, one) => (one.risk > worst.risk ? one : worst));
}

/** The sentence of the stretch that has most of the sentence's words. */
function mostLike(
  tokens: readonly Token[],
  { sentences }: Stretch,
  language: string,
): readonly Token[] {
  const stems = [...new Set(contentOf(tokens, language))];
  const [first] = [...sentences].sort((a, z) => coverOf(stems, z.stems) - coverOf(stems, a.stems));
  return first?.tokens ?? [];
}

/** Words that narrow the nearest source sentence down, and are gone where the rest of it is said again. */
export function conditionLost({ tokens, language, stretches }: Compared): Turn {
  const [best] = stretches;
  if (best === undefined) return noTurn;
  const kept = conditionsIn(tokens, language).length;
  const nearest = mostLike(tokens, best, language);
  const theirs = conditionsIn(nearest, language);
  if (theirs.length <= kept) return noTurn;
  const said = new Set(contentOf(tokens, language));
  const turns = theirs.map(({ at, words }): Turn => {
    const clause = contentOf(nearest.slice(at + words.split(' ').length), language);
    const inClause = new Set(clause.slice(0, clauseLength));
    const rest = contentOf(nearest, language).filter((one) => !inClause.has(one));
    const lost = [...inClause].filter((one) => !said.has(one)).length;
    // Its clause is gone as a whole, or stands there as if it were no condition.
    const isClear = lost === 0 || lost === inClause.size;
    const again = coverOf([...new Set(rest)], said);
    return { words, risk: Math.max(0, best.cover) * again * (isClear ? 1 : 0.7) };
  });
  return turns.reduce((worst, one) => (one.risk > worst.risk ? one : worst), noTurn);
}
