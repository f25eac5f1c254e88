import { accountLengthOf, isAccountNumber, isCardNumber } from './redaction-numbers.ts';
import { secretPatterns } from './redaction-secrets.ts';

/**
 * First cut before a text leaves the building: what nobody needs to answer a question. It reduces
 * what is sent out and guarantees nothing. Placeholders are not restored.
 */
export type RedactionKind = 'CARD' | 'IBAN' | 'SECRET' | 'PASSWORD';

export type Masked = {
  readonly text: string;
  readonly found: readonly { readonly kind: RedactionKind }[];
};

type Finding = { readonly start: number; readonly end: number; readonly kind: RedactionKind };

/** The same value gets the same placeholder wherever it stands. */
type Placeholders = (kind: RedactionKind, value: string) => string;

function createPlaceholders(): Placeholders {
  const numbers = new Map<string, string>();
  const counts = new Map<RedactionKind, number>();
  return (kind, value) => {
    const key = `${kind} ${kind === 'CARD' || kind === 'IBAN' ? compact(value) : value}`;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    const placeholder = `<${kind}_${count}>`;
    numbers.set(key, placeholder);
    return placeholder;
  };
}

const compact = (value: string): string => value.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase();

/** Masks one text. Idempotent: what it made is never taken for something to mask. */
export const mask = (text: string): Masked => maskWith(createPlaceholders(), text);

/** Masks texts that belong together: a number in two of them becomes one placeholder. */
export function maskAll(texts: readonly string[]): readonly Masked[] {
  const placeholders = createPlaceholders();
  return texts.map((text) => maskWith(placeholders, text));
}

/** What one pass uncovers (a number that stood glued to another) the next one masks. */
const passes = 5;

function maskWith(placeholders: Placeholders, text: string): Masked {
  const found: { readonly kind: RedactionKind }[] = [];
  let masked = text;
  for (let pass = 0; pass < passes; pass += 1) {
    const findings = findingsIn(masked);
    if (findings.length === 0) break;
    found.push(...findings.map(({ kind }) => ({ kind })));
    masked = replaced(masked, findings, placeholders);
  }
  return { text: masked, found };
}

const findingsIn = (text: string): Finding[] =>
  withoutOverlaps([...cards(text), ...accounts(text), ...secrets(text)]);

function replaced(text: string, findings: readonly Finding[], placeholders: Placeholders): string {
  let result = '';
  let at = 0;
  for (const { start, end, kind } of findings) {
    result += text.slice(at, start) + placeholders(kind, text.slice(start, end));
    at = end;
  }
  return result + text.slice(at);
}

/** Where findings overlap, the one that begins first and reaches furthest covers the others. */
function withoutOverlaps(findings: readonly Finding[]): Finding[] {
  const kept: Finding[] = [];
  for (const finding of [...findings].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = kept.at(-1);
    if (last === undefined || finding.start >= last.end) kept.push(finding);
    else if (finding.end > last.end) kept[kept.length - 1] = { ...last, end: finding.end };
  }
  return kept;
}

const cardDigits = { shortest: 12, longest: 19 };

/** Runs of digits, with single spaces or dashes between them, of which a part may be a card. */
function cards(text: string): Finding[] {
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
}

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

function accounts(text: string): Finding[] {
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
}

function secrets(text: string): Finding[] {
  return secretPatterns.flatMap(({ kind, pattern }) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const value = match.slice(1).findLast((group) => group !== undefined);
      if (value === undefined) return [];
      const start = match.index + match[0].lastIndexOf(value);
      return [{ kind, start, end: start + value.length }];
    }),
  );
}
