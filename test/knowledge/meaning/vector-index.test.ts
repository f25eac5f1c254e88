import { describe, expect, it } from 'vitest';
import { quantise } from '../../../domain/quantised-vector.ts';
import { createVectorIndex } from '../../../knowledge/meaning/vector-index.ts';

/** Numbers from a seed, about normally distributed. */
function createNoise(seed: number): () => number {
  let state = seed;
  const uniform = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return () => Array.from({ length: 6 }, uniform).reduce((sum, one) => sum + one, -3);
}

function unit(values: readonly number[]): Float32Array {
  const length = Math.hypot(...values);
  return Float32Array.from(values, (value) => value / length);
}

const cosine = (one: Float32Array, other: Float32Array): number =>
  one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);

/** Vectors around a few hundred centres, as texts about a few hundred matters have. */
function clustered(size: number, dimensions: number) {
  const noise = createNoise(7);
  const vector = () => Array.from({ length: dimensions }, noise);
  const centres = Array.from({ length: 300 }, vector);
  const near = (at: number) =>
    unit((centres[at % 300] ?? []).map((value) => value + noise() * 0.8));
  return {
    vectors: Array.from({ length: size }, (_, at) => near(at)),
    questions: Array.from({ length: 20 }, (_, at) => near(at * 17)),
  };
}

describe('a vector index', () => {
  it('finds nothing in nothing', () => {
    expect(
      createVectorIndex([])
        .ask(unit([1, 2]))
        .nearest(5),
    ).toEqual([]);
  });

  it('gives the nearest first, with their cosines', () => {
    const vectors = [unit([1, 0, 0]), unit([1, 1, 0]), unit([0, 0, 1]), unit([-1, 0, 0])];
    const found = createVectorIndex(vectors.map(quantise))
      .ask(unit([1, 0.2, 0]))
      .nearest(3);
    expect(found.map(({ position }) => position)).toEqual([0, 1, 2]);
    for (const { position, cosine: measured } of found) {
      expect(measured).toBeCloseTo(cosine(unit([1, 0.2, 0]), vectors[position] ?? unit([1])), 1.8);
    }
  });

  it('keeps to the number that was asked for where cosines are equal', () => {
    const same = Array.from({ length: 9 }, () => quantise(unit([3, 4])));
    const found = createVectorIndex(same)
      .ask(unit([3, 4]))
      .nearest(4);
    expect(found.map(({ position }) => position)).toEqual([0, 1, 2, 3]);
  });

  it('looks only where it may', () => {
    const vectors = [unit([1, 0]), unit([1, 0.1]), unit([0, 1])].map(quantise);
    const found = createVectorIndex(vectors)
      .ask(unit([1, 0]))
      .nearest(2, (at) => at !== 0);
    expect(found.map(({ position }) => position)).toEqual([1, 2]);
  });

  it('takes no question of another model', () => {
    const index = createVectorIndex([quantise(unit([1, 2, 3]))]);
    expect(() => index.ask(unit([1, 2]))).toThrow('2 dimensions, not 3');
  });

  it('leaves out none of the nearest twenty of many', () => {
    const { vectors, questions } = clustered(30_000, 40);
    const quantised = vectors.map(quantise);
    const index = createVectorIndex(quantised);
    for (const question of questions) {
      const asked = quantise(question);
      const best = quantised
        .map(({ codes, scale }, position) => {
          const product = codes.reduce((sum, code, at) => sum + code * (asked.codes[at] ?? 0), 0);
          return { position, cosine: product * asked.scale * scale };
        })
        .sort((a, z) => z.cosine - a.cosine)
        .slice(0, 20);
      const found = index.ask(question).nearest(20);
      expect(found.map(({ position }) => position)).toEqual(best.map(({ position }) => position));
    }
  });

  it('gives its vectors back', () => {
    const vectors = [unit([1, 0, 2]), unit([0, 3, 1]), unit([4, 0, 1])].map(quantise);
    const index = createVectorIndex(vectors).part(Uint32Array.of(0, 2));
    expect(index.vectorAt(1).codes).toEqual(vectors[2]?.codes);
    expect(index.vectorAt(1).scale).toBeCloseTo(vectors[2]?.scale ?? 0);
  });
});

describe('a part of a vector index', () => {
  it.each([
    ['few', 300, 7],
    ['many', 30_000, 8],
  ])('finds what an index of these vectors alone finds: %s', (_, size, leftOut) => {
    const { vectors, questions } = clustered(size, 64);
    const all = vectors.map(quantise);
    const positions = all.flatMap((_vector, at) => (at % leftOut === 3 ? [] : [at]));
    const alone = createVectorIndex(positions.flatMap((at) => all[at] ?? []));
    const part = createVectorIndex(all).part(Uint32Array.from(positions));
    expect(part.size).toBe(positions.length);
    for (const question of questions) {
      const asked = part.ask(question);
      expect(asked.nearest(30)).toEqual(alone.ask(question).nearest(30));
      const even = (at: number) => at % 2 === 0;
      expect(asked.nearest(5, even)).toEqual(alone.ask(question).nearest(5, even));
      expect(asked.cosine(9)).toBe(alone.ask(question).cosine(9));
    }
  });

  it('shares the memory, also as a part of a part', () => {
    const index = createVectorIndex([1, 2, 3, 4].map((at) => quantise(unit([1, at, 0, 0]))));
    const part = index.part(Uint32Array.of(1, 2, 3));
    const inner = part.part(Uint32Array.of(0, 2));
    expect(inner.bytes).toBe(8);
    const nearest = inner.ask(unit([1, 4, 0, 0])).nearest(1);
    expect(nearest[0]).toMatchObject({ position: 1 });
  });
});

describe('a quantised vector', () => {
  it('is off by half a step at most', () => {
    const vector = unit(Array.from({ length: 50 }, createNoise(3)));
    const { codes, scale } = quantise(vector);
    codes.forEach((code, at) => {
      expect(Math.abs(code * scale - (vector[at] ?? 0))).toBeLessThanOrEqual(scale / 2 + 1e-7);
    });
  });

  it('may be nothing at all', () => {
    expect(quantise(new Float32Array(3))).toEqual({ codes: new Int8Array(3), scale: 0 });
  });
});
