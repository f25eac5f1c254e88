/**
 * What is masked, one row a kind. `restored`: may the rep's note show the value again where a draft
 * names its placeholder? What opens an account or tells who somebody is for good never comes back.
 * `words` stand for it where a placeholder would only puzzle.
 */
export const redactionKinds = {
  CARD: { restored: false, words: '[card number]' },
  IBAN: { restored: false, words: '[account number]' },
  SECRET: { restored: false, words: '[secret]' },
  PASSWORD: { restored: false, words: '[password]' },
  ID: { restored: false, words: '[personal number]' },
  BIRTH: { restored: false, words: '[date of birth]' },
  EMAIL: { restored: true, words: '[e-mail address]' },
  PHONE: { restored: true, words: '[phone number]' },
  IP: { restored: true, words: '[IP address]' },
  ADDRESS: { restored: true, words: '[address]' },
  NAME: { restored: true, words: '[name]' },
} as const;

export type RedactionKind = keyof typeof redactionKinds;

export const isRedactionKind = (word: string): word is RedactionKind =>
  Object.hasOwn(redactionKinds, word);

/** `<EMAIL_1>` and its like, of kinds that there are. */
export const placeholders = new RegExp(
  `<(${Object.keys(redactionKinds).join('|')})_(\\d{1,6})>`,
  'g',
);

/** The kind that a placeholder names; null for other text. */
export function kindOfPlaceholder(placeholder: string): RedactionKind | null {
  const word = /^<([A-Z]+)_\d{1,6}>$/.exec(placeholder)?.[1] ?? '';
  return isRedactionKind(word) ? word : null;
}

/** For searching: a placeholder says nothing about the question. */
export const withoutPlaceholders = (text: string): string =>
  text
    .replaceAll(placeholders, ' ')
    .replaceAll(/[ \t]{2,}/g, ' ')
    .trim();
