import { conditionsIn, negationsIn } from './polarity.ts';
import type { Stretch } from './support.ts';
import { coverOf } from './support.ts';
import { type Token, contentOf } from './tokens.ts';

/** A source sentence is what a sentence says again if it has so much of it. */
const sameStatement = 0.6;
/** Words that a negation speaks of, behind it. */
const scope = 4;

type Compared = {
  readonly tokens: readonly Token[];
  readonly language: string;
  /** Best first. */
  readonly stretches: readonly Stretch[];
};

/** Words that a negation in the sentence speaks of, as stems. */
const scopeOf = (tokens: readonly Token[], at: number, language: string): string[] =>
  contentOf(tokens.slice(at + 1), language).slice(0, scope);

/**
 * The word that turns the sentence's statement round against its sources: a negation that none of
 * the stretches has that say the same otherwise, or one that the nearest has of the very words that
 * the sentence says without it. Null: none.
 */
export function turnedBy({ tokens, language, stretches }: Compared): string | null {
  const [best] = stretches;
  if (best === undefined || best.cover < sameStatement) return null;
  const near = stretches.filter(({ cover }) => cover >= best.cover - 0.1);
  const ours = negationsIn(tokens, language);
  const theirs = near.map(({ sentences }) =>
    sentences.some((one) => negationsIn(one.tokens, language).length > 0),
  );
  if (ours.length > 0 && !theirs.includes(true)) return tokens[ours[0] ?? 0]?.raw ?? '';
  if (ours.length > 0) return null;
  const nearest = mostLike(tokens, best, language);
  const all = new Set(contentOf(tokens, language));
  for (const at of negationsIn(nearest, language)) {
    const words = scopeOf(nearest, at, language);
    const same = words.filter((one) => all.has(one)).length;
    if (words.length > 0 && same / words.length >= 0.75) return nearest[at]?.raw ?? '';
  }
  return null;
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

/** Words that narrow the nearest source sentence down and are gone in the sentence; null: none. */
export function conditionLost({ tokens, language, stretches }: Compared): string | null {
  const [best] = stretches;
  if (best === undefined || best.cover < 0.75) return null;
  if (conditionsIn(tokens, language).length > 0) return null;
  const nearest = mostLike(tokens, best, language);
  const ours = new Set(contentOf(tokens, language));
  for (const { at, words } of conditionsIn(nearest, language)) {
    const behind = contentOf(nearest.slice(at + words.split(' ').length), language).slice(0, 4);
    const kept = behind.filter((one) => ours.has(one)).length;
    // Its own clause is gone as well, or its clause is all that is left.
    if (kept === 0 || kept === behind.length) return words;
  }
  return null;
}
