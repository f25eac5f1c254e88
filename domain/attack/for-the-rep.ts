import type { Draft } from '../language-model.ts';
import { contentOf, tokensOf } from '../proof/tokens.ts';
import { looksLikeAttack } from './signs.ts';

/** So much of an open question has to be the customer's own words. */
const leastShare = 0.6;

/**
 * A draft with what proof does not look at: words that its maker wrote for the rep. An open question
 * has to be one that the customer asked; a summary has to be wanted, and nothing of the turn may look
 * like an attack, since a rep who reads it has no way to check it.
 */
export function soundForTheRep(
  draft: Draft,
  turn: {
    /** What the customer wrote and asked. */
    readonly texts: readonly string[];
    readonly isSummaryWanted: boolean;
    readonly language: string;
  },
): Draft {
  const { language } = turn;
  const { summary, ...rest } = draft;
  const asked = new Set(turn.texts.flatMap((text) => contentOf(tokensOf(text), language)));
  const isAsked = (question: string): boolean => {
    const words = contentOf(tokensOf(question), language);
    const known = words.filter((word) => asked.has(word)).length;
    return words.length > 0 && known >= leastShare * words.length;
  };
  const isSound = turn.isSummaryWanted && !turn.texts.some(looksLikeAttack);
  return {
    ...rest,
    openQuestions: draft.openQuestions.filter(isAsked),
    ...(summary !== undefined && isSound ? { summary } : {}),
  };
}
