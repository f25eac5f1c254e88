/** 95 % of what resampling the rows gives lies from `low` to `high`. */
export type Interval = { readonly low: number; readonly high: number };

const resamples = 1_000;
const seed = 20_240_601;

/**
 * Bootstrap interval of a statistic over rows: as often as said, as many rows are drawn with putting
 * back. Seeded: of the same rows always the same. Draws without a value (null) are left out; null when
 * no draw has one.
 */
export function bootstrap<Row>(
  rows: readonly Row[],
  statistic: (rows: readonly Row[]) => number | null,
): Interval | null {
  const random = createRandom(seed);
  const values: number[] = [];
  for (let draw = 0; draw < resamples; draw += 1) {
    const drawn = rows.flatMap(() => rows[Math.floor(random() * rows.length)] ?? []);
    const value = statistic(drawn);
    if (value !== null) values.push(value);
  }
  values.sort((a, z) => a - z);
  const low = values[Math.floor(0.025 * values.length)];
  const high = values[Math.ceil(0.975 * values.length) - 1];
  return low === undefined || high === undefined ? null : { low, high };
}

/** Numbers in [0, 1), always the same ones of a seed (mulberry32). */
export function createRandom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
