import { type Passage, articleKeyOf } from '../domain/passage.ts';
import { isEveryday } from '../domain/everyday-words.ts';
import { synonymsOf, synonymWeight } from '../domain/vocabulary.ts';
import { contentStems } from '../domain/words.ts';
import { type AnswerUnit, readUnits, textOf } from './answer-units.ts';
import { statesProblem, subjectStems } from './sentence-kind.ts';

/** What a match in the title and headings counts beside one in the text itself. */
const headingShare = 0.7;
/** A passage whose headings speak of the question was written for it. */
const headingBonus = 0.25;
/** How much the retriever's order counts beside the words of the unit. */
const orderWeight = 0.5;
/** Of it, what is the order of articles: which section of one is meant, the words tell better. */
const articleOrderShare = 0.5;
/** Words of the questions by how rare they are among the passages. */
type StemWeight = (one: string) => number;

function rarityAmong(passages: readonly Passage[], language: string): StemWeight {
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
export const asksForWay =
  /^(?:.*\b)?(?:how (?:do|can|could|would|should|to)|how i\b|where (?:do|can|could)|(?:want|need|like|trying|possible|able|way) to|can (?:i|we|you))\b/i;
const instructs =
  /\b(?:click|select|open|go to|choose|enter|navigate|press|tap|head (?:over )?to|visit|paste|set up|enable|log in|you can|you need to|under \p{Lu}|section)\b|→|>/iu;
const wayBonus = 0.12;
/** Steps are how it is done. */
const stepsBonus = 0.2;
/** A section is about its heading: words in it that the question lacks lead elsewhere. */
const elsewherePenalty = 0.15;
/** A section about trouble is for who has some, and for nobody else. */
const troubleBonus = 0.15;

export type ScoredUnit = {
  readonly unit: AnswerUnit;
  /** Share of the question in the unit and its headings, 0..1. */
  readonly covered: number;
  readonly score: number;
  /** Share of the question in the headings, or 1 when a word that is not an everyday one is met. */
  readonly anchored: number;
};

export type UnitScores = {
  /** The question asks how something is done. */
  readonly wantsWay: boolean;
  /** All units of the passages, in their order. */
  readonly units: readonly ScoredUnit[];
  /** Share of the question that a text has, in the weight of its words, 0..1. */
  readonly shareIn: (text: string) => number;
  /** How rare a stem is among the passages. */
  readonly weightOf: (stem: string) => number;
};

/** Weighs the units of the passages, given best first, as answers to one question. */
export function scoreUnits(
  question: string,
  passages: readonly Passage[],
  language: string,
): UnitScores {
  const weightOf = rarityAmong(passages, language);
  const stems = subjectStems(question, language);
  const asked = new Set(stems);
  const all = stems.reduce((sum, one) => sum + weightOf(one), 0);
  const wayWanted = asksForWay.test(question);
  const inTrouble = statesProblem(question, language);
  const articles = [...new Set(passages.map(articleKeyOf))];
  const sum = (shareOf: (one: string) => number): number =>
    stems.reduce((total, one) => total + weightOf(one) * shareOf(one), 0);
  const weigh = (shareOf: (one: string) => number): number => sum(shareOf) / Math.max(all, 0.001);
  const coverageOf = (texts: readonly string[], heading: ReadonlySet<string>): number => {
    const text = new Set(contentStems(texts.join(' '), language));
    return weigh((one) => Math.max(share(one, text), headingShare * share(one, heading)));
  };
  const shareElsewhere = (heading: string): number => {
    const own = contentStems(heading, language);
    const lacking = own.filter((one) => share(one, asked) === 0);
    return own.length === 0 ? 0 : lacking.length / own.length;
  };
  const troubleOf = (headings: string): number => {
    if (!statesProblem(headings, language)) return 0;
    return inTrouble ? troubleBonus : -troubleBonus;
  };
  const orderOf = (passage: Passage, rank: number): number =>
    articleOrderShare / (1 + articles.indexOf(articleKeyOf(passage))) +
    (1 - articleOrderShare) / (1 + rank);

  const scoreOf = (unit: AnswerUnit, rank: number): ScoredUnit => {
    const { title, headingPath } = unit.passage;
    const headings = `${title} ${headingPath.join(' ')} ${unit.heading ?? ''}`;
    const heading = new Set(contentStems(headings, language));
    // The points of a list are apart: words scattered over several of them answer nothing.
    const covered =
      unit.kind === 'points'
        ? Math.max(
            ...unit.sentences.map((item) =>
              coverageOf(
                [...unit.lead, item].map((one) => one.text),
                heading,
              ),
            ),
          )
        : coverageOf([textOf(unit)], heading);
    const instructive =
      wayWanted && instructs.test(unit.sentences.map(({ text }) => text).join(' '));
    const steps = unit.kind === 'steps' && /\bhow\b/i.test(question) ? stepsBonus : 0;
    const score =
      covered +
      headingBonus * weigh((one) => share(one, heading)) +
      orderWeight * orderOf(unit.passage, rank) +
      (instructive ? wayBonus + steps : 0) +
      troubleOf(headings) -
      elsewherePenalty * shareElsewhere(headingPath.at(-1) ?? '') -
      0.02 * Math.min(unit.at, 5);
    const words = new Set(contentStems(textOf(unit), language));
    const special = stems.some((one) => !isEveryday(one) && share(one, words) > 0);
    const anchored = special ? 1 : weigh((one) => share(one, heading));
    return { unit, covered, score, anchored };
  };
  return {
    wantsWay: wayWanted,
    units: readUnits(passages).map((unit) => scoreOf(unit, passages.indexOf(unit.passage))),
    shareIn: (text) => {
      const words = new Set(contentStems(text, language));
      return weigh((one) => share(one, words));
    },
    weightOf,
  };
}
