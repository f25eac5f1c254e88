import { type Passage, articleKeyOf } from '../../domain/passage.ts';
import { isEveryday } from '../../domain/everyday-words.ts';
import { synonymsOf, synonymWeight } from '../../domain/vocabulary.ts';
import { contentStems } from '../../domain/words.ts';
import { type Placed, createBest } from '../best.ts';
import type { Steps } from '../steps.ts';
import { type Alternatives, createBm25, highestGain } from './bm25.ts';
import { type Lexicon, addStems, titleOf } from './lexicon.ts';
import { createTitleFit, shareOf } from './title-fit.ts';

/** How often a word counts by where it stands; tuned on wixqa, techqa and mtrag_un. */
const fieldWeights = { title: 3, headings: 2, text: 1 } as const;
const untitledWeights = { ...fieldWeights, title: 0 };
/** A passage of an article that is about the question as a whole is the likelier answer. */
const articleWeight = 0.6;
/** A title that says what the question says raises the score by up to this factor. */
const titleWeight = 0.6;
/**
 * What was written before says what a follow-up is about: in ranking it counts as much as the question
 * (mtrag_un .879 against .860), in the share of what was possible it only helps.
 */
const contextWeight = { ranking: 1, score: 0.25 } as const;
/**
 * In coverage everyday words count less than their rarity in the knowledge says; in ranking they
 * count in full (wixqa .79 against .70).
 */
const everydayWeight = 0.5;

export type Hit = {
  readonly passage: Passage;
  /** Of what a passage could have at most for the question, about 0..1. */
  readonly score: number;
  /** What passages are ranked by; comparable within one answer only. */
  readonly strength: number;
  readonly coverage: number;
};

export type LanguageIndex = {
  /** How much a stem of a question counts: its rarity here, everyday words less. */
  weightOf(stem: string): number;
  /** What each passage has in common with the question and what was written before it. */
  ask(question: string, context: string | undefined): WordsComparison;
};

export type WordsComparison = {
  /**
   * Those that share words, best first; `penaltyOf`: what a passage's strength is lowered by, 0 or
   * more, and null for one that is not allowed.
   */
  best(count: number, penaltyOf?: (position: number) => number | null): readonly Placed[];
  /** Null: the passage shares no word. */
  hit(position: number): Hit | null;
};

/** Passages between two places where something else may be done: stems take some 50 µs each. */
const passagesAStep = 200;
const articlesAStep = 2_000;
/** More than what a sum may be off by. */
const rounding = 1 + 1e-9;

