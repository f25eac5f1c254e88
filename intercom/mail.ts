import { htmlToText } from './body.ts';
import {
  advertisesDevice,
  dividesQuote,
  introducesQuote,
  introducesQuoteByAddress,
  mayBeginIntroduction,
  namesDateOrReceiver,
  namesSender,
  saysGoodbye,
  separatesSignature,
} from './mail-patterns.ts';

/** A signature is short; more than this below a "--" is text. */
const signatureLines = 12;

/**
 * The author's own words of a mail, HTML or text: without what mail programs quote and without
 * the signature. When nothing is left (a forwarded mail, an answer inside the quote), all of it
 * counts as the author's. Takes time in proportion to the body's length.
 */
export function ownWords(body: string): string {
  const unquoted = htmlToText(body, { withoutQuotes: true }).text;
  const whole = unquoted === '' ? htmlToText(body).text : unquoted;
  const own = withoutSignature(withoutQuotes(whole.split('\n')))
    .join('\n')
    .trim();
  return own === '' ? whole : own.replace(/\n{3,}/g, '\n\n');
}

const isQuoted = (line: string): boolean => line.startsWith('>');
const isBlank = (line: string): boolean => line.trim() === '';

function withoutQuotes(lines: readonly string[]): string[] {
  const own: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (isQuoted(line)) continue;
    const length = introductionAt(lines, at);
    if (length === 0) {
      own.push(line);
      continue;
    }
    let next = at + length;
    while (next < lines.length && isBlank(lines[next] ?? '')) next += 1;
    // Without marks on the quoted lines nothing tells where the quote ends: it is the rest.
    if (!isQuoted(lines[next] ?? '')) return own;
    at = next - 1;
  }
  return own;
}

/** How many lines, from this one on, announce quoted mail; 0: they don't. */
function introductionAt(lines: readonly string[], at: number): number {
  const line = lines[at] ?? '';
  if (isBlank(line)) return 0;
  if (dividesQuote(line)) return 1;
  if (namesSender(line) && lines.slice(at + 1, at + 6).some(namesDateOrReceiver)) return 1;
  if (introducesQuote(line) || introducesQuoteByAddress(line)) return 1;
  if (!mayBeginIntroduction(line)) return 0;
  // Mail programs wrap the introduction over up to three lines.
  for (let length = 2; length <= 3; length += 1) {
    const wrapped = lines.slice(at, at + length);
    if (wrapped.some(isBlank)) return 0;
    if (introducesQuote(wrapped.join(' '))) return length;
  }
  return 0;
}

function withoutSignature(lines: readonly string[]): string[] {
  const end = lines.findIndex(
    (line, at) => at > 0 && (separatesSignature(line) || saysGoodbye(line)) && isTail(lines, at),
  );
  const kept = end === -1 ? lines : lines.slice(0, end);
  return kept.filter((line) => !advertisesDevice(line));
}

/** Nothing but a short block of contact details follows, and no question among it. */
function isTail(lines: readonly string[], at: number): boolean {
  if (lines.length - at - 1 > signatureLines * 2) return false;
  const rest = lines.slice(at + 1).filter((line) => !isBlank(line));
  return rest.length <= signatureLines && rest.every((line) => !/[?？]/.test(line));
}
