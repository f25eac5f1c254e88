import type { Passage } from '../passage.ts';
import { attackScore, looksLikeAttack } from './signs.ts';
import detector from './detector.json' with { type: 'json' };

/** A paragraph goes only if it is clear: of two help centres it takes 4 in a thousand, and less. */
const clear = detector.threshold + 0.1;

/**
 * A passage as a draft may be made from it: without paragraphs, headings and a title that look like
 * orders to an AI. Whoever obeys them, or quotes them, cannot; the rep still sees the article.
 */
export function withoutOrders(passage: Passage): Passage {
  const { title, headingPath, text } = passage;
  if (![title, ...headingPath, text].some(looksLikeAttack)) return passage;
  const parts = text.split(/\n\s*\n/);
  const left = parts.filter((part) => !isOrder(part));
  // A title beside orders is by whoever wrote them.
  const isTrusted = left.length === parts.length && !looksLikeAttack(title);
  return {
    ...passage,
    title: isTrusted ? title : '',
    headingPath: headingPath.filter((heading) => !looksLikeAttack(heading)),
    text: left.join('\n\n'),
  };
}

/** Hidden and active markup has no place in an article's words: it needs less to be clear. */
const hidden = /display\s*:\s*none|<\/?script|\bonerror\s*=/i;

const isOrder = (part: string): boolean => {
  const score = attackScore(part);
  return score >= clear || (score >= detector.threshold && hidden.test(part));
};
