import type { Steps } from '../steps.ts';
import { type Documents, createPostings, hasTerm } from './postings.ts';

/** A word of a query and what may stand for it, the word itself first; undefined: in no document. */
export type Alternatives = readonly {
  readonly term: number | undefined;
  readonly weight: number;
}[];

export type Bm25 = {
  /** Inverse document frequency; of a term that is in no document, the highest there is. */
  idf(term: number | undefined): number;
  has(term: number | undefined, document: number): boolean;
  /** Scores by document, 0 for those that share no term; of alternatives the best counts. */
  score(query: readonly Alternatives[]): Float64Array;
};

const k1 = 1.2;
const b = 0.75;

/** The highest score that a term of this inverse document frequency can give. */
export const highestGain = (idf: number): number => idf * (k1 + 1);

/** Okapi BM25 over documents whose fields were weighted into one bag of terms. */
export function* createBm25(given: Documents): Steps<Bm25> {
  const postings = yield* createPostings(given);
  const { starts, documents, frequencies, lengths } = postings;
  const { size } = given;
  const average = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, size);
  const norms = lengths.map((length) => k1 * (1 - b + (b * length) / Math.max(1, average)));
  const countOf = (term: number | undefined): number =>
    term === undefined || term >= given.terms ? 0 : (starts[term + 1] ?? 0) - (starts[term] ?? 0);
  const idf = (term: number | undefined): number => {
    const count = countOf(term);
    return Math.log(1 + (size - count + 0.5) / (count + 0.5));
  };
  /** A synonym that is rarer than the word itself must not count for more. */
  const rarityOf = (term: number, own: number | undefined): number =>
    countOf(own) > 0 ? Math.min(idf(own), idf(term)) : idf(term);

  /** All zero between two uses. */
  const gains = new Float64Array(size);
  /** The best of what alternatives give, document by document. */
  function addGains(alternatives: Alternatives, scores: Float64Array): void {
    const own = alternatives[0]?.term;
    const there = alternatives.flatMap(({ term, weight }) =>
      term !== undefined && countOf(term) > 0 ? [{ term, weight }] : [],
    );
    for (const { term, weight } of there) {
      const factor = rarityOf(term, own) * weight * (k1 + 1);
      const end = starts[term + 1] ?? 0;
      for (let entry = starts[term] ?? 0; entry < end; entry += 1) {
        const document = documents[entry] ?? 0;
        const frequency = frequencies[entry] ?? 0;
        const gain = (factor * frequency) / (frequency + (norms[document] ?? k1));
        if (gain > (gains[document] ?? 0)) gains[document] = gain;
      }
    }
    for (const { term } of there) {
      const end = starts[term + 1] ?? 0;
      for (let entry = starts[term] ?? 0; entry < end; entry += 1) {
        const document = documents[entry] ?? 0;
        scores[document] = (scores[document] ?? 0) + (gains[document] ?? 0);
        gains[document] = 0;
      }
    }
  }

  return {
    idf,
    has: (term, document) => countOf(term) > 0 && hasTerm(postings, term ?? 0, document),
    score: (query) => {
      const scores = new Float64Array(size);
      for (const alternatives of query) addGains(alternatives, scores);
      return scores;
    },
  };
}
