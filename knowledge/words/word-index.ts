import type { Passage } from '../../domain/passage.ts';
import { isEveryday } from '../../domain/everyday-words.ts';
import { synonymsOf, synonymWeight } from '../../domain/vocabulary.ts';
import { contentStems, primaryLanguage } from '../../domain/words.ts';
import { shareOf, titleFit } from './title-fit.ts';
import { type Alternatives, createBm25, highestGain } from './bm25.ts';

/** How often a word counts by where it stands; tuned on wixqa, techqa and mtrag_un. */
const fieldWeights = { title: 3, headings: 2, text: 1 } as const;
/** A passage of an article that is about the question as a whole is the likelier answer. */
const articleWeight = 0.6;
/** A title that says what the question says raises the score by up to this factor. */
const titleWeight = 0.6;
/** The turn before only helps to tell what a follow-up is about. */
const contextWeight = 0.25;
/**
 * In coverage everyday words count less than their rarity in the knowledge says; in ranking they
 * count in full (wixqa .79 against .70).
 */
const everydayWeight = 0.5;

const none: ReadonlySet<string> = new Set();

export type Hit = { readonly passage: Passage; readonly score: number; readonly coverage: number };

export type LanguageIndex = {
  /** Passages that share words with the question, best first; scores by what was possible. */
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
    const parts = articles.get(passage.articleId);
    if (parts) parts.push(passage);
    else articles.set(passage.articleId, [passage]);
  }
  return articles;
}

/** Index over the passages of one language. */
export function createLanguageIndex(passages: readonly Passage[], tag: string): LanguageIndex {
  const language = primaryLanguage(tag);
  const bags = passages.map((passage) => termsOf([passage], language));
  const index = createBm25(bags);
  const titles = passages.map(({ title }) => new Set(contentStems(title, language)));
  const articles = group(passages);
  const articleIndex = createBm25([...articles.values()].map((parts) => termsOf(parts, language)));
  const articleAt = new Map([...articles.keys()].map((id, at) => [id, at] as const));

  const weightOf = (term: string): number => (isEveryday(term) ? everydayWeight : 1);

  const expand = (stems: Iterable<string>, weight: number): Alternatives[] =>
    [...stems].map((term) => [
      { term, weight },
      ...[...synonymsOf(term)].map((other) => ({ term: other, weight: weight * synonymWeight })),
    ]);

  function queryOf(stems: ReadonlySet<string>, context: string | undefined): Alternatives[] {
    const earlier = new Set(contentStems(context ?? '', language).filter((it) => !stems.has(it)));
    return [...expand(stems, 1), ...expand(earlier, contextWeight)];
  }

  const rarity = (one: string): number => index.idf(one);
  const questionWeight = (one: string): number => index.idf(one) * weightOf(one);

  return {
    search: (question, context) => {
      const stems = new Set(contentStems(question, language));
      const query = queryOf(stems, context);
      const articleScores = articleIndex.score(query);
      const rarities = [...stems].map((one) => highestGain(index.idf(one)) * weightOf(one));
      const possible = (1 + articleWeight) * rarities.reduce((sum, one) => sum + one, 0) || 1;
      const hits: Hit[] = [];
      for (const [at, score] of index.score(query)) {
        const passage = passages[at];
        const bag = bags[at];
        if (!passage || !bag) continue;
        const ofArticle = articleScores.get(articleAt.get(passage.articleId) ?? -1) ?? 0;
        const fit = titleFit(stems, titles[at] ?? none, questionWeight, rarity);
        hits.push({
          passage,
          score: ((score + articleWeight * ofArticle) * (1 + titleWeight * fit)) / possible,
          coverage: shareOf(stems, bag, questionWeight),
        });
      }
      return hits.sort((a, z) => z.score - a.score || (a.passage.id < z.passage.id ? -1 : 1));
    },
  };
}
