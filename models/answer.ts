import type { DraftBlock } from '../domain/language-model.ts';
import type { Passage } from '../domain/passage.ts';
import { countWords } from '../domain/sentences.ts';
import { type AnswerUnit, unitWords } from './answer-units.ts';
import { scoreUnits } from './unit-score.ts';

export type Answer = { readonly blocks: readonly DraftBlock[]; readonly passageId: string };

/** A unit that, with its headings, covers less of a question does not answer it. */
const enough = 0.25;
/** How much of a list may go beyond the length asked for, rather than be cut. */
const listSlack = 2.2;

/** Finds the best stretch of the passages for one question; null when none covers enough of it. */
export function findAnswer(
  question: string,
  passages: readonly Passage[],
  language: string,
  maxWords: number,
): Answer | null {
  const { units, weightIn } = scoreUnits(question, passages, language);
  const [best] = units
    .filter(({ covered, anchored }) => covered >= enough && anchored >= enough)
    .filter(
      ({ unit }) =>
        unit.kind === 'paragraph' ||
        unitWords(unit) <= maxWords * listSlack ||
        unit.kind === 'points',
    )
    .sort((a, z) => z.score - a.score);
  if (!best) return null;
  const blocks = blocksFor(best.unit, weightIn, maxWords);
  return blocks.length === 0 ? null : { blocks, passageId: best.unit.passage.id };
}

const leansBack =
  /^(?:this|that|these|those|it|they|he|she|then|however|but|otherwise|also|instead|therefore|so|and|or|both|afterwards|until then)\b/i;

/** The sentences around the best one that fit, in their order; never a start that leans back. */
function window(
  sentences: readonly string[],
  weight: (sentence: string) => number,
  maxWords: number,
): readonly string[] {
  if (countWords(sentences.join(' ')) <= maxWords * 1.3) return sentences;
  const weights = sentences.map(weight);
  let from = weights.indexOf(Math.max(...weights));
  while (from > 0 && leansBack.test(sentences[from] ?? '')) from -= 1;
  let to = from + 1;
  while (to < sentences.length && countWords(sentences.slice(from, to + 1).join(' ')) <= maxWords)
    to += 1;
  return sentences.slice(from, to);
}

/** Of an unordered list the points that speak of the question; all when its lead does already. */
function pick(
  unit: AnswerUnit,
  weight: (sentence: string) => number,
  maxWords: number,
): readonly string[] {
  const items = unit.sentences;
  const weights = items.map(weight);
  const best = Math.max(...weights);
  const fits = countWords(items.join(' ')) <= maxWords * listSlack;
  if (fits && weight(unit.lead.join(' ')) >= best) return items;
  const chosen = new Set<string>();
  for (const item of items.toSorted((a, z) => weight(z) - weight(a)))
    if (weight(item) >= best / 2 && countWords([...chosen, item].join(' ')) <= maxWords * 1.3)
      chosen.add(item);
  return chosen.size > 0 ? items.filter((item) => chosen.has(item)) : [];
}

function blocksFor(
  unit: AnswerUnit,
  weight: (sentence: string) => number,
  maxWords: number,
): DraftBlock[] {
  const cite = (text: string) => ({ text, sources: [unit.passage.id] });
  if (unit.kind === 'paragraph')
    return [{ kind: 'paragraph', sentences: window(unit.sentences, weight, maxWords).map(cite) }];
  const items = unit.kind === 'steps' ? unit.sentences : pick(unit, weight, maxWords);
  const lead = unit.lead.slice(-2);
  if (items.length === 0) return [];
  return [
    ...(lead.length > 0 ? [{ kind: 'paragraph' as const, sentences: lead.map(cite) }] : []),
    ...items.map((item) => ({ kind: 'step' as const, sentences: [cite(item)] })),
  ];
}
