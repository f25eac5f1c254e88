import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blocksOf, plainText } from '../../domain/markdown.ts';
import { sentencesOf } from '../../domain/sentences.ts';
import { contentStems } from '../../domain/words.ts';

describe('stems', () => {
  it.each([
    ['en', 'cancel cancelled cancelling cancellation cancels'],
    ['en', 'export exports exporting exported'],
    ['en', 'invoice invoices invoicing'],
    ['en', 'verify verifies verified verification'],
    ['en', 'pay pays paying payment payments'],
    ['en', 'subscribe subscribes subscription subscriptions'],
    ['en', 'install installed installation'],
    ['en', 'integrate integrates integration integrations'],
    ['en', 'delete deleted deleting deletion'],
    ['de', 'rechnung rechnungen'],
    ['es', 'factura facturas'],
    ['fr', 'facture factures'],
  ])('%s: %s are one', (language, words) => {
    expect(new Set(contentStems(words, language)).size).toBe(1);
  });

  it.each([['organize organic'], ['user use-case'], ['policy police']])(
    'keeps apart: %s',
    (words) => {
      expect(new Set(contentStems(words, 'en')).size).toBeGreaterThan(1);
    },
  );

  it('puts what is written in two words into one', () => {
    expect(contentStems('log in, signing in, two-factor', 'en')).toEqual(['login', 'login', '2fa']);
  });

  it('drops accents, apostrophes and little words, and knows scripts without spaces', () => {
    expect(contentStems("What's the café's Wi-Fi?", 'en')).toEqual(['caf', 'wi', 'fi']);
    expect(contentStems('請求書を', 'ja').length).toBe(3);
  });
});

describe('sentences', () => {
  it.each([
    ['One. Two! Three?', 3],
    ['Use e.g. CSV. Then go.', 2],
    ['Version 2.14 is out. It is new.', 2],
    ['no end', 1],
    ['Glued together.You see', 2],
    ['Wait... Really?', 2],
    ['', 0],
    ['Line one\nline two', 2],
  ])('%j has %i', (text, count) => {
    expect(sentencesOf(text)).toHaveLength(count);
  });
});

describe('Markdown', () => {
  it('never leaves an image, a link target or HTML in plain text', () => {
    const text = plainText(
      'See ![x](http://evil.example/a.png) [the **guide**](https://x.example) <img src=x> https://y.example `code`',
    );
    expect(text).not.toMatch(/http|<|\]\(|!\[|\*/);
    expect(text).toContain('the guide');
  });

  it('reads whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), (markdown) => {
        for (const block of blocksOf(markdown)) plainText(block.text);
      }),
    );
  });

  it('reads an admonition as text, without its fence', () => {
    expect(blocksOf(':::tip Use goals\nThey are easy.\n:::').map(({ text }) => text)).toEqual([
      'Use goals.',
      'They are easy.',
    ]);
  });
});
