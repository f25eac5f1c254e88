import type { Passage } from '../domain/passage.ts';
import type { VectorIndex } from './meaning/vector-index.ts';
import { type Meaning, type Ranker, rankerSteps } from './ranker.ts';
import type { Run } from './steps.ts';
import type { Lexicons } from './words/lexicon.ts';
import type { Catalogue, Part } from './selection.ts';

/** So many times the passages may lie in the indexes by words that are kept, one of all included. */
const mostCopies = 3;

export type RankersOptions = {
  readonly passages: readonly Passage[];
  readonly catalogue: Catalogue;
  readonly meaning: Pick<Meaning, 'embedder' | 'onFailure'> | null;
  /** Of the passages' vectors, in their order. */
  readonly vectors: VectorIndex | null;
  readonly lexicons: Lexicons;
  readonly run: Run;
};

/**
 * Makes a ranker for exactly the passages of a part when it is first asked for, so that what is out of
 * scope neither takes places nor counts in how rare a word is. Few are kept, those used last; vectors
 * are in memory once, whatever parts there are.
 */
export function createRankers(options: RankersOptions): (part: Part) => Promise<Ranker> {
  const { passages, catalogue, meaning, vectors, lexicons, run } = options;
  type Kept = { readonly ranker: Promise<Ranker>; readonly size: number };
  const kept = new Map<string, Kept>();
  let size = 0;
  const drop = (name: string, one: Kept): void => {
    if (kept.get(name) !== one) return;
    kept.delete(name);
    size -= one.size;
  };

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
    const own = Array.from(positions).flatMap((at) => passages[at] ?? []);
    const index = vectors && vectors.part(positions);
    const ranker = run(rankerSteps(own, lexicons(part.language), meaning, index));
    const made = { ranker, size: own.length };
    kept.set(name, made);
    size += own.length;
    ranker.catch(() => {
      drop(name, made);
    });
    for (const [other, one] of kept) {
      if (size <= mostCopies * passages.length || other === name) break;
      drop(other, one);
    }
    return ranker;
  };
}
