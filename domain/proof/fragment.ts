import { conditionsIn, negationsIn } from './polarity.ts';
import { type Source, type SourceSentence, lineOf } from './sources.ts';
import type { Token } from './tokens.ts';
import { type Turn, noTurn } from './turned.ts';

/** What the source sentence says right before and after words that were taken out of it. */
export type Lost = { readonly negation: Turn; readonly condition: Turn };

const none: Lost = { negation: noTurn, condition: noTurn };
/** A negation so many words before the words that were taken still speaks of them. */
const reach = 3;

/**
 * Words that stand so in a passage may be half of a sentence, whose other half turns them round or
 * narrows them down ("You cannot" | "cancel at any time", "Refunds are possible" | "if …").
 */
export function lostAround(
  tokens: readonly Token[],
  cited: readonly Source[],
  language: string,
): Lost {
  const line = lineOf(tokens);
  const holding = cited.flatMap(({ sentences }) =>
    sentences.filter((one) => lineOf(one.tokens).includes(line)),
  );
  // Of several sentences together nothing is left out.
  if (holding.length === 0) return none;
  const losses = holding.map((one) => lossIn(tokens, one, language));
  return (
    losses.find(({ negation, condition }) => negation.risk + condition.risk === 0) ??
    losses[0] ??
    none
  );
}

function lossIn(
  tokens: readonly Token[],
  { tokens: whole }: SourceSentence,
  language: string,
): Lost {
  const line = lineOf(tokens);
  const from = whole.findIndex((_, at) => lineOf(whole.slice(at, at + tokens.length)) === line);
  const before = whole.slice(0, from);
  const after = whole.slice(from + tokens.length);
  const negation = negationsIn(before, language).find((at) => before.length - at <= reach);
  const leading = conditionsIn(before, language).find(
    ({ at }) => at === 0 || before.length - at <= reach,
  );
  const following = conditionsIn(after, language).find(({ at }) => at === 0);
  const condition = following ?? leading;
  return {
    negation: negation === undefined ? noTurn : { words: before[negation]?.raw ?? '', risk: 0.9 },
    condition: condition === undefined ? noTurn : { words: condition.words, risk: 0.9 },
  };
}
