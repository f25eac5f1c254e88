/** Checks that tell a card or account number from any other number. Pure arithmetic. */

/** The check digit of payment cards. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const digit = Number(digits[digits.length - 1 - at]);
    const doubled = digit * 2;
    sum += at % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** First digits and lengths of the card networks; other numbers pass Luhn one time in ten. */
const networks: readonly RegExp[] = [
  /^4\d{12}(?:\d{3}){0,2}$/,
  /^(?:5[1-5]|2[2-7])\d{14}$/,
  /^3[47]\d{13}$/,
  /^3(?:0|[689])\d{12,17}$/,
  /^35\d{14}$/,
  /^(?:1800|2131)\d{11}$/,
  /^6(?:011|5\d\d|4[4-9]\d)\d{12,15}$/,
  /^62\d{14,17}$/,
  // Maestro
  /^(?:5[0678]\d\d|6304|6759|676[1-3])\d{8,15}$/,
];

/** Digits without separators. */
export const isCardNumber = (digits: string): boolean =>
  networks.some((network) => network.test(digits)) && passesLuhn(digits);

/** Lengths of account numbers by country, of those that publish one (ISO 13616 registry). */
const accountLengths: Readonly<Record<string, number>> = Object.fromEntries(
  'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SE24 SI19 SK24 SM27 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20'
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

/** Letters and digits without separators, upper case. */
export function isAccountNumber(compact: string): boolean {
  if (accountLengths[compact.slice(0, 2)] !== compact.length) return false;
  const turned = compact.slice(4) + compact.slice(0, 4);
  let remainder = 0;
  for (const character of turned) {
    const value = Number.parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
}

/** How long an account number of the country is; undefined where none is published. */
export const accountLengthOf = (country: string): number | undefined => accountLengths[country];
