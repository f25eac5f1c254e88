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
  return {
    ...passage,
    title: looksLikeAttack(title) ? '' : title,
    headingPath: headingPath.filter((heading) => !looksLikeAttack(heading)),
    text: text
      .split(/\n\s*\n/)
      .filter((part) => attackScore(part) < clear)
      .join('\n\n'),
  };
}
