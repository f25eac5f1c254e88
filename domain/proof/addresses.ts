/**
 * What may only be copied: addresses of pages and mail, numbers of telephones and accounts, wallets.
 * Patterns are bounded, so that the time grows with the text alone.
 */
const patterns: readonly RegExp[] = [
  /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s<>"'()[\]]{1,2000}/gi,
  /\b(?:mailto|tel|javascript|data):[^\s<>"'()[\]]{1,500}/gi,
  /\bwww\.[^\s<>"'()[\]]{1,500}/gi,
  /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,5}/gu,
  /(?<![\p{L}\p{N}@.-])(?:[a-z0-9-]{1,63}\.){1,5}(?:com|org|net|io|co|app|dev|ai|de|uk|eu|fr|es|it|nl|pt|br|ru|cn|info|biz|xyz|top|site|online|shop|link|me|us|ca|ch|at|gg|ly|to|cc|tk|gov|edu)(?:\/[^\s<>"'()[\]]{0,500})?(?![\p{L}\p{N}])/giu,
  /(?<![\p{L}\p{N}])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![\p{L}\p{N}])/gu,
  /(?<![\p{L}\p{N}])(?:0x[0-9a-fA-F]{40}|bc1[a-z0-9]{20,70}|[13][1-9A-HJ-NP-Za-km-z]{25,34})(?![\p{L}\p{N}])/gu,
  /(?<![\p{L}\p{N}.,])(?:\+|00|\()?\d(?:[\s().\/-]{0,2}\d){7,16}(?![\p{L}\p{N}])/gu,
];

/** Every address in a text, as it stands there, without punctuation that ends a sentence. */
export const addressesIn = (text: string): string[] =>
  patterns.flatMap((pattern) =>
    [...text.matchAll(pattern)].map(([found]) => found.replace(/[.,;:!?'")\]]+$/, '')),
  );

const comparable = (address: string): string =>
  address
    .toLowerCase()
    .replace(/^(?:https?:\/\/|mailto:|tel:)/, '')
    .replace(/^www\./, '')
    .replace(/\/$/, '');

const digits = (text: string): string => text.replaceAll(/[\s().\/-]/g, '');

/** Does the text hold exactly this address, and not one that only begins or ends with it? */
export function holdsAddress(text: string, address: string): boolean {
  const wanted = comparable(address);
  if (addressesIn(text).some((one) => comparable(one) === wanted)) return true;
  return (
    /^[\d\s+().\/-]+$/.test(address) &&
    addressesIn(text).some((one) => digits(one) === digits(address))
  );
}
