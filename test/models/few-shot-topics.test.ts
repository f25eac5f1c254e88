import { describe, expect, it } from 'vitest';
import { unitVector } from '../../domain/unit-vector.ts';
import { createFewShotTopics } from '../../models/few-shot-topics.ts';
import { createKernelRegression } from '../../models/kernel-regression.ts';
import { createTextLikeness } from '../../models/text-likeness.ts';

describe('the likeness of texts', () => {
  const likeness = createTextLikeness(['reset my password', 'the parcel is late', 'parcel']);

  it('is 1 with itself, next to 0 with others, and more for words than for pieces', () => {
    const [same = 0, other = 1] = likeness('Reset my PASSWORD!');
    expect(same).toBeCloseTo(1, 10);
    // Both have a word that begins with "pa".
    expect(other).toBeLessThan(0.05);
    const [pieces = 0] = likeness('passwort');
    const [word = 0] = likeness('password');
    expect(pieces).toBeGreaterThan(0);
    expect(word).toBeGreaterThan(pieces);
  });

  it('is nothing for a text without words, or with letters of its own', () => {
    expect([...likeness('?!')]).toEqual([0, 0, 0]);
    expect([...likeness('xyz')]).toEqual([0, 0, 0]);
  });
});

describe('the regression', () => {
  // By hand: (K + I) w = y with K = [[1, .5], [.5, 1]]: w = [8/15, -2/15] for [1, 0].
  const rows = [Float64Array.of(1, 0.5), Float64Array.of(0.5, 1)];

  it('solves its equations exactly', () => {
    const ask = createKernelRegression(rows, [0, 1], 1);
    const [first, second] = ask(Float64Array.of(1, 0));
    expect(first).toBeCloseTo(8 / 15, 12);
    expect(second).toBeCloseTo(-2 / 15, 12);
  });

  it('gives the examples their own class with next to no penalty, also doubled ones', () => {
    const doubled = [0, 0, 1].map((one) => Float64Array.from([0, 0, 1], (two) => +(one === two)));
    const ask = createKernelRegression(doubled, [0, 0, 1], 1e-6);
    expect(ask(Float64Array.of(1, 1, 0))[0]).toBeCloseTo(1, 4);
    expect(ask(Float64Array.of(1, 1, 0))[1]).toBeCloseTo(0, 4);
  });

  it('refuses a likeness with other examples', () => {
    expect(() => createKernelRegression(rows, [0, 1], 1)(Float64Array.of(1))).toThrow('2 examples');
  });
});

const east = unitVector([1, 0.1]);
const north = unitVector([0.1, 1]);
const examples = [
  { text: 'where is my parcel', topic: 'delivery', vector: east },
  { text: 'my parcel has not arrived', topic: 'delivery', vector: east },
  { text: 'I forgot my password', topic: 'login', vector: north },
  { text: 'reset the password please', topic: 'login', vector: north },
];

describe('few-shot topics', () => {
  it('by words: tell a topic, and what is about none', () => {
    const topics = createFewShotTopics(examples, 'words');
    const known = topics('my parcel has not come', null);
    const unknown = topics('qqq zzz', null);
    expect(known.topic).toBe('delivery');
    expect(known.confidence).toBeGreaterThan(unknown.confidence);
    expect(known.inScope).toBeGreaterThan(0.5);
    expect(unknown.inScope).toBeLessThan(0.1);
  });

  it('by meaning: follow the vector whatever the words are', () => {
    const topics = createFewShotTopics(examples, 'meaning');
    expect(topics('my parcel', north).topic).toBe('login');
    const between = topics('my parcel', unitVector([1, -1]));
    expect(between.inScope).toBeLessThan(topics('my parcel', north).inScope);
  });

  it('by both: let words decide between vectors that do not', () => {
    const topics = createFewShotTopics(examples, 'fused');
    const middle = unitVector([1, 1]);
    expect(topics('parcel', middle).topic).toBe('delivery');
    expect(topics('password', middle).topic).toBe('login');
  });

  it('need examples, and vectors where meaning counts', () => {
    expect(() => createFewShotTopics([], 'words')).toThrow('no examples');
    const bare = examples.map((example) => ({ ...example, vector: null }));
    expect(() => createFewShotTopics(bare, 'fused')).toThrow('has no vector');
    expect(() => createFewShotTopics(examples, 'meaning')('parcel', null)).toThrow('has no vector');
  });

  it('give the same answer each time', () => {
    const one = createFewShotTopics(examples, 'fused')('parcel', east);
    expect(createFewShotTopics(examples, 'fused')('parcel', east)).toEqual(one);
  });
});
