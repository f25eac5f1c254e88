/** A mean, and where it would lie in 95 of 100 other draws of as many values. */
export type Interval = { readonly value: number; readonly low: number; readonly high: number };

const resamples = 1_000;

/** Numbers from a seed, 0 to below 1 (mulberry32): the same figures give the same interval. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, one) => sum + one, 0) / Math.max(1, values.length);

/** The mean of the values with its bootstrap interval. */
export function intervalOf(values: readonly number[]): Interval {
  const random = randomFrom(1);
  const means = Array.from({ length: resamples }, () =>
    mean(values.map(() => values[Math.floor(random() * values.length)] ?? 0)),
  ).sort((one, other) => one - other);
  const at = (share: number): number => means[Math.floor(share * (resamples - 1))] ?? 0;
  return { value: mean(values), low: at(0.025), high: at(0.975) };
}
