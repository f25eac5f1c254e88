import { expect, test } from 'vitest';
import type { Embedder } from '../../domain/embedder.ts';
import { joinEmbedders } from '../../domain/joined-embedder.ts';
import { unitVector } from '../../domain/unit-vector.ts';

const never = new AbortController().signal;

const embedder = (model: string, vectors: Readonly<Record<string, number[]>>): Embedder => ({
  model,
  dimensions: 2,
  embed: async (texts) => texts.map((text) => unitVector(Float32Array.from(vectors[text] ?? []))),
});

const cosine = (one?: Float32Array, other?: Float32Array): number =>
  Array.from(one ?? []).reduce((sum, value, at) => sum + value * (other?.[at] ?? 0), 0);

const one = embedder('one', { a: [1, 0], b: [1, 1] });
const two = embedder('two', { a: [1, 0], b: [0, 1] });

test('one embedder alone is itself', () => {
  expect(joinEmbedders([{ embedder: one, share: 0.3 }])).toBe(one);
});

test('the cosine of both is the mean of theirs by share, whatever shares add up to', async () => {
  const both = joinEmbedders([
    { embedder: one, share: 3 },
    { embedder: two, share: 1 },
  ]);
  const [a, b] = await both.embed(['a', 'b'], never);
  expect(both.dimensions).toBe(4);
  expect(cosine(a, a)).toBeCloseTo(1, 6);
  expect(cosine(b, b)).toBeCloseTo(1, 6);
  expect(cosine(a, b)).toBeCloseTo(0.75 * Math.SQRT1_2 + 0.25 * 0, 6);
});

test('another share has another name: their vectors are not comparable', () => {
  const named = (share: number) =>
    joinEmbedders([
      { embedder: one, share },
      { embedder: two, share: 1 - share },
    ]).model;
  expect(named(0.5)).not.toBe(named(0.6));
  expect(named(0.5)).toContain('one');
  expect(named(0.5)).toContain('two');
});
