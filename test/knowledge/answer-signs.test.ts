import { describe, expect, it } from 'vitest';
import { answerSignNames, answerSignValues } from '../../domain/answer-signs.ts';
import type { Passage } from '../../domain/passage.ts';
import { answerChance } from '../../knowledge/answer-gate.ts';
import { type Ranked, answerSignsOf } from '../../knowledge/answer-signs.ts';

const passage = (articleId: string, text: string): Passage => ({
  ...{ id: `${articleId}#1`, source: 's', articleId, title: '', headingPath: [] },
  ...{ url: null, audience: 'public', language: 'en', text },
});

const refund = passage('refund', 'Write to us. You get a refund of an invoice within a week.');
const car = passage(
  'car',
  'Refund policies are elsewhere. The invoice for the car park is on paper.',
);
const sun = passage('sun', 'The sun shines.');

const ranked = (strengths: readonly [Passage, number][], more: Partial<Ranked> = {}): Ranked => ({
  hits: strengths.map(([one, strength]) => ({
    ...{ passage: one, score: 0, coverage: 0.5 },
    strength,
  })),
  ...{ byWords: strengths.map(([one]) => one), byMeaning: null },
  ...more,
});

const request = { question: 'refund for my invoice?', language: 'en', weigh: () => 1 };
const signs = (one: Ranked) => answerSignsOf(one, request);

describe('the signs of an answer', () => {
  it('tell how far the first article stands out, each article by its best passage', () => {
    const again = { ...refund, id: 'refund#2' };
    const found = signs(
      ranked([
        [refund, 0.9],
        [again, 0.8],
        [car, 0.5],
        [sun, 0.3],
      ]),
    );
    expect(found.aboveSecond).toBeCloseTo(0.4, 9);
    expect(found.aboveFive).toBeCloseTo(0.5, 9);
  });

  it('tell whether one sentence has the words of the question, and has them together', () => {
    expect(signs(ranked([[refund, 1]]))).toMatchObject({ inSentence: 1, together: 1 });
    expect(signs(ranked([[car, 1]]))).toMatchObject({ inSentence: 0.5, together: 0 });
  });

  it('tell whether words and meaning agree', () => {
    const one: [Passage, number][] = [
      [refund, 1],
      [car, 0.9],
    ];
    const agreed = signs(ranked(one, { byMeaning: [refund, sun] }));
    expect(agreed).toMatchObject({ sameFirst: 1, sharedTen: 0.1 });
    expect(signs(ranked(one, { byMeaning: [sun, car] }))).toMatchObject({ sameFirst: 0 });
    expect(signs(ranked(one))).toMatchObject({ sameFirst: 0, sharedTen: 0 });
  });

  it('are numbers also where nothing was found, or nothing was asked', () => {
    for (const question of ['', '?', 'refund'])
      for (const value of answerSignValues(answerSignsOf(ranked([]), { ...request, question })))
        expect(value).toBeGreaterThanOrEqual(0);
  });
});

describe('the chance that the answer is there', () => {
  const none = signs(ranked([]));
  const good = signs(
    ranked(
      [
        [refund, 1.1],
        [car, 0.7],
        [sun, 0.5],
      ],
      { byMeaning: [refund, car, sun] },
    ),
  );

  it('rises with every sign', () => {
    for (const foundBy of ['words', 'meaning', 'fused'] as const)
      for (const name of answerSignNames)
        expect(
          answerChance(foundBy, { ...none, [name]: 0.5 }),
          `${foundBy}, ${name}`,
        ).toBeGreaterThanOrEqual(answerChance(foundBy, none));
  });

  it('is below a half where nothing was found, and above where all speaks for it', () => {
    for (const foundBy of ['words', 'meaning', 'fused'] as const) {
      expect(answerChance(foundBy, none)).toBeLessThan(0.5);
      expect(answerChance(foundBy, good)).toBeGreaterThan(0.5);
    }
  });
});
