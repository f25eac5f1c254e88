/** The vector of length 1 in the same direction, as a copy. Throws where there is no direction. */
export function unitVector(vector: Float32Array | readonly number[]): Float32Array {
  let squares = 0;
  for (const value of vector) squares += value * value;
  const length = Math.sqrt(squares);
  if (!(length > 0) || !Number.isFinite(length)) throw new Error('A vector without a direction');
  return Float32Array.from(vector, (value) => value / length);
}
