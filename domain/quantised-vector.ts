/**
 * A vector in a byte a number, a quarter of its size: `codes[i] * scale` is what it was, off by at
 * most half a step. Comparing questions with passages it changes cosines in the third digit.
 */
export type QuantisedVector = { readonly codes: Int8Array; readonly scale: number };

const mostCode = 127;

export function quantise(vector: Float32Array): QuantisedVector {
  const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const scale = largest / mostCode;
  if (scale === 0) return { codes: new Int8Array(vector.length), scale: 0 };
  return { codes: Int8Array.from(vector, (value) => Math.round(value / scale)), scale };
}
