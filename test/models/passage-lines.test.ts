import { describe, expect, it } from 'vitest';
import type { Passage } from '../../domain/passage.ts';
import { type AnswerUnit, readUnits } from '../../models/answer-units.ts';

const passage = (text: string, more: Partial<Passage> = {}): Passage => ({
  ...{ id: 'test/a#-1', source: 'test', articleId: 'a', title: 'Domains', headingPath: [] },
  ...{ url: null, audience: 'public', language: 'en', text },
  ...more,
});
const read = (...texts: string[]): AnswerUnit[] =>
  readUnits(texts.map((text, at) => passage(text, { id: `test/a#-${at + 1}` })));
const shapes = (units: readonly AnswerUnit[]) =>
  units.map(({ kind, heading, lead, sentences }) => ({
    kind,
    heading,
    lead: lead.map(({ text }) => text),
    sentences: sentences.map(({ text }) => text),
  }));

describe('text that lost its layout', () => {
  it('is cut where sentences and headings were glued to what follows', () => {
    const text =
      'Domains are not yet for all users.You can move a domain at any time.Verification processThe verification process takes up to a week.';
    expect(shapes(read(text))).toEqual([
      {
        ...{ kind: 'paragraph', heading: null, lead: [] },
        sentences: ['Domains are not yet for all users.', 'You can move a domain at any time.'],
      },
      {
        ...{ kind: 'paragraph', heading: 'Verification process', lead: [] },
        sentences: ['The verification process takes up to a week.'],
      },
    ]);
  });

  it('keeps every piece verbatim', () => {
    const text = 'Pay in EUR (or USD)What is charged is told first.Notes: It is due in May.';
    for (const { sentences } of read(text))
      for (const one of sentences) expect(text).toContain(one.text);
  });

  it('keeps names with capitals inside whole', () => {
    const text = 'We take PayPal and YouTube vouchers. PayPal is quick, and YouTube is not.';
    expect(shapes(read(text))[0]?.sentences).toEqual([
      'We take PayPal and YouTube vouchers.',
      'PayPal is quick, and YouTube is not.',
    ]);
  });

  it('reads a question as the heading of its answer', () => {
    expect(shapes(read('Can I move it? It may be moved once a year, at no cost.'))).toEqual([
      {
        ...{ kind: 'paragraph', heading: 'Can I move it?', lead: [] },
        sentences: ['It may be moved once a year, at no cost.'],
      },
    ]);
  });

  it('takes labels off and leaves out breadcrumbs, calls to click and captions', () => {
    const text =
      'Home > Help > Domains\n\nNote: A domain can be moved once.\n\nImportant:Keep the code for a week.\n\nLearn more about domains.\n\n![A map](x.png) The map';
    expect(shapes(read(text)).flatMap(({ sentences }) => sentences)).toEqual([
      'A domain can be moved once.',
      'Keep the code for a week.',
    ]);
  });
});

describe('instructions in running text', () => {
  const way = 'To move a domain: Go to Domains. Click Transfer. Choose a host. Click Save.';

  it('are steps with their lead', () => {
    expect(shapes(read(`It is easy to move. ${way}`))).toEqual([
      { kind: 'paragraph', heading: null, lead: [], sentences: ['It is easy to move.'] },
      {
        ...{ kind: 'steps', heading: null, lead: ['To move a domain:'] },
        sentences: ['Go to Domains.', 'Click Transfer.', 'Choose a host.', 'Click Save.'],
      },
    ]);
  });

  it('go on in the next passage of the section, each step with its passage', () => {
    const [unit] = read('To move a domain: Go to Domains. Click Transfer.', 'Choose a host.');
    expect(unit?.sentences.map(({ text, passage: { id } }) => [text, id])).toEqual([
      ['Go to Domains.', 'test/a#-1'],
      ['Click Transfer.', 'test/a#-1'],
      ['Choose a host.', 'test/a#-2'],
    ]);
  });

  it('do not go on in a passage that does not follow', () => {
    const units = readUnits([
      passage('To move a domain: Go to Domains. Click Transfer.', { id: 'test/a#-1' }),
      passage('Choose a host that you know well enough.', { id: 'test/a#-3' }),
    ]);
    expect(units).toHaveLength(2);
  });

  it('are another list where a way begins anew', () => {
    const other = 'Go to the app. Tap Domains. Tap Transfer.';
    expect(shapes(read(`${way} ${other}`)).map(({ sentences }) => sentences.length)).toEqual([
      4, 3,
    ]);
  });
});

describe('a table', () => {
  it('gives rows that can be read, and the cells that can be quoted', () => {
    const text = '| Plan | Price | Sites |\n|---|---|---|\n| **Team** | 9 EUR | 10 |';
    const [row] = read(text)[0]?.sentences ?? [];
    expect(row?.text).toBe('Team: Price 9 EUR, Sites 10');
    expect(row?.cells).toEqual(['Team', 'Price', '9 EUR', 'Sites', '10']);
  });
});
