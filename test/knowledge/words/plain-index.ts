import { type Passage, articleKeyOf } from '../../../domain/passage.ts';
import { isEveryday } from '../../../domain/everyday-words.ts';
import { synonymsOf, synonymWeight } from '../../../domain/vocabulary.ts';
import { contentStems, primaryLanguage } from '../../../domain/words.ts';
import { shareOf, titleFit } from './plain-title-fit.ts';
import { type Alternatives, createPlainBm25, highestGain } from './plain-bm25.ts';

/** How often a word counts by where it stands; tuned on wixqa, techqa and mtrag_un. */
const fieldWeights = { title: 3, headings: 2, text: 1 } as const;
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

const none: ReadonlySet<string> = new Set();

type Hit = {
  readonly passage: Passage;
  /** Of what a passage could have at most for the question, about 0..1. */
  readonly score: number;
  /** What passages are ranked by; comparable within one answer only. */
  readonly strength: number;
  readonly coverage: number;
};

type PlainIndex = {
  /** Passages that share words with the question or what was written before it, best first. */
  search(question: string, context: string | undefined): Hit[];
};

function add(terms: Map<string, number>, stems: readonly string[], weight: number): void {
  for (const one of stems) terms.set(one, (terms.get(one) ?? 0) + weight);
}

function termsOf(passages: readonly Passage[], language: string): Map<string, number> {
  const terms = new Map<string, number>();
  const [first] = passages;
  if (first) add(terms, contentStems(first.title, language), fieldWeights.title);
  for (const { headingPath, text } of passages) {
    add(terms, contentStems(headingPath.join(' '), language), fieldWeights.headings);
    add(terms, contentStems(text, language), fieldWeights.text);
  }
  return terms;
}

function group(passages: readonly Passage[]): Map<string, Passage[]> {
  const articles = new Map<string, Passage[]>();
  for (const passage of passages) {
    const key = articleKeyOf(passage);
    const parts = articles.get(key);
    if (parts) parts.push(passage);
    else articles.set(key, [passage]);
  }
  return articles;
}

/** The same in the plainest way: everything is scored, everything is sorted. */
export function createPlainIndex(passages: readonly Passage[], tag: string): PlainIndex {
  const language = primaryLanguage(tag);
  const bags = passages.map((passage) => termsOf([passage], language));
  const index = createPlainBm25(bags);
  const titles = passages.map(({ title }) => new Set(contentStems(title, language)));
  const articles = group(passages);
  const articleIndex = createPlainBm25(
    [...articles.values()].map((parts) => termsOf(parts, language)),
  );
  const articleAt = new Map([...articles.keys()].map((key, at) => [key, at] as const));
  const articleOf = passages.map((passage) => articleAt.get(articleKeyOf(passage)));

  const weightOf = (term: string): number => (isEveryday(term) ? everydayWeight : 1);

  const expand = (stems: Iterable<string>): Alternatives[] =>
    [...stems].map((term) => [
      { term, weight: 1 },
      ...[...synonymsOf(term)].map((other) => ({ term: other, weight: synonymWeight })),
    ]);

  /** Scores of passages by what their own words and those of their whole article have in common. */
  function scorer(stems: Iterable<string>) {
    const query = expand(stems);
    const ofPassages = index.score(query);
    const ofArticles = articleIndex.score(query);
    return {
      found: ofPassages.keys(),
      of: (at: number): number =>
        (ofPassages.get(at) ?? 0) + articleWeight * (ofArticles.get(articleOf[at] ?? -1) ?? 0),
    };
  }

  const rarity = (one: string): number => index.idf(one);
  const questionWeight = (one: string): number => index.idf(one) * weightOf(one);

  return {
    search: (question, context) => {
      const stems = new Set(contentStems(question, language));
      const asked = scorer(stems);
      const before = scorer(contentStems(context ?? '', language).filter((it) => !stems.has(it)));
      const rarities = [...stems].map((one) => highestGain(index.idf(one)) * weightOf(one));
      const possible = (1 + articleWeight) * rarities.reduce((sum, one) => sum + one, 0) || 1;
      const hits: Hit[] = [];
      for (const at of new Set([...asked.found, ...before.found])) {
        const passage = passages[at];
        const bag = bags[at];
        if (!passage || !bag) continue;
        const ofQuestion = asked.of(at);
        const ofContext = before.of(at);
        const factor =
          (1 + titleWeight * titleFit(stems, titles[at] ?? none, questionWeight, rarity)) /
          possible;
        hits.push({
          passage,
          score: (ofQuestion + contextWeight.score * ofContext) * factor,
          strength: (ofQuestion + contextWeight.ranking * ofContext) * factor,
          coverage: shareOf(stems, bag, questionWeight),
        });
      }
      return hits.sort((a, z) => z.strength - a.strength || (a.passage.id < z.passage.id ? -1 : 1));
    },
  };
}
