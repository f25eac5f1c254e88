import { describe, expect, it } from 'vitest';
import { type NoteContent, divider, greetingFor, renderNote } from '../../domain/note.ts';
import { samplePassage } from '../support/sample-session.ts';

const passage = samplePassage().passage;
const hostile = '<script>steal()</script><img src=x onerror=steal()>"\'&';
const inert = '&lt;script&gt;steal()&lt;/script&gt;';

const content = (changes: Partial<NoteContent> = {}): NoteContent => ({
  draft: {
    blocks: [
      {
        kind: 'paragraph',
        sentences: [{ text: 'You can change it.', sources: ['billing#card-1'] }],
      },
      { kind: 'step', sentences: [{ text: 'Open Settings.', sources: ['billing#card-1'] }] },
      { kind: 'step', sentences: [{ text: 'Choose Billing.', sources: ['billing#card-1'] }] },
      { kind: 'paragraph', sentences: [{ text: 'It is saved.', sources: [] }] },
    ],
    openQuestions: [],
  },
  greeting: 'Hi Dana,',
  referenceCode: 'SN-7F3K-92QX-BD4T',
  replaces: null,
  unseen: { images: 0, files: 0 },
  sources: [passage],
  internal: [],
  confidenceWord: 'high',
  sessionUrl: 'https://sidenote.example/s/1?x=1&y=2',
  citations: true,
  footer: 'full',
  ...changes,
});
const parts = (html: string): [string, string] => {
  const [above = '', below = ''] = html.split(divider);
  return [above, below];
};

describe('a note', () => {
  it('holds the draft first and alone, as the customer would read it', () => {
    const [above] = parts(renderNote(content()));
    expect(above).toBe(
      '<p>Hi Dana,</p><p>You can change it.</p><ol><li>Open Settings.</li>' +
        '<li>Choose Billing.</li></ol><p>It is saved.</p><p>',
    );
  });

  it('has one divider, and everything for the rep below it', () => {
    const everything = content({
      replaces: 'SN-OLDO-NEXX-XXXX',
      unseen: { images: 1, files: 2 },
      internal: [{ ...passage, audience: 'internal', text: 'Give ten percent at most.' }],
      draft: { ...content().draft, openQuestions: ['Does it work offline?'] },
    });
    const html = renderNote(everything);
    expect(html.split(divider)).toHaveLength(2);
    const [above, below] = parts(html);
    for (const text of [
      'Replaces the earlier note SN-OLDO-NEXX-XXXX.',
      'left open: “Does it work offline?”',
      'Not seen: 1 image and 2 files',
      'For you, not for the customer',
      'Give ten percent at most.',
      'Change your payment card',
      'How this draft was made',
      'confidence: high, not yet calibrated on your team',
      'SN-7F3K-92QX-BD4T',
    ]) {
      expect(below).toContain(text);
      expect(above).not.toContain(text);
    }
  });

  it.each([{ footer: 'full' }, { footer: 'code' }] as const)(
    'carries the reference code with the footer %j',
    ({ footer }) => {
      const [, below] = parts(renderNote(content({ footer, citations: false })));
      expect(below).toContain('SN-7F3K-92QX-BD4T');
      expect(below.includes('Written by AI')).toBe(footer === 'full');
    },
  );

  it('leaves sources and session out when citations are off', () => {
    const html = renderNote(content({ citations: false }));
    expect(html).not.toContain('Sources');
    expect(html).not.toContain('How this draft was made');
  });

  it('quotes no more of an internal passage than the limit', () => {
    const long = { ...passage, text: 'x'.repeat(50_000) };
    expect(renderNote(content({ internal: [long, long, long] })).length).toBeLessThan(5_000);
  });

  it('names each article once', () => {
    const html = renderNote(content({ sources: [passage, { ...passage, id: 'billing#card-2' }] }));
    expect(html.match(/<a href="https:\/\/help\.example\/billing">/g)).toHaveLength(1);
  });

  it('has no session link where nobody could open it', () => {
    expect(renderNote(content({ sessionUrl: null }))).not.toContain('How this draft was made');
  });

  it('keeps hostile text of customers, articles and models inert', () => {
    const html = renderNote(
      content({
        greeting: hostile,
        referenceCode: hostile,
        replaces: hostile,
        sources: [{ ...passage, title: hostile, url: 'javascript:steal()' }],
        internal: [{ ...passage, title: hostile, text: hostile, url: 'data:text/html,x' }],
        confidenceWord: hostile,
        draft: {
          blocks: [
            { kind: 'paragraph', sentences: [{ text: hostile, sources: [] }] },
            { kind: 'step', sentences: [{ text: hostile, sources: [] }] },
          ],
          openQuestions: [hostile],
        },
      }),
    );
    expect(html).not.toMatch(/<script|<img|javascript:|data:text/i);
    expect(html.split(inert)).toHaveLength(11);
    const tags = new Set((html.match(/<\/?[a-z]+/gi) ?? []).map((tag) => tag.replace(/[</]/g, '')));
    expect([...tags].filter((tag) => !['p', 'b', 'ul', 'ol', 'li', 'a'].includes(tag))).toEqual([]);
  });
});

describe('the greeting', () => {
  const facts = {
    channel: 'web',
    firstReply: true,
    language: 'en',
    contactName: 'Dana Example',
  } as const;

  it('names the customer in the first reply', () => {
    expect(greetingFor(facts)).toBe('Hi Dana,');
    expect(greetingFor({ ...facts, language: 'de' })).toBe('Hallo Dana,');
  });

  it('is left out of later chat replies, but not of mail', () => {
    expect(greetingFor({ ...facts, firstReply: false })).toBeNull();
    expect(greetingFor({ ...facts, firstReply: false, channel: 'email' })).toBe('Hi Dana,');
  });

  it.each([
    [null],
    [''],
    ['  '],
    ['<b>Dana</b>'],
    ['dana@customer.example'],
    ['+491701234567'],
    ['D4na'],
  ])('has no name when there is none to trust: %j', (contactName) => {
    expect(greetingFor({ ...facts, contactName })).toBe('Hi,');
  });

  it.each([
    ['Zoë Müller', 'Hi Zoë,'],
    ["O'Neil", "Hi O'Neil,"],
    ['Anne-Marie', 'Hi Anne-Marie,'],
  ])('keeps the name %s', (contactName, greeting) => {
    expect(greetingFor({ ...facts, contactName })).toBe(greeting);
  });

  it('is left out in languages that it does not know', () => {
    expect(greetingFor({ ...facts, language: 'fi' })).toBeNull();
    expect(greetingFor({ ...facts, language: 'constructor' })).toBeNull();
  });
});
