import { type QuantisedVector, quantise } from '../../domain/quantised-vector.ts';
import { type Signs, nearestBySigns, signsOf } from './signs.ts';

/** A passage, by its position, and the cosine of its vector with the question's. */
export type Neighbour = { readonly position: number; readonly cosine: number };

export type VectorIndex = {
  /** How many vectors. */
  readonly size: number;
  /** Of memory that is its own. */
  readonly bytes: number;
  /** Those at these positions, each once, as an index of its own with positions from 0; the memory is shared. */
  part(positions: Uint32Array): VectorIndex;
  /** Throws when the question's vector is of another model. */
  ask(question: Float32Array): Comparison;
};

/** A question's vector, of length 1, against all others. */
export type Comparison = {
  cosine(position: number): number;
  /** The nearest ones that are allowed, nearest first. */
  nearest(count: number, isAllowed?: (position: number) => boolean): readonly Neighbour[];
};

/** Up to so many vectors are all compared number by number, which takes some 10 ms. */
const mostCompared = 20_000;
/** Above that, signs choose this share of them to be compared. */
const shareBySigns = 0.05;

/** Vectors side by side: a byte a number to compare with and, where there are many, a bit a number. */
type Stored = {
  readonly codes: Int8Array;
  readonly scales: Float32Array;
  readonly signs: Signs | null;
  readonly dimensions: number;
};

/**
 * Vectors of length 1 in memory: all are compared or, where there are many, those that signs have not
 * left out.
 */
export function createVectorIndex(vectors: readonly QuantisedVector[]): VectorIndex {
  const size = vectors.length;
  const dimensions = vectors[0]?.codes.length ?? 0;
  const codes = new Int8Array(size * dimensions);
  const scales = Float32Array.from(vectors, ({ scale }) => scale);
  vectors.forEach((vector, at) => {
    codes.set(vector.codes, at * dimensions);
  });
  const signs = size > mostCompared ? signsOf(codes, dimensions) : null;
  const bytes = codes.byteLength + scales.byteLength + (signs?.words.byteLength ?? 0);
  return indexOver({ codes, scales, signs, dimensions }, null, bytes);
}

/** `chosen`: where in the memory its vectors are; null: all of them. */
function indexOver(stored: Stored, chosen: Uint32Array | null, bytes: number): VectorIndex {
  const { codes, scales, signs, dimensions } = stored;
  const size = chosen === null ? scales.length : chosen.length;
  const placeOf = (position: number): number =>
    chosen === null ? position : (chosen[position] ?? 0);

  function productWith(question: Int32Array, place: number): number {
    const offset = place * dimensions;
    // Four sums, since each addition waits for the one before it.
    let [one, two, three, four] = [0, 0, 0, 0];
    let index = 0;
    for (; index + 3 < dimensions; index += 4) {
      one += (codes[offset + index] ?? 0) * (question[index] ?? 0);
      two += (codes[offset + index + 1] ?? 0) * (question[index + 1] ?? 0);
      three += (codes[offset + index + 2] ?? 0) * (question[index + 2] ?? 0);
      four += (codes[offset + index + 3] ?? 0) * (question[index + 3] ?? 0);
    }
    for (; index < dimensions; index += 1)
      one += (codes[offset + index] ?? 0) * (question[index] ?? 0);
    return one + two + three + four;
  }

  return {
    size,
    bytes,
    part(positions) {
      const places = positions.map(placeOf);
      return indexOver(stored, places, places.byteLength);
    },
    ask(question) {
      if (question.length !== dimensions && size > 0)
        throw new Error(`The question has ${question.length} dimensions, not ${dimensions}`);
      const asked = quantise(question);
      const numbers = Int32Array.from(asked.codes);
      const cosine = (at: number): number =>
        productWith(numbers, placeOf(at)) * asked.scale * (scales[placeOf(at)] ?? 0);
      return {
        cosine,
        nearest(count, isAllowed) {
          const allowed =
            isAllowed === undefined
              ? null
              : Array.from({ length: size }, (_, at) => at).filter(isAllowed);
          const near = nearOf(asked.codes, count, allowed);
          const cosines = Float32Array.from(near, cosine);
          const least = cosines.slice().sort()[Math.max(0, cosines.length - count)] ?? 0;
          return near
            .flatMap((position, at) => {
              const found = cosines[at] ?? 0;
              return found >= least ? [{ position, cosine: found }] : [];
            })
            .sort((a, z) => z.cosine - a.cosine || a.position - z.position)
            .slice(0, count);
        },
      };
    },
  };

  /** Positions worth comparing: all that are allowed, unless signs have to choose among many. */
  function nearOf(
    question: Int8Array,
    count: number,
    allowed: readonly number[] | null,
  ): readonly number[] {
    if (allowed !== null && allowed.length <= mostCompared) return allowed;
    if (signs === null || size <= mostCompared) return Array.from({ length: size }, (_, at) => at);
    const least = Math.max(10 * count, Math.ceil(size * shareBySigns));
    const near = nearestBySigns(signs, question, least, chosen);
    if (allowed === null) return near;
    const isAllowed = new Set(allowed);
    return near.filter((at) => isAllowed.has(at));
  }
}
