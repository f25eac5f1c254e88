/**
 * Intercom makes links of what looks like an address. What strangers wrote below the line is shown,
 * but as text that nothing makes a link of: `hxxps://evil[.]example/x`.
 */
const limit = 2_000;
const label = String.raw`[\p{L}\p{N}](?:[\p{L}\p{N}_-]{0,62})`;
const host = String.raw`(?:${label}\.)+(?:[\p{L}]{2}|biz|com|edu|gov|net|org|pro|web|xxx|aero|asia|coop|info|museum|name|shop|app|dev|site|online|store|cloud|top|xyz|link|club|live|icu|example|test|invalid|localhost)`;

/** Schemes with slashes, `www.`, hosts with a path, mail addresses, bare hosts. */
const address = new RegExp(
  [
    String.raw`\b[a-z][a-z0-9+.-]{1,20}:\/{2}[^\s<>"']{1,${limit}}`,
    String.raw`\b(?:mailto|tel|data|javascript|vbscript|file):[^\s<>"']{1,${limit}}`,
    String.raw`\bwww\.[^\s<>"']{1,${limit}}`,
    String.raw`(?<![\p{L}\p{N}])[^\s@<>()[\]"',;:]{1,64}@[^\s@<>()[\]"',;:/]{1,255}\.\p{L}{2,24}`,
    String.raw`(?<![\p{L}\p{N}@.])(?:${label}\.)+\p{L}{2,24}\/[^\s<>"']{0,${limit}}`,
    String.raw`(?<![\p{L}\p{N}@.])${host}(?![\p{L}\p{N}-]|\.\p{L})`,
  ].join('|'),
  'giu',
);

/** What in a text looks like an address, without the punctuation that ends a sentence. */
export const addressesIn = (text: string): readonly string[] =>
  [...text.matchAll(address)].map(([found]) => trimmed(found));

const trimmed = (found: string): string => found.replace(/[.,;:!?)\]}»”’]+$/u, '');

/** The text with every address made so that a person can read it and no program follows it. */
export const withInertAddresses = (text: string): string => text.replaceAll(address, inert);

const inert = (found: string): string =>
  found
    .replace(/^http/i, 'hxxp')
    .replace(/^(mailto|tel|data|javascript|vbscript|file|[a-z][a-z0-9+.-]{1,20}):/i, '$1[:]')
    .replaceAll('@', '[@]')
    .replaceAll(/\.(?=[\p{L}\p{N}])/gu, '[.]');

/** The text with addresses taken out unless `isKnown` says that they may stay. */
export const withoutAddresses = (text: string, isKnown: (address: string) => boolean): string =>
  text.replaceAll(address, (found) => (isKnown(trimmed(found)) ? found : '[address removed]'));
