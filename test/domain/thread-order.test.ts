import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MessageId } from '../../domain/identifiers.ts';
import {
  type Position,
  compareInThread,
  inThreadOrder,
  positionKey,
} from '../../domain/thread-order.ts';
import { entry } from '../support/threads.ts';

const at = (id: MessageId, createdAtMs = 1_000): Position => ({ id, createdAtMs });

/** Ids of all lengths, also beyond what a number holds exactly, and some that are no numbers. */
const digits = fc.oneof(
  fc.nat({ max: 120 }).map(String),
  fc.bigInt({ min: 1n, max: 10n ** 22n }).map(String),
  fc.stringMatching(/^[0-9a-z]{1,6}$/),
);
const position: fc.Arbitrary<Position> = fc.record({
  id: fc.oneof(
    digits.map((id): MessageId => `part-${id}`),
    digits.map((id): MessageId => `source-${id}`),
  ),
  createdAtMs: fc.nat({ max: 3 }).map((second) => 1_736_154_000_000 + second * 1_000),
});

describe('order in the thread', () => {
  it('goes by time first', () => {
    expect(compareInThread(at('part-9', 1_000), at('part-1', 2_000))).toBeLessThan(0);
    expect(compareInThread(at('source-9', 2_000), at('part-1', 1_000))).toBeGreaterThan(0);
  });

  it('puts the opening message first within its second', () => {
    expect(compareInThread(at('source-99'), at('part-1'))).toBeLessThan(0);
    expect(compareInThread(at('part-1'), at('source-99'))).toBeGreaterThan(0);
  });

  it('compares part ids as numbers, however long', () => {
    expect(compareInThread(at('part-9'), at('part-10'))).toBeLessThan(0);
    expect(
      compareInThread(at('part-9007199254740993'), at('part-9007199254740992')),
    ).toBeGreaterThan(0);
    expect(
      compareInThread(at('part-9999999999999999999'), at('part-10000000000000000000')),
    ).toBeLessThan(0);
  });

  it('is antisymmetric, and equal only for the same position', () => {
    fc.assert(
      fc.property(position, position, (one, other) => {
        const there = Math.sign(compareInThread(one, other));
        expect(there + Math.sign(compareInThread(other, one))).toBe(0);
        expect(there === 0).toBe(one.id === other.id && one.createdAtMs === other.createdAtMs);
      }),
      { numRuns: 500 },
    );
  });

  it('is transitive', () => {
    fc.assert(
      fc.property(position, position, position, (one, two, three) => {
        const [first, second, third] = [one, two, three].sort(compareInThread);
        if (!first || !second || !third) return;
        expect(compareInThread(first, second)).toBeLessThanOrEqual(0);
        expect(compareInThread(second, third)).toBeLessThanOrEqual(0);
        expect(compareInThread(first, third)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 2_000 },
    );
  });

  it('has a key that sorts in the same order', () => {
    fc.assert(
      fc.property(position, position, (one, other) => {
        const [key, otherKey] = [positionKey(one), positionKey(other)];
        const byKey = key < otherKey ? -1 : key > otherKey ? 1 : 0;
        expect(byKey).toBe(Math.sign(compareInThread(one, other)));
      }),
      { numRuns: 2_000 },
    );
  });

  it('sorts entries without touching the list that it was given', () => {
    const given = [entry('part-10', 'customer', 0), entry('part-9', 'customer', 0)];
    const sorted = inThreadOrder([...given, entry('source-50', 'customer', 0)]);
    expect(sorted.map(({ id }) => id)).toEqual(['source-50', 'part-9', 'part-10']);
    expect(given.map(({ id }) => id)).toEqual(['part-10', 'part-9']);
  });
});
