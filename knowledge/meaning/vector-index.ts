import { type QuantisedVector, quantise } from '../../domain/quantised-vector.ts';
import { createBest } from '../best.ts';
import { type Steps, finish } from '../steps.ts';
import { type Multiply, lanes, multiplyIn, multiplyPlainlyIn } from './products.ts';

/** A passage, by its position, and the cosine of its vector with the question's. */
export type Neighbour = { readonly position: number; readonly cosine: number };

export type VectorIndex = {
  /** How many vectors. */
  readonly size: number;
  /** Of memory that is its own. */
  readonly bytes: number;
  /** Those at these positions, each once, as an index of its own with positions from 0; the memory is shared. */
  part(positions: Uint32Array): VectorIndex;
  /** In the index's own memory: to be copied by whoever keeps it. */
  vectorAt(position: number): QuantisedVector;
  /** Throws when the question's vector is of another model. */
  ask(question: Float32Array): Comparison;
};

/** A question's vector, of length 1, against all others. */
export type Comparison = {
  /** Whether there is anything to compare: false for a vector of zeros. */
  has(position: number): boolean;
  cosine(position: number): number;
  /** The nearest ones that there are and that are allowed, nearest first. */
  nearest(count: number, isAllowed?: (position: number) => boolean): readonly Neighbour[];
};

/** Vectors side by side, a byte a number, and room for a question and its products. */
type Stored = {
  readonly memory: WebAssembly.Memory;
  readonly multiply: Multiply;
  readonly scales: Float32Array;
  readonly dimensions: number;
  /** From one vector to the next. */
  readonly width: number;
  /** Places in the memory. */
  readonly question: number;
  readonly products: number;
};

/** Vectors between two places where something else may be done. */
const vectorsAStep = 5_000;
const pageBytes = 65_536;

/** Vectors of length 1 in memory: a question is compared with every one of them. */
export const createVectorIndex = (vectors: readonly QuantisedVector[]): VectorIndex =>
  finish(vectorIndexSteps(vectors));

/** The same in slices. */
export function* vectorIndexSteps(vectors: readonly QuantisedVector[]): Steps<VectorIndex> {
  const size = vectors.length;
  const dimensions = vectors[0]?.codes.length ?? 0;
  const width = Math.ceil(dimensions / lanes) * lanes;
  const question = size * width;
  const products = question + width;
  const bytes = products + size * Int32Array.BYTES_PER_ELEMENT;
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / pageBytes) });
  const codes = new Int8Array(memory.buffer);
  const scales = new Float32Array(size);
  for (const [at, vector] of vectors.entries()) {
    if (at % vectorsAStep === 0) yield;
    codes.set(vector.codes, at * width);
    scales[at] = vector.scale;
  }
  const multiply = multiplyIn(memory) ?? multiplyPlainlyIn(memory);
  const stored = { memory, multiply, scales, dimensions, width, question, products };
  return indexOver(stored, null, memory.buffer.byteLength + scales.byteLength);
}

/** Places that follow one another: how many from which one on. */
type Run = { readonly from: number; readonly count: number };

function runsOf(places: Uint32Array): readonly Run[] {
  const runs: { from: number; count: number }[] = [];
  for (const place of places) {
    const last = runs.at(-1);
    if (last && last.from + last.count === place) last.count += 1;
    else runs.push({ from: place, count: 1 });
  }
  return runs;
}

/** `chosen`: where in the memory its vectors are; null: all of them. */
function indexOver(stored: Stored, chosen: Uint32Array | null, bytes: number): VectorIndex {
  const { memory, multiply, scales, dimensions, width } = stored;
  const size = chosen?.length ?? scales.length;
  const placeOf = (position: number): number =>
    chosen === null ? position : (chosen[position] ?? 0);
  const runs = chosen === null ? [{ from: 0, count: size }] : runsOf(chosen);

  /** A copy: the next question takes the same room. */
  function productsWith(question: Int8Array): Int32Array {
    new Int8Array(memory.buffer).set(question, stored.question);
    let products = stored.products;
    for (const { from, count } of runs) {
      multiply(stored.question, from * width, count, width, products);
      products += count * Int32Array.BYTES_PER_ELEMENT;
    }
    return new Int32Array(memory.buffer, stored.products, size).slice();
  }

  return {
    size,
    bytes,
    part(positions) {
      const places = positions.map(placeOf);
      return indexOver(stored, places, places.byteLength);
    },
    vectorAt(position) {
      const place = placeOf(position);
      const codes = new Int8Array(memory.buffer, place * width, dimensions);
      return { codes, scale: scales[place] ?? 0 };
    },
    ask(question) {
      if (question.length !== dimensions && size > 0)
        throw new Error(`The question has ${question.length} dimensions, not ${dimensions}`);
      const asked = quantise(question);
      const products = size === 0 ? new Int32Array() : productsWith(asked.codes);
      const cosine = (at: number): number =>
        (products[at] ?? 0) * asked.scale * (scales[placeOf(at)] ?? 0);
      const has = (at: number): boolean => (scales[placeOf(at)] ?? 0) > 0;
      return {
        has,
        cosine,
        nearest(count, isAllowed) {
          const best = createBest(
            count,
            (one, other) => other.strength - one.strength || one.position - other.position,
          );
          for (let at = 0; at < size; at += 1) {
            const found = cosine(at);
            if (found < best.least() || !has(at)) continue;
            if (isAllowed === undefined || isAllowed(at)) best.add(at, found);
          }
          return best.all().map(({ position, strength }) => ({ position, cosine: strength }));
        },
      };
    },
  };
}
