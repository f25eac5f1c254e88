import { describe, expect, it } from 'vitest';
import { confidenceOf, confidenceWord } from '../../domain/confidence.ts';
import { type Evidence, evidenceOf } from '../../domain/evidence.ts';
import type { Draft } from '../../domain/language-model.ts';
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
const hit = (of: Passage, score: number, coverage = score): RetrievedPassage => ({
  passage: of,
  score,
  questions: [0],
  coverage,
});
const draftOf = (
  text: string,
  sources: readonly string[],
  openQuestions: readonly string[] = [],
): Draft => ({
  blocks: [{ kind: 'paragraph', sentences: [{ text, sources }] }],
  openQuestions,
});

const exports = passage('export', 'Choose CSV or JSON. The export is ready within 10 minutes.');
const cards = passage('cards', 'Pay by credit card.', 'Payment methods');
const evidence = (question: string, draft: Draft, hits = [hit(exports, 0.9), hit(cards, 0.1)]) =>
  evidenceOf({
    questions: [{ messageId: 'part-1', text: question }],
    retrieval: { passages: hits },
    draft,
    passages: hits.map((it) => it.passage),
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
    expect(confidenceOf(nothing)).toBeLessThan(0.1);
  });

  it('sees that the draft says what its source does not', () => {
    const invented = draftOf('Elephants deliver parcels overnight.', ['export']);
    expect(evidence('When is the export ready?', good).support).toBe(1);
    expect(evidence('When is the export ready?', invented).support).toBe(0);
  });

  it('misses the name that was asked for', () => {
    expect(evidence('Can the export go to Xero?', good).named).toBe(0);
    expect(evidence('Is there an export as JSON?', good).named).toBe(1);
    expect(evidence('when is the export ready', good).named).toBe(1);
  });

  it('counts a rival of another article against the draft', () => {
    const alone = evidence('export', good).margin;
    const close = evidence('export', good, [hit(exports, 0.9), hit(cards, 0.85)]).margin;
    expect(close).toBeLessThan(alone);
  });

  it('notices a draft from what was found last', () => {
    const late = evidence('export', good, [hit(cards, 0.9), hit(exports, 0.2)]);
    expect(late.agreement).toBe(0.5);
    expect(late.margin).toBe(0);
  });
});

describe('confidence', () => {
  const all = (value: number): Evidence => ({
    score: value,
    coverage: value,
    margin: value,
    agreement: value,
    answerCoverage: value,
    named: value,
    together: value,
    about: value,
    answered: value,
    support: value,
  });

  it('lies between 0 and 1 and rises with every feature', () => {
    expect(confidenceOf(all(0))).toBeLessThan(0.01);
    expect(confidenceOf(all(1))).toBeGreaterThan(0.95);
    const middle = all(0.5);
    for (const name of Object.keys(middle))
      expect(confidenceOf({ ...middle, [name]: 1 })).toBeGreaterThan(confidenceOf(middle));
  });

  it('puts a clear answer over and a near miss under the default threshold', () => {
    expect(confidenceOf(evidence('When is the export ready?', good))).toBeGreaterThan(0.5);
    const miss = [hit(exports, 0.4), hit(cards, 0.2)];
    expect(confidenceOf(evidence('Can the export go to Xero?', good, miss))).toBeLessThan(0.5);
  });

  it('has words', () => {
    expect([0.9, 0.75, 0.6, 0.5, 0.49, 0].map(confidenceWord)).toEqual([
      'high',
      'high',
      'medium',
      'medium',
      'low',
      'low',
    ]);
  });
});