/** Index over the passages of one language. */
export function* createLanguageIndex(
  passages: readonly Passage[],
  lexicon: Lexicon,
): Steps<LanguageIndex> {
  const { language } = lexicon;
  const articleAt = new Map<string, number>();
  const partsOf: number[][] = [];
  const articleOf = new Uint32Array(passages.length);
  for (const [at, passage] of passages.entries()) {
    if (at % passagesAStep === 0) yield;
    lexicon.stemmed(passage);
    const key = articleKeyOf(passage);
    const article = articleAt.get(key) ?? partsOf.length;
    if (article === partsOf.length) {
      articleAt.set(key, article);
      partsOf.push([]);
    }
    partsOf[article]?.push(at);
    articleOf[at] = article;
  }
  const terms = lexicon.size();
  const stemmedAt = (at: number) => {
    const passage = passages[at];
    return passage ? lexicon.stemmed(passage) : new Uint32Array();
  };
  const index = yield* createBm25({
    ...{ size: passages.length, terms },
    add: (at, add) => {
      addStems(stemmedAt(at), fieldWeights, add);
    },
  });
  const articleIndex = yield* createBm25({
    ...{ size: partsOf.length, terms },
    // The title of an article counts once, in however many passages it stands.
    add: (article, add) => {
      for (const [part, at] of (partsOf[article] ?? []).entries())
        addStems(stemmedAt(at), part === 0 ? fieldWeights : untitledWeights, add);
    },
  });
  const titles: (readonly number[])[] = [];
  for (const [article, [first]] of partsOf.entries()) {
    if (article % articlesAStep === 0) yield;
    titles.push(titleOf(stemmedAt(first ?? 0)));
  }

  const weightOf = (stem: string): number => (isEveryday(stem) ? everydayWeight : 1);
  const rarityOf = (stem: string): number => index.idf(lexicon.numberOf(stem));
  const questionWeight = (stem: string): number => rarityOf(stem) * weightOf(stem);
  const expand = (stems: Iterable<string>): Alternatives[] =>
    [...stems].map((stem) => [
      { term: lexicon.numberOf(stem), weight: 1 },
      ...[...synonymsOf(stem)].map((other) => ({
        term: lexicon.numberOf(other),
        weight: synonymWeight,
      })),
    ]);

  /** Scores of passages by what their own words and those of their whole article have in common. */
  function scorer(stems: readonly string[]) {
    if (stems.length === 0) return null;
    const query = expand(stems);
    const ofPassages = index.score(query);
    const ofArticles = articleIndex.score(query);
    return {
      isFound: (at: number): boolean => (ofPassages[at] ?? 0) > 0,
      of: (at: number): number =>
        (ofPassages[at] ?? 0) + articleWeight * (ofArticles[articleOf[at] ?? 0] ?? 0),
    };
  }

  return {
    weightOf: questionWeight,
    ask(question, context) {
      const stems = new Set(contentStems(question, language));
      const before = contentStems(context ?? '', language).filter((it) => !stems.has(it));
      const asked = scorer([...stems]);
      const said = scorer(before);
      const isFound = (at: number): boolean =>
        asked?.isFound(at) === true || said?.isFound(at) === true;
      const ofQuestion = (at: number): number => asked?.of(at) ?? 0;
      const ofContext = (at: number): number => said?.of(at) ?? 0;
      const rarities = [...stems].map((one) => highestGain(rarityOf(one)) * weightOf(one));
      const possible = (1 + articleWeight) * rarities.reduce((sum, one) => sum + one, 0) || 1;
      const fitOf = createTitleFit(
        stems,
        (stem) => lexicon.numberOf(stem),
        questionWeight,
        (term) => index.idf(term),
      );
      const fits = new Float64Array(titles.length).fill(-1);
      const factorOf = (at: number): number => {
        const article = articleOf[at] ?? 0;
        const known = fits[article] ?? -1;
        const fit = known >= 0 ? known : fitOf(titles[article] ?? []);
        fits[article] = fit;
        return (1 + titleWeight * fit) / possible;
      };
      const most = ((1 + titleWeight) / possible) * rounding;
      const baseOf = (at: number): number => ofQuestion(at) + contextWeight.ranking * ofContext(at);
      const order = (one: Placed, other: Placed): number =>
        other.strength - one.strength ||
        ((passages[one.position]?.id ?? '') < (passages[other.position]?.id ?? '') ? -1 : 1);

      return {
        best(count, penaltyOf) {
          const best = createBest(count, order);
          for (let at = 0; at < passages.length; at += 1) {
            if (!isFound(at)) continue;
            const base = baseOf(at);
            // However well its title fits.
            if (base * most < best.least()) continue;
            const penalty = penaltyOf === undefined ? 0 : penaltyOf(at);
            if (penalty !== null) best.add(at, base * factorOf(at) - penalty);
          }
          return best.all();
        },
        hit(position) {
          const passage = passages[position];
          if (!passage || !isFound(position)) return null;
          return {
            passage,
            score:
              (ofQuestion(position) + contextWeight.score * ofContext(position)) *
              factorOf(position),
            strength: baseOf(position) * factorOf(position),
            coverage: shareOf(
              stems,
              { has: (stem) => index.has(lexicon.numberOf(stem), position) },
              questionWeight,
            ),
          };
        },
      };
    },
  };
}
