import { accounts, cards, compact } from './redaction-accounts.ts';
import { addresses } from './redaction-addresses.ts';
import { births, machines, mails } from './redaction-contacts.ts';
import type { Finder, Finding } from './redaction-finding.ts';
import { ids } from './redaction-ids.ts';
import { type RedactionKind, placeholders, redactionKinds } from './redaction-kinds.ts';
import { names, namesOf } from './redaction-names.ts';
import { phones } from './redaction-phones.ts';
import { secrets } from './redaction-secrets.ts';

export type { RedactionKind } from './redaction-kinds.ts';

/**
 * Takes out of texts, before they are kept or leave the building, what nobody needs to answer a
 * question. It reduces what is sent out and guarantees nothing.
 */
export type Masked = {
  readonly text: string;
  readonly found: readonly { readonly kind: RedactionKind }[];
};

export type MaskedValue = { readonly kind: RedactionKind; readonly value: string };

/** Masks texts that belong together: equal values get equal placeholders, numbered as they come. */
export type Masking = {
  /** Masks one text. Idempotent: what it made is never taken for something to mask. */
  readonly text: (text: string) => Masked;
  /** The placeholder of something that is known to be a name or an address. */
  readonly whole: (kind: RedactionKind, value: string) => string;
  /** What each placeholder stands for, as it was first written. */
  readonly values: () => ReadonlyMap<string, MaskedValue>;
};

/**
 * `texts`: all that will be masked, so that a placeholder that somebody typed is never given to a value.
 * `people`: full names that are masked wherever they stand.
 */
export function createMasking(
  texts: readonly string[] = [],
  people: readonly string[] = [],
): Masking {
  const typed = new Set(texts.flatMap((text) => text.match(placeholders) ?? []));
  const known = new Map<string, string>();
  const counts = new Map<RedactionKind, number>();
  const values = new Map<string, MaskedValue>();
  const inFull = namesOf(people);

  function whole(kind: RedactionKind, value: string): string {
    const key = `${kind} ${sameValue(kind, value)}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    let count = (counts.get(kind) ?? 0) + 1;
    while (typed.has(`<${kind}_${count}>`)) count += 1;
    counts.set(kind, count);
    const placeholder = `<${kind}_${count}>`;
    known.set(key, placeholder);
    values.set(placeholder, { kind, value });
    return placeholder;
  }

  return { text: (text) => maskWith(whole, inFull, text), whole, values: () => values };
}

export const mask = (text: string): Masked => createMasking([text]).text(text);

/** Masks texts that belong together: a number in two of them becomes one placeholder. */
export function maskAll(texts: readonly string[]): readonly Masked[] {
  const masking = createMasking(texts);
  return texts.map((text) => masking.text(text));
}

/** Two ways to write one value. */
function sameValue(kind: RedactionKind, value: string): string {
  switch (kind) {
    case 'CARD':
    case 'IBAN':
    case 'ID':
      return compact(value);
    case 'PHONE':
      return value.replace(/^\+/, '00').replaceAll(/\D/g, '');
    case 'EMAIL':
    case 'IP':
      return value.toLowerCase();
    case 'NAME':
    case 'ADDRESS':
      return value.toLowerCase().replaceAll(/\s+/g, ' ').trim();
    case 'SECRET':
    case 'PASSWORD':
    case 'BIRTH':
      return value;
  }
}

/** What one pass uncovers (a number that stood glued to another) the next one masks. */
const passes = 8;

function maskWith(
  placeholder: (kind: RedactionKind, value: string) => string,
  people: Finder,
  text: string,
): Masked {
  const found: { readonly kind: RedactionKind }[] = [];
  let masked = text;
  for (let pass = 0; pass < passes; pass += 1) {
    const findings = findingsIn(masked, people);
    if (findings.length === 0) break;
    found.push(...findings.map(({ kind }) => ({ kind })));
    masked = replaced(masked, findings, placeholder);
  }
  return { text: masked, found };
}

/** Of those that lie upon each other the earlier one in this list counts: what must stay hidden first. */
const others: readonly Finder[] = [ids, births, mails, machines, addresses, phones, names];

/** What a first look at a text finds. */
export function findingsIn(text: string, people: Finder = () => []): Finding[] {
  const kept = [withoutOverlaps([...cards(text), ...accounts(text), ...secrets(text)])];
  for (const find of [...others, people]) {
    const free = withoutOverlaps([...find(text)]).filter(
      (one) => !overlaps(one, kept) && !hasPlaceholder(text, one),
    );
    kept.push(free);
  }
  return kept.flat().sort((a, b) => a.start - b.start);
}

/** Both sorted by place, so that looking through them is one walk each. */
function overlaps({ start, end }: Finding, kept: readonly (readonly Finding[])[]): boolean {
  return kept.some((findings) => {
    let [low, high] = [0, findings.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((findings[middle]?.end ?? 0) <= start) low = middle + 1;
      else high = middle;
    }
    const next = findings[low];
    return next !== undefined && next.start < end;
  });
}

const hasPlaceholder = (text: string, { start, end }: Finding): boolean =>
  /<[A-Z]+_\d+>/.test(text.slice(start, end));

function replaced(
  text: string,
  findings: readonly Finding[],
  placeholder: (kind: RedactionKind, value: string) => string,
): string {
  let result = '';
  let at = 0;
  for (const { start, end, kind } of findings) {
    result += text.slice(at, start) + placeholder(kind, text.slice(start, end));
    at = end;
  }
  return result + text.slice(at);
}

/**
 * Where findings overlap, the one that begins first and reaches furthest covers the others; a kind that
 * is never restored stays one.
 */
function withoutOverlaps(findings: readonly Finding[]): Finding[] {
  const kept: Finding[] = [];
  for (const finding of [...findings].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = kept.at(-1);
    if (last === undefined || finding.start >= last.end) {
      kept.push(finding);
      continue;
    }
    const kind = redactionKinds[finding.kind].restored ? last.kind : finding.kind;
    const end = Math.max(last.end, finding.end);
    kept[kept.length - 1] = {
      ...last,
      kind: redactionKinds[last.kind].restored ? kind : last.kind,
      end,
    };
  }
  return kept;
}
