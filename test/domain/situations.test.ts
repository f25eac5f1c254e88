import { describe, expect, it } from 'vitest';
import { situationsMet } from '../../domain/situations.ts';

const refund = 'the customer asks for a refund';
const card = 'someone wants to change a payment card';
const met = (messages: readonly string[], vectors: readonly Float32Array[] | null = null) => [
  ...situationsMet([refund, card], messages, vectors, 'en'),
];
/** At so many degrees. */
const at = (degrees: number): Float32Array => {
  const angle = (degrees * Math.PI) / 180;
  return Float32Array.of(Math.cos(angle), Math.sin(angle));
};

describe('by words, where there are no vectors', () => {
  it.each([
    ['Can I get refunded?', [refund]],
    ['How do I change my payment card?', [card]],
    ['I changed the card and now I want a refund', [refund, card]],
    ['The customer asks', []],
    ['How do I invite a colleague?', []],
  ])('%s', (message, situations) => {
    expect(met([message])).toEqual(situations);
  });

  it('a situation of everyday words alone is never met', () => {
    expect([...situationsMet(['the customer asks'], ['I ask'], null, 'en')]).toEqual([]);
  });
});

describe('by meaning', () => {
  it('any message of the turn may be near enough, whatever its words are', () => {
    expect(met(['My money back!', 'Thanks'], [at(0), at(90), at(20), at(200)])).toEqual([refund]);
    expect(met(['I want a refund'], [at(0), at(130), at(65)])).toEqual([]);
  });
});
