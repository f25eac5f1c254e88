import { describe, expect, it } from 'vitest';
import { clausesOf } from '../../models/clauses.ts';

describe('the questions of a sentence', () => {
  it.each([
    [
      'Which currencies do you accept, and can we use direct debit?',
      ['Which currencies do you accept?', 'can we use direct debit?'],
    ],
    [
      'How do I export invoices and how long do you keep backups and is there an API?',
      ['How do I export invoices?', 'how long do you keep backups?', 'is there an API?'],
    ],
    [
      'I want to export invoices and how do I invite colleagues',
      ['I want to export invoices?', 'how do I invite colleagues'],
    ],
  ])('apart: %s', (sentence, clauses) => {
    expect(clausesOf(sentence, 'en')).toEqual(clauses);
  });

  it.each([
    ['leans on the first', 'How do I create an invoice and how do I send it to clients?'],
    ['says too little alone', 'How do I export invoices and how long does the work take?'],
    ['only goes on', 'Can I make a report that shows hours and can be filtered?'],
    ['joins two things', 'How do I export invoices and expenses?'],
    ['follows a problem', 'My export broke and how do I invite colleagues?'],
  ])('whole when the second %s', (_, sentence) => {
    expect(clausesOf(sentence, 'en')).toEqual([sentence]);
  });

  it('are left whole in another language', () => {
    const sentence = 'Is das gratis and can we use direct debit?';
    expect(clausesOf(sentence, 'de')).toEqual([sentence]);
  });
});
