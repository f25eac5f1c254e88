/**
 * Characters that nobody sees: zero-width spaces and marks, direction overrides, variation
 * selectors and the tag block, in which text can be smuggled past a reader. Taken from all that
 * comes in, from what models are shown, and from notes.
 */
// Named by property or code point: written out, nobody could review these lines.
const unseen = /[\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]/gu;
const control = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/g;
const loneSurrogate = /\p{Surrogate}/gu;

/**
 * Where one of them changes what is seen it stays: joined emoji, the look of an emoji or a keycap,
 * the flags of England, Scotland and Wales, joiners between letters of scripts that need them.
 */
const tagsOf = (region: string): string =>
  [...region].map((letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join('');
const flags = ['gbeng', 'gbsct', 'gbwls'].map((region) => `\u{1F3F4}${tagsOf(region)}\u{E007F}`);
const emoji = String.raw`[\p{Extended_Pictographic}\p{Emoji_Modifier}]`;
const joined =
  'Arabic Syriac Devanagari Bengali Gurmukhi Gujarati Oriya Tamil Telugu Kannada Malayalam Sinhala Khmer Mongolian'
    .split(' ')
    .map((script) => String.raw`\p{Script=${script}}`)
    .join('');
const needed = new RegExp(
  [
    ...flags,
    String.raw`(?<=${emoji}|\p{Extended_Pictographic}\uFE0F)\u200D(?=\p{Extended_Pictographic})`,
    String.raw`(?<=\p{Extended_Pictographic})[\uFE0E\uFE0F]`,
    String.raw`(?<=[0-9#*])\uFE0F(?=\u20E3)`,
    `(?<=[${joined}])[\\u200C\\u200D](?=[${joined}])`,
  ].join('|'),
  'gu',
);

/** The text as a reader sees it; nothing that nobody sees is left in it. */
export function visibleText(text: string): string {
  const spoken = text
    .replaceAll(/[\u2028\u2029\u0085]/g, '\n')
    .replaceAll(control, '')
    .replaceAll(loneSurrogate, '');
  let result = '';
  let at = 0;
  for (const { index, 0: kept } of spoken.matchAll(needed)) {
    result += spoken.slice(at, index).replaceAll(unseen, '') + kept;
    at = index + kept.length;
  }
  return result + spoken.slice(at).replaceAll(unseen, '');
}

/** How many characters of a text nobody sees. */
export const unseenCharacters = (text: string): number =>
  text.replaceAll(/[\u2028\u2029\u0085]/g, '\n').length - visibleText(text).length;
