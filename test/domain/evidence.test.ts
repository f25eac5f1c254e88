import { describe, expect, it } from 'vitest';
import { confidenceOf, confidenceWord, contributionsOf, makerOf } from '../../domain/confidence.ts';
import weights from '../../domain/confidence-weights.json' with { type: 'json' };
import { type Evidence, evidenceNames, evidenceOf } from '../../domain/evidence.ts';
import type { Draft } from '../../domain/language-model.ts';
import { nearOf } from '../../domain/near.ts';
import type { Passage, RetrievedPassage } from '../../domain/passage.ts';

const passage = (id: string, text: string, title = 'Export your data'): Passage => ({
  id,
  source: 'test',
  articleId: id,
  title,
  headingPath: [],
  url: null,
  audience: 'public',
  language: 'en',
  text,
});
const hit = (of: Passage, score: number): RetrievedPassage => ({
  passage: of,
  score,
  questions: [0],
  coverage: score,
});
const draftOf = (
  text: string,
  sources: readonly string[],
  openQuestions: readonly string[] = [],
): Draft => ({
  blocks: [{ kind: 'paragraph', sentences: [{ text, sources }] }],
  openQuestions,
});
const asked = (text: string) => ({ messageId: 'part-1' as const, text });

const exports = passage('export', 'Choose CSV or JSON. The export is ready within 10 minutes.');
const cards = passage('cards', 'Pay by credit card.', 'Payment methods');
const evidence = (question: string, draft: Draft, hits = [hit(exports, 0.9), hit(cards, 0.1)]) =>
  evidenceOf({
    questions: [asked(question)],
    retrieved: hits,
    answers: [{ chance: 0.8 }],
    draft,
    support: 1,
    near: 0.7,
    language: 'en',
  });
const good = draftOf('The export is ready within 10 minutes.', ['export']);

describe('evidence', () => {
  it('is zero to one, whatever is missing', () => {
    const nothing = evidence('', { blocks: [], openQuestions: [] }, []);
    for (const value of Object.values(nothing)) {
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(1);
    }
  });

  it('takes the chance of those questions that the draft answers', () => {
    const questions = [asked('When is the export ready?'), asked('Can I pay by cheque?')];
    const both = {
      ...{ questions, retrieved: [hit(exports, 0.9)], support: 1, near: null, language: 'en' },
      answers: [{ chance: 0.9 }, { chance: 0.1 }],
    };
    const partly = draftOf('The export is ready.', ['export'], ['Can I pay by cheque?']);
    expect(evidenceOf({ ...both, draft: good })).toMatchObject({ chance: 0.5, answered: 1 });
    expect(evidenceOf({ ...both, draft: partly })).toMatchObject({ chance: 0.9, answered: 0.5 });
  });

  it('compares question and draft by meaning where somebody makes vectors', async () => {
    const { signal } = new AbortController();
    const vectors = async (texts: readonly string[]) =>
      texts.map((text) => Float32Array.from(text.includes('ready?') ? [1, 0] : [0.6, 0.8]));
    const questions = [asked('When is it ready?')];
    expect(await nearOf(questions, good, vectors, signal)).toBeCloseTo(0.6);
    expect(await nearOf(questions, good, async () => null, signal)).toBeNull();
    expect(await nearOf(questions, good, undefined, signal)).toBeNull();
  });
});

describe('confidence', () => {
  const all = (value: number): Evidence => ({
    chance: value,
    near: value,
    together: value,
    answered: value,
    support: value,
  });

  it('lies between 0 and 1 and never falls with a feature that gets better', () => {
    for (const maker of ['extractive', 'model'] as const) {
      expect(confidenceOf(maker, all(0))).toBeLessThan(0.1);
      expect(confidenceOf(maker, all(1))).toBeGreaterThan(confidenceOf(maker, all(0.5)));
      for (const name of evidenceNames)
        expect(confidenceOf(maker, { ...all(0.5), [name]: 1 })).toBeGreaterThanOrEqual(
          confidenceOf(maker, all(0.5)),
        );
    }
  });

  it('has no weight against common sense, and says where the weights are from', () => {
    for (const name of evidenceNames)
      expect(weights.features[name].weight).toBeGreaterThanOrEqual(0);
    expect(weights.provenance.command).toBe('npx sidenote eval confidence');
    expect(weights.provenance.features).toEqual(evidenceNames);
  });

  it('is the sum of what its features add, and one that is unknown adds nothing', () => {
    const known = { ...all(0.9), near: null };
    const adds = contributionsOf(known);
    expect(adds.find(({ name }) => name === 'near')?.adds).toBe(0);
    const odds = adds.reduce((sum, one) => sum + one.adds, weights.bias.extractive);
    expect(confidenceOf('extractive', known)).toBeCloseTo(1 / (1 + Math.exp(-odds)));
  });

  it('ranks a clear answer above a near miss', () => {
    const clear = confidenceOf('extractive', evidence('When is the export ready?', good));
    const near = { ...evidence('Can the export go to Xero?', good), chance: 0.3, near: 0.5 };
    expect(clear).toBeGreaterThan(confidenceOf('extractive', near));
  });

  it('tells the makers apart by the name on their drafts', () => {
    expect(makerOf('extractive/2')).toBe('extractive');
    expect(makerOf('gpt-5-mini/draft-3')).toBe('model');
  });

  it('has words', () => {
    const word = (confidence: number) => confidenceWord(confidence, 0.3);
    expect([0.9, 0.55, 0.5, 0.3, 0.29, 0].map(word)).toEqual([
      ...['high', 'high', 'medium', 'medium', 'low', 'low'],
    ]);
    expect(confidenceWord(0.7, 0.8)).toBe('low');
  });
});
