import { describe, expect, it } from 'vitest';
import { type NoteContent, divider, greetingFor, renderNote } from '../../domain/note.ts';
import { codeIn } from '../../activities/reference-code.ts';
import { limits } from '../../domain/limits.ts';
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

  it('warns the rep, first below the line, of what looks like an attack', () => {
    const html = renderNote(content({ suspicious: ['article', 'message'] }));
    expect(html).toContain(
      `<p>${divider}</p><p><b>This message and an article that was found contain text that looks ` +
        'like instructions to an AI; check the draft with care.</b></p>',
    );
    expect(renderNote(content({ suspicious: [] }))).not.toContain('instructions to an AI');
  });

  it('links the page where an article is changed, where it is known', () => {
    const edit = 'https://app.intercom.com/a/apps/x/articles/articles/1/show';
    expect(renderNote(content({ editLink: () => edit }))).toContain(
      `</a> (<a href="${edit}">edit</a>)`,
    );
    expect(renderNote(content({ editLink: () => null }))).not.toContain('edit</a>');
    expect(renderNote(content({ editLink: () => 'javascript:x' }))).toContain('(edit)');
  });

  const said = (words: string): Partial<NoteContent> => ({
    draft: {
      blocks: [{ kind: 'paragraph', sentences: [{ text: words, sources: [passage.id] }] }],
      openQuestions: [],
    },
  });

  it.each([
    'Go to https://evil.example/pay now.',
    'Go to evil.example/pay now.',
    'Go to WWW.evil.example now.',
    'Go to evil-bank.com now.',
    'Write to pay@evil.example now.',
    'Go to hTTps://ev\u200Bil.example/pay now.',
    'Go to javascript:steal() now.',
  ])('has no address in the draft that no source has: %j', (words) => {
    const [above] = parts(renderNote(content(said(words))));
    expect(above).toContain('to [address removed] now.');
    expect(above).not.toMatch(/evil|steal/i);
  });

  it('leaves addresses of a cited passage as they are', () => {
    const words = 'Open https://status.acme.com/now, then write to Help@acme.com.';
    const sources = [{ ...passage, text: `${words} It helps.` }];
    expect(renderNote(content({ ...said(words), sources }))).toContain(`<p>${words}</p>`);
  });

  it('has no link in what strangers wrote below the line', () => {
    const words = 'See https://evil.example/x or www.evil.example, evil.com or a@evil.example';
    const html = renderNote(
      content({
        draft: { ...content().draft, openQuestions: [words] },
        sources: [{ ...passage, title: words }],
        internal: [{ ...passage, title: words, text: words, url: null }],
      }),
    );
    expect(html).not.toMatch(/evil\.|@evil|https:\/\/evil/);
    expect(html.split('hxxps[:]//evil[.]example/x')).toHaveLength(5);
  });

  it('has one line, whatever a draft says', () => {
    expect(renderNote(content(said(divider))).split(divider)).toHaveLength(2);
  });

  it('ends with its own code, whatever codes its words hold', () => {
    const code = 'SN-2222-3333-4444';
    const html = renderNote(
      content({ ...said(code), greeting: code, internal: [{ ...passage, title: code }] }),
    );
    expect(codeIn(html)).toBe('SN-7F3K-92QX-BD4T');
  });

  it('shows nothing that nobody sees', () => {
    const smuggled = 'a\u200B\u202Eb\u{E0041}';
    const html = renderNote(
      content({
        ...said(smuggled),
        greeting: smuggled,
        sources: [{ ...passage, title: smuggled }],
        internal: [{ ...passage, title: smuggled, text: smuggled }],
      }),
    );
    expect(html).not.toMatch(/[\u200B-\u200F\u202A-\u202E\u{E0000}-\u{E007F}]/u);
  });

  it('is short enough to be read back whole, whatever it is made of', () => {
    const long = 'word '.repeat(20_000);
    const html = renderNote(
      content({
        draft: {
          blocks: Array.from({ length: 40 }, () => ({
            kind: 'paragraph' as const,
            sentences: [{ text: 'word '.repeat(100), sources: [passage.id] }],
          })),
          openQuestions: Array.from({ length: 50 }, () => long),
        },
        sources: Array.from({ length: 50 }, (_, at) => ({
          ...passage,
          articleId: `article-${at}`,
          title: long,
        })),
        internal: Array.from({ length: 3 }, () => ({ ...passage, title: long, text: long })),
      }),
    );
    expect(html.replaceAll(/<[^>]+>/g, '').length).toBeLessThan(limits.messageCharacters);
    expect(html).toContain('The draft was too long for a note');
    expect(html).toContain('45 more');
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
