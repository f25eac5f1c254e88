import { expect, test } from 'vitest';
import { batchesOf, withinLimit } from '../../models/embedding-batches.ts';

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

test('texts stay in their order, 64 a batch', () => {
  const texts = Array.from({ length: 130 }, (_, at) => String(at));
  const batches = batchesOf(texts);
  expect(batches.map(({ length }) => length)).toEqual([64, 64, 2]);
  expect(batches.flat()).toEqual(texts);
});

test('a batch of long texts is smaller', () => {
  const texts = Array<string>(64).fill('x'.repeat(8_000));
  const batches = batchesOf(texts);
  expect(batches.flat()).toEqual(texts);
  for (const batch of batches) expect(bytesOf(batch.join(''))).toBeLessThanOrEqual(250_000);
  expect(batches).toHaveLength(3);
});

test('no texts make no batch', () => {
  expect(batchesOf([])).toEqual([]);
});

test.each(['a', 'é', '語', '🙂'])(
  'a text of %s is cut at 8,000 bytes, between characters',
  (one) => {
    const text = one.repeat(9_000);
    const cut = withinLimit(text);
    expect(text.startsWith(cut)).toBe(true);
    expect(cut.length % one.length).toBe(0);
    expect(bytesOf(cut)).toBeGreaterThan(8_000 - bytesOf(one));
    expect(bytesOf(cut)).toBeLessThanOrEqual(8_000);
  },
);

test('a short text stays as it is, and an empty one gets a sign', () => {
  expect(withinLimit('How much is it?')).toBe('How much is it?');
  expect(withinLimit('')).toBe('-');
  expect(withinLimit(' \n')).toBe('-');
});
