import fc from 'fast-check';
import { vi } from 'vitest';

const factor = Number(process.env['SIDENOTE_FUZZ_RUNS'] ?? 1);
vi.setConfig({ testTimeout: 60_000 * Math.max(1, factor) });

const given = process.env['SIDENOTE_FUZZ_SEED'];

/** Of all properties in this process; given in the environment, it repeats a run. */
export const fuzzSeed = given === undefined ? Date.now() % 0x7fffffff : Number(given);

/**
 * Checks a property on `runs` generated inputs, times `SIDENOTE_FUZZ_RUNS`; shrinks what fails. The
 * failure's message holds seed and path; the seed is printed in any case.
 */
export async function fuzz<Values extends [unknown, ...unknown[]]>(
  runs: number,
  property: fc.IAsyncProperty<Values> | fc.IProperty<Values>,
): Promise<void> {
  console.log(`seed ${fuzzSeed}: SIDENOTE_FUZZ_SEED=${fuzzSeed} repeats it`);
  await fc.assert(property, { numRuns: Math.ceil(runs * factor), seed: fuzzSeed });
}

/** Text with everything that has ever broken a parser. */
export const anyText = (maxLength: number): fc.Arbitrary<string> =>
  fc.oneof(
    fc.string({ maxLength, unit: 'binary' }),
    fc.string({ maxLength, unit: 'grapheme' }),
    fc
      .array(fc.constantFrom(...snags, 'a', ' ', '\n', 'word ', '1'), { maxLength: maxLength / 4 })
      .map((pieces) => pieces.join('')),
  );

/** Lone surrogates, zero bytes, separators of ours, names that every object has. */
export const snags = [
  '\ud800',
  '\udc00',
  '\0',
  '\u2028',
  '\ufeff',
  ':',
  '/',
  '..',
  '.',
  '$',
  '__proto__',
  'constructor',
  'toString',
  '%00',
  '<',
  '>',
  '&',
  '"',
  "'",
  '\\',
  '{',
  '}',
] as const;

/** A value of JSON that is likely to be what no code has thought of. */
export const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(null, true, [], {}, '', '0', 0, -1, 1.5, 1e308, -1e308, 9_007_199_254_740_993),
  anyText(40),
  fc.integer({ min: 100, max: 5_000 }).map((length) => 'x'.repeat(length)),
  fc.integer({ min: 100, max: 3_000 }).map((length) => Array.from({ length }, () => ({}))),
);

type Path = readonly (string | number)[];

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [
    path,
    ...Object.entries(value).flatMap(([name, inner]) => pathsOf(inner, [...path, name])),
  ];
}

function withAt(value: unknown, [first, ...rest]: Path, change: unknown): unknown {
  if (first === undefined) return change;
  if (Array.isArray(value)) {
    return value.map((inner, at) =>
      String(at) === String(first) ? withAt(inner, rest, change) : inner,
    );
  }
  if (typeof value !== 'object' || value === null) return change;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      name === first ? withAt(inner, rest, change) : inner,
    ]),
  );
}

/** One of the samples with up to four of its values exchanged for odd ones. */
export const mutated = (samples: readonly unknown[]): fc.Arbitrary<unknown> =>
  fc.constantFrom(...samples).chain((sample) => {
    const change = fc.tuple(fc.constantFrom(...pathsOf(sample)), oddValue);
    return fc
      .array(change, { maxLength: 4 })
      .map((changes) =>
        changes.reduce((value, [path, odd]) => withAt(value, path, odd), structuredClone(sample)),
      );
  });
