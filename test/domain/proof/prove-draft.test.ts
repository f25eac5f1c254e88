import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../../domain/proof/proof.ts';
import { proveDraft } from '../../../domain/proof/prove-draft.ts';
import { draftOf, passage, requestOf } from './support.ts';

const refunds = passage(
  'a',
  `You can ask for a refund within **30 days** of the purchase. Refunds are only possible for annual plans.
Monthly plans cannot be refunded. Open [Billing](https://example.com/billing) and choose *Request refund*.

A refund takes up to 5 business days and goes back to the card that paid. Write to billing@example.com if it does not arrive.
The Pro plan costs $1,200.00 a year and has 50 GB of storage. It starts on 3 March 2024.`,
);

const verdictOf = (text: string, sources = ['a']): Verdict | undefined =>
  proveDraft(requestOf(draftOf([text], sources), [refunds])).sentences[0]?.verdict;
const reasonOf = (text: string, sources = ['a']): string | null => {
  const verdict = verdictOf(text, sources);
  return verdict?.kind === 'removed' ? verdict.reason : null;
};

describe('what is supported', () => {
  it.each([
    'You can ask for a refund within 30 days of the purchase.',
    'Monthly plans cannot be refunded.',
    'Open Billing and choose Request refund.',
    'A refund takes up to five business days.',
    'You can ask for your refund up to 30 days after the purchase.',
    'The Pro plan costs $1200 a year.',
    'The Pro plan has 50GB of storage.',
    'It starts on March 3, 2024.',
    'Write to billing@example.com if the refund does not arrive.',
  ])('stays: %s', (text) => {
    expect(verdictOf(text)).toEqual({ kind: 'supported' });
  });
});

describe('what is not', () => {
  it.each([
    ['number', 'You can ask for a refund within 60 days of the purchase.'],
    ['number', 'You can ask for a refund within 5 days of the purchase.'],
    ['number', 'You can ask for a refund within 30 weeks of the purchase.'],
    ['number', 'The Pro plan costs €1,200 a year.'],
    ['number', 'It starts on 3 May 2024.'],
    ['address', 'Open https://example.org/billing and choose Request refund.'],
    ['address', 'Write to refunds@example.com if the refund does not arrive.'],
    ['name', 'Open Billing and choose Request Payout.'],
    ['negation', 'You cannot ask for a refund within 30 days of the purchase.'],
    ['negation', 'Monthly plans can be refunded.'],
    ['condition', 'Refunds are possible for annual plans.'],
    ['unsupported', 'Our offices have a garden with apple trees where dogs play.'],
    ['promise', 'We will refund you today.'],
    ['time', 'The refund goes back to the card shortly.'],
    ['apology', 'We apologize for the mistake.'],
    ['greeting', 'Hello Anna,'],
    ['sign_off', 'Best regards, Tom'],
    ['wrong_name', 'Tom, you can ask for a refund within 30 days.'],
  ])('goes for %s: %s', (reason, text) => {
    expect(reasonOf(text)).toBe(reason);
  });

  it('names no passage that was given', () => {
    expect(reasonOf('You can get all your money back.', ['b'])).toBe('unknown_source');
    expect(reasonOf('You can get all your money back.', [])).toBe('no_source');
  });
});
