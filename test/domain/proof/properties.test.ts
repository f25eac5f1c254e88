import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { proveDraft } from '../../../domain/proof/prove-draft.ts';
import { sentencesOfDraft } from '../../../domain/proof/proof.ts';
import { draftOf, passage, requestOf } from './support.ts';

const things = ['invoice', 'calendar', 'report', 'backup', 'webhook', 'shift', 'budget', 'badge'];
const verbs = ['expires', 'renews', 'closes', 'starts', 'syncs', 'archives'];
const statement = fc
  .record({
    thing: fc.constantFrom(...things),
    verb: fc.constantFrom(...verbs),
    number: fc.integer({ min: 2, max: 9_999 }),
    unit: fc.constantFrom('days', 'hours', 'minutes', 'weeks'),
  })
  .map(({ thing, verb, number, unit }) => ({
    number,
    text: `The ${thing} of a workspace ${verb} after ${number} ${unit} in the archive.`,
  }));

describe('for any statement', () => {
  it('a draft that says it word for word stays whole', () => {
    fc.assert(
      fc.property(fc.array(statement, { minLength: 1, maxLength: 5 }), (said) => {
        const texts = said.map(({ text }) => text);
        const proof = proveDraft(requestOf(draftOf(texts), [passage('a', texts.join(' '))]));
        expect(proof.draft).toEqual(draftOf(texts));
        expect(proof).toMatchObject({ score: 1, complaint: null });
      }),
    );
  });

  it('another number in it is found', () => {
    fc.assert(
      fc.property(statement, fc.integer({ min: 2, max: 9_999 }), ({ text, number }, other) => {
        fc.pre(other !== number);
        const edited = text.replace(String(number), String(other));
        const proof = proveDraft(requestOf(draftOf([edited]), [passage('a', text)]));
        expect(proof.sentences[0]?.verdict).toMatchObject({ kind: 'removed', reason: 'number' });
        expect(proof.draft).toBeNull();
      }),
    );
  });

  it('a passage that was not given is never cited', () => {
    fc.assert(
      fc.property(statement, fc.string({ minLength: 1 }), ({ text }, id) => {
        fc.pre(id !== 'a');
        const draft = draftOf([text, 'Everything is free for everybody.'], [id]);
        const { draft: left } = proveDraft(requestOf(draft, [passage('a', text)]));
        const sources = left === null ? [] : sentencesOfDraft(left).flatMap((one) => one.sources);
        expect(sources.every((source) => source === 'a')).toBe(true);
      }),
    );
  });
});
