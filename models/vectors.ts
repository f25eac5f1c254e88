import type { ModelCall } from '../domain/language-model.ts';

/** Of vectors of length 1. */
export function cosineOf(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += (one[at] ?? 0) * (other[at] ?? 0);
  return sum;
}

/** Texts of one call: what was made of earlier ones is kept where a later one runs out of time. */
const sliceLength = 48;

/** Vectors by text; null where nobody makes any. */
export async function vectorsOf(
  texts: readonly string[],
  { textVectors, signal }: ModelCall,
): Promise<ReadonlyMap<string, Float32Array> | null> {
  if (!textVectors) return null;
  const wanted = [...new Set(texts)];
  const made = new Map<string, Float32Array>();
  for (let from = 0; from < wanted.length; from += sliceLength) {
    const slice = wanted.slice(from, from + sliceLength);
    const vectors = await textVectors(slice, signal);
    if (vectors === null) return null;
    slice.forEach((text, at) => {
      const vector = vectors[at];
      if (vector) made.set(text, vector);
    });
  }
  return made.size === wanted.length ? made : null;
}

/** Mean of the highest so many, 0 of none. */
export function meanOfHighest(values: readonly number[], count: number): number {
  const highest = [...values].sort((a, z) => z - a).slice(0, count);
  return highest.length === 0 ? 0 : highest.reduce((sum, one) => sum + one, 0) / highest.length;
}
