/**
 * Characters that nobody sees: zero-width spaces and marks, direction overrides, and the tag block
 * in which text can be smuggled past a reader. Stripped from everything that comes in.
 */
// The characters are named by code point: written out, nobody could review this line.
const invisible =
  /[\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF\u00AD\u{E0000}-\u{E007F}]/gu;

const control = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g;

export const withoutInvisible = (text: string): string =>
  text.replace(invisible, '').replace(control, '');

/** Cuts what is longer than the limit, says how much is missing, and never splits a character. */
export function bounded(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const end = /[\uD800-\uDBFF]/.test(text.charAt(limit - 1)) ? limit - 1 : limit;
  return `${text.slice(0, end)}\n[cut: ${text.length - end} more characters]`;
}
