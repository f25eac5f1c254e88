import { wordsOf } from '../domain/words.ts';

/** Likeness of a text with each of the texts that were given, 0..1, in their order. */
export type TextLikeness = (text: string) => Float64Array;

type Weights = ReadonlyMap<string, number>;

/** Pieces of words as long as this, the spaces around a word included. */
const gram = { shortest: 2, longest: 5 } as const;
/** Pieces bear with endings and misspellings; whole words and pairs of them say more. */
const share = { pieces: 0.6, words: 0.4 } as const;

/** Likeness by pieces of words, words and pairs of words that texts have in common, the rarer the more. */
export function createTextLikeness(texts: readonly string[]): TextLikeness {
  const byPieces = createCosines(texts.map(piecesOf));
  const byWords = createCosines(texts.map(wordsAndPairsOf));
  return (text) => {
    const pieces = byPieces(piecesOf(text));
    const words = byWords(wordsAndPairsOf(text));
    return pieces.map((value, at) => share.pieces * value + share.words * (words[at] ?? 0));
  };
}

function piecesOf(text: string): string[] {
  return wordsOf(text).flatMap((word) => {
    const letters = [...` ${word} `];
    const pieces: string[] = [];
    for (let length = gram.shortest; length <= gram.longest; length += 1) {
      if (letters.length <= length) {
        pieces.push(letters.join(''));
        break;
      }
      for (let from = 0; from + length <= letters.length; from += 1)
        pieces.push(letters.slice(from, from + length).join(''));
    }
    return pieces;
  });
}

function wordsAndPairsOf(text: string): string[] {
  const words = wordsOf(text);
  return words.flatMap((word, at) => (at === 0 ? [word] : [word, `${words[at - 1]} ${word}`]));
}

/** Cosines of term weights (logarithm of the count, inverse document frequency) with all documents. */
function createCosines(
  documents: readonly (readonly string[])[],
): (terms: string[]) => Float64Array {
  const counts = new Map<string, number>();
  for (const terms of documents)
    for (const term of new Set(terms)) counts.set(term, (counts.get(term) ?? 0) + 1);
  const rarity = (term: string): number =>
    Math.log((1 + documents.length) / (1 + (counts.get(term) ?? 0))) + 1;
  const postings = new Map<string, { at: number; weight: number }[]>();
  documents.forEach((terms, at) => {
    for (const [term, weight] of weightsOf(terms, rarity)) {
      const list = postings.get(term);
      if (list) list.push({ at, weight });
      else postings.set(term, [{ at, weight }]);
    }
  });
  return (terms) => {
    const cosines = new Float64Array(documents.length);
    for (const [term, weight] of weightsOf(terms, rarity))
      for (const one of postings.get(term) ?? [])
        cosines[one.at] = (cosines[one.at] ?? 0) + weight * one.weight;
    return cosines;
  };
}

/** Of length 1; terms that no document has make a text less like all of them. */
function weightsOf(terms: readonly string[], rarity: (term: string) => number): Weights {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  let squares = 0;
  for (const [term, count] of counts) {
    const weight = (1 + Math.log(count)) * rarity(term);
    counts.set(term, weight);
    squares += weight * weight;
  }
  const length = Math.sqrt(squares) || 1;
  for (const [term, weight] of counts) counts.set(term, weight / length);
  return counts;
}
