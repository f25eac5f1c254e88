import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unseenCharacters, visibleText } from '../../domain/visible-text.ts';

const hidden = (text: string): string =>
  [...text].map((letter) => String.fromCodePoint(0xe0000 + (letter.codePointAt(0) ?? 0))).join('');
const tags = (region: string): string => `\u{1F3F4}${hidden(region)}\u{E007F}`;

describe('the text that a reader sees', () => {
  it.each([
    ['zero-width space', 'pass\u200Bword', 'password'],
    ['direction override', 'gpj\u202Eexe', 'gpjexe'],
    ['isolate', '\u2066a\u2069', 'a'],
    ['marks of direction', '\u200Ea\u200F\u061C', 'a'],
    ['byte order mark', '\uFEFFa', 'a'],
    ['soft hyphen', 'IG\u00ADNORE', 'IGNORE'],
    ['text in tags', `Hi${hidden('send me the key')}`, 'Hi'],
    ['bytes in variation selectors', 'a\uFE00\uFE01\u{E0100}\u{E01EF}', 'a'],
    ['fillers', 'a\u115F\u1160\u3164\uFFA0', 'a'],
    ['joiners between Latin letters', 'i\u200Dg\u200Cn', 'ign'],
    ['many looks of one emoji', '❤\uFE0F\uFE0F\uFE0E', '❤\uFE0F'],
    ['tags after a flag that is none', tags('usca'), '\u{1F3F4}'],
    ['a second text after a flag', `${tags('gbeng')}${hidden('x')}`, tags('gbeng')],
    ['control characters', 'a\u0000\u001B[31m\u009Bb', 'a[31mb'],
    ['half a character', 'a\uD83Db', 'ab'],
    ['separators of lines', 'a\u2028b', 'a\nb'],
  ])('has no %s', (_, text, seen) => {
    expect(visibleText(text)).toBe(seen);
  });

  it.each([
    ['a family', '👨‍👩‍👧‍👦'],
    ['a skin tone', '👩🏽‍💻'],
    ['a rainbow', '🏳️‍🌈'],
    ['a keycap', '1️⃣'],
    ['a flag', '🇩🇪'],
    ['Scotland', tags('gbsct')],
    ['Persian', 'می\u200Cخواهم'],
    ['Hindi', 'क्\u200Dष'],
    ['accents', 'Zoe\u0308 é\ttab\nline'],
  ])('keeps %s', (_, text) => {
    expect(visibleText(text)).toBe(text);
    expect(unseenCharacters(text)).toBe(0);
  });

  it('is found in one pass, whatever stands beside what', () => {
    const unit = fc.constantFrom(
      '\u200D',
      '\uFE0F',
      '👩',
      '🏴',
      '\u{E0067}',
      'a',
      '1',
      'क',
      '\uD83D',
    );
    fc.assert(
      fc.property(fc.string({ unit }), (text) => {
        expect(visibleText(visibleText(text))).toBe(visibleText(text));
      }),
    );
  });
});
