import type { Finder, Finding } from './redaction-finding.ts';
import { accountLengthOf, isAccountNumber, isCardNumber } from './redaction-numbers.ts';

const cardDigits = { shortest: 12, longest: 19 };

/** Letters and digits alone, upper case: how numbers are compared. */
export const compact = (value: string): string =>
  value.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase();

/** Runs of digits, with single spaces or dashes between them, of which a part may be a card. */
export const cards: Finder = (text) => {
  const findings: Finding[] = [];
  for (const run of text.matchAll(/(?<![\p{L}\d_+])\d(?:[ \u00A0-]?\d){11,60}/gu)) {
    const places = [...run[0]].flatMap((character, at) => (/\d/.test(character) ? [at] : []));
    for (let first = 0; first + cardDigits.shortest <= places.length; first += 1) {
      const found = cardAt(run[0], places, first);
      if (found === null) continue;
      const start = run.index + (places[first] ?? 0);
      const end = run.index + (places[first + found - 1] ?? 0) + 1;
      findings.push({ kind: 'CARD', start, end });
      first += found - 1;
    }
  }
  return findings;
};

/** How many digits, from this one on, are a card number; longest first. */
function cardAt(run: string, places: readonly number[], first: number): number | null {
  // A number begins where a group begins, not in the middle of a longer one.
  if (first > 0 && (places[first] ?? 0) - (places[first - 1] ?? 0) === 1) return null;
  for (let length = cardDigits.longest; length >= cardDigits.shortest; length -= 1) {
    const last = first + length - 1;
    if (last >= places.length) continue;
    const endsGroup =
      last + 1 === places.length || (places[last + 1] ?? 0) - (places[last] ?? 0) > 1;
    const digits = places
      .slice(first, last + 1)
      .map((at) => run[at])
      .join('');
    if (endsGroup && isCardNumber(digits)) return length;
  }
  return null;
}

export const accounts: Finder = (text) => {
  const findings: Finding[] = [];
  for (const { index, 0: run, 1: country } of text.matchAll(
    /(?<![\p{L}\d])([A-Za-z]{2})\d{2}(?:[ \u00A0-]?[A-Za-z0-9]){10,34}/gu,
  )) {
    const length = accountLengthOf((country ?? '').toUpperCase());
    if (length === undefined) continue;
    const places = [...run].flatMap((character, at) => (/[\p{L}\d]/u.test(character) ? [at] : []));
    const end = places[length - 1];
    if (end === undefined || !isAccountNumber(compact(run.slice(0, end + 1)))) continue;
    findings.push({ kind: 'IBAN', start: index, end: index + end + 1 });
  }
  return findings;
};
