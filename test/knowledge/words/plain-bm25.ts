/** A document as weighted term frequencies. */
type Terms = ReadonlyMap<string, number>;

/** A word of a query and what may stand for it, the word itself first. */
export type Alternatives = readonly { readonly term: string; readonly weight: number }[];

type PlainBm25 = {
  /** Inverse document frequency; of a term that is in no document, the highest there is. */
  idf(term: string): number;
  /** Scores of the documents (by position) that share a term; of alternatives the best counts. */
  score(query: readonly Alternatives[]): Map<number, number>;
};

const k1 = 1.2;
const b = 0.75;

/** The highest score that a term of this inverse document frequency can give. */
export const highestGain = (idf: number): number => idf * (k1 + 1);

/** Okapi BM25 over documents whose fields were weighted into one bag of terms. */
export function createPlainBm25(documents: readonly Terms[]): PlainBm25 {
  const postings = new Map<string, { document: number; frequency: number }[]>();
  const lengths = documents.map((terms, document) => {
    let length = 0;
    for (const [term, frequency] of terms) {
      length += frequency;
      const list = postings.get(term);
      if (list) list.push({ document, frequency });
      else postings.set(term, [{ document, frequency }]);
    }
    return length;
  });
  const average = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
  const norms = lengths.map((length) => k1 * (1 - b + (b * length) / Math.max(1, average)));
  const idf = (term: string): number => {
    const count = postings.get(term)?.length ?? 0;
    return Math.log(1 + (documents.length - count + 0.5) / (count + 0.5));
  };
  /** A synonym that is rarer than the word itself must not count for more. */
  const rarityOf = (term: string, own: string | undefined): number =>
    own !== undefined && postings.has(own) ? Math.min(idf(own), idf(term)) : idf(term);

  function gainsOf(alternatives: Alternatives): Map<number, number> {
    const gains = new Map<number, number>();
    for (const { term, weight } of alternatives) {
      const factor = rarityOf(term, alternatives[0]?.term) * weight * (k1 + 1);
      for (const { document, frequency } of postings.get(term) ?? []) {
        const gain = (factor * frequency) / (frequency + (norms[document] ?? k1));
        if (gain > (gains.get(document) ?? 0)) gains.set(document, gain);
      }
    }
    return gains;
  }

  return {
    idf,
    score: (query) => {
      const scores = new Map<number, number>();
      for (const alternatives of query)
        for (const [document, gain] of gainsOf(alternatives))
          scores.set(document, (scores.get(document) ?? 0) + gain);
      return scores;
    },
  };
}
