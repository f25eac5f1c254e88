import type { Passage } from '../domain/passage.ts';
import { createVectorIndex } from './meaning/vector-index.ts';
import { type Meaning, type Ranker, rankerSteps, vectorsOf } from './ranker.ts';
import { finish } from './steps.ts';
import { type Lexicon, createLexicon } from './words/lexicon.ts';
import type { Catalogue, Part } from './selection.ts';

/** So many times the passages may lie in the indexes by words that are kept, one of all included. */
const mostCopies = 3;

/**
 * Makes a ranker for exactly the passages of a part when it is first asked for, so that what is out of
 * scope neither takes places nor counts in how rare a word is. Few are kept, those used last; vectors
 * are in memory once, whatever parts there are.
 */
export function createRankers(
  passages: readonly Passage[],
  catalogue: Catalogue,
  meaning: Meaning | null,
): (part: Part) => Ranker {
  const vectors = meaning && createVectorIndex(vectorsOf(passages, meaning));
  // The index holds them now.
  const shared = meaning && { ...meaning, vectors: new Map() };
  const lexicons = new Map<string, Lexicon>();
  function lexiconOf(language: string): Lexicon {
    const lexicon = lexicons.get(language) ?? createLexicon(language);
    lexicons.set(language, lexicon);
    return lexicon;
  }
  const kept = new Map<string, { readonly ranker: Ranker; readonly size: number }>();
  let size = 0;

  return (part) => {
    const { name } = part;
    const known = kept.get(name);
    if (known) {
      // The last one of the map is the one used last.
      kept.delete(name);
      kept.set(name, known);
      return known.ranker;
    }
    const positions = catalogue.positionsOf(part);
    const own = [...positions].flatMap((at) => passages[at] ?? []);
    const index = vectors && vectors.part(positions);
    const ranker = finish(rankerSteps(own, lexiconOf(part.language), shared, index));
    kept.set(name, { ranker, size: own.length });
    size += own.length;
    for (const [other, { size: freed }] of kept) {
      if (size <= mostCopies * passages.length || other === name) break;
      kept.delete(other);
      size -= freed;
    }
    return ranker;
  };
}
