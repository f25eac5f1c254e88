import type { DraftBlock } from '../domain/language-model.ts';
import type { Passage } from '../domain/passage.ts';
import { isEveryday } from '../domain/everyday-words.ts';
import { countWords } from '../domain/sentences.ts';
import { synonymsOf, synonymWeight } from '../domain/vocabulary.ts';
import { contentStems } from '../domain/words.ts';
import { type AnswerUnit, unitWords, unitsOf } from './answer-units.ts';
import { subjectStems } from './sentence-kind.ts';

export type Answer = { readonly blocks: readonly DraftBlock[]; readonly passageId: string };

/** What a match in the title and headings counts beside one in the text itself. */
const headingShare = 0.7;
/** A passage whose headings speak of the question was written for it. */
const headingBonus = 0.25;
/** How much the retriever's order counts beside the words of the unit. */
const orderWeight = 0.5;
/** A unit that, with its headings, covers less of a question does not answer it. */
const enough = 0.25;
/** How much of a list may go beyond the length asked for, rather than be cut. */
const listSlack = 2.2;

/** Words of the questions by how rare they are among the passages. */
export type QuestionWeights = (one: string) => number;

export function rarityAmong(passages: readonly Passage[], language: string): QuestionWeights {
  const counts = new Map<string, number>();
  for (const { title, headingPath, text } of passages)
    for (const one of new Set(contentStems(`${title} ${headingPath.join(' ')} ${text}`, language)))
      counts.set(one, (counts.get(one) ?? 0) + 1);
  return (one) => {
    const count = counts.get(one) ?? 0;
    const rarity = Math.log(1 + (passages.length - count + 0.5) / (count + 0.5));
    return Math.max(rarity, 0.3) * (isEveryday(one) ? 0.5 : 1);
  };
}

function share(one: string, stems: ReadonlySet<string>): number {
  if (stems.has(one)) return 1;
  return [...synonymsOf(one)].some((other) => stems.has(other)) ? synonymWeight : 0;
}

/** Asks for the way to do something, so that instructions answer it better than remarks. */
const asksForWay =
  /^(?:.*\b)?(?:how (?:do|can|could|would|should|to)|how i\b|where (?:do|can|could)|(?:want|need|like|trying|possible|able|way) to|can (?:i|we|you))\b/i;
const instructs =
  /\b(?:click|select|open|go to|choose|enter|navigate|press|tap|head (?:over )?to|visit|paste|set up|enable|log in|you can|you need to|under \p{Lu}|section)\b|→|>/iu;
const wayBonus = 0.12;
/** Steps are how it is done. */
const stepsBonus = 0.2;
/** A section is about its heading: words in it that the question lacks lead elsewhere. */
const elsewherePenalty = 0.15;

type Scored = {
  /** Share of the question in the headings, or 1 when a word that is not an everyday one is met. */
  readonly anchored: number;
  readonly unit: AnswerUnit;
  readonly covered: number;
  readonly score: number;
};

/** Finds the best stretch of the passages for one question; null when none covers enough of it. */
export function findAnswer(
  question: string,
  passages: readonly Passage[],
  language: string,
  maxWords: number,
): Answer | null {
  const weightOf = rarityAmong(passages, language);
  const stems = subjectStems(question, language);
  const all = stems.reduce((sum, one) => sum + weightOf(one), 0);
  const wayWanted = asksForWay.test(question);
  const weigh = (shareOf: (one: string) => number): number =>
    stems.reduce((sum, one) => sum + weightOf(one) * shareOf(one), 0) / Math.max(all, 0.001);
  const coverageOf = (texts: readonly string[], heading: ReadonlySet<string>): number => {
    const text = new Set(contentStems(texts.join(' '), language));
    return weigh((one) => Math.max(share(one, text), headingShare * share(one, heading)));
  };
  const asked = new Set(stems);
  const shareElsewhere = (heading: string): number => {
    const own = contentStems(heading, language);
    const lacking = own.filter((one) => share(one, asked) === 0);
    return own.length === 0 ? 0 : lacking.length / own.length;
  };
  const scoreOf = (unit: AnswerUnit, rank: number): Scored => {
    const { title, headingPath } = unit.passage;
    const heading = new Set(contentStems(`${title} ${headingPath.join(' ')}`, language));
    // The points of a list are apart: words scattered over several of them answer nothing.
    const covered =
      unit.kind === 'points'
        ? Math.max(...unit.sentences.map((item) => coverageOf([...unit.lead, item], heading)))
        : coverageOf([...unit.lead, ...unit.sentences], heading);
    const instructive = wayWanted && instructs.test(unit.sentences.join(' '));
    const steps = unit.kind === 'steps' && /\bhow\b/i.test(question) ? stepsBonus : 0;
    const way = instructive ? wayBonus + steps : 0;
    const elsewhere = elsewherePenalty * shareElsewhere(headingPath.at(-1) ?? '');
    const about = headingBonus * weigh((one) => share(one, heading));
    const score =
      covered + about + orderWeight / (1 + rank) + way - elsewhere - 0.02 * Math.min(unit.at, 5);
    const words = new Set(contentStems([...unit.lead, ...unit.sentences].join(' '), language));
    const special = stems.some((one) => !isEveryday(one) && share(one, words) > 0);
    const anchored = special ? 1 : weigh((one) => share(one, heading));
    return { unit, covered, score, anchored };
  };
  const [best] = passages
    .flatMap((passage, rank) => unitsOf(passage).map((unit) => scoreOf(unit, rank)))
    .filter(({ covered, anchored }) => covered >= enough && anchored >= enough)
    .filter(
      ({ unit }) =>
        unit.kind === 'paragraph' ||
        unitWords(unit) <= maxWords * listSlack ||
        unit.kind === 'points',
    )
    .sort((a, z) => z.score - a.score);
  if (!best) return null;
  const weight = (sentence: string): number => {
    const words = new Set(contentStems(sentence, language));
    return stems.reduce((sum, one) => sum + weightOf(one) * share(one, words), 0);
  };
  const blocks = blocksFor(best.unit, weight, maxWords);
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
