import type { Finder } from './redaction-finding.ts';

/**
 * Numbers that one can call. A number is taken for one by its shape where that is telling (`+49 …`, an area
 * code in brackets, groups after a 0, 3-3-4), else by a word for it beside; orders and invoices are left.
 */
const candidate =
  /(?<![\p{L}\p{N}_#@.,/=&-]|\d:)(?:\+ ?)?\(?\d(?:[ \u00A0().\-–/]{0,3}\d){5,18}(?![\p{L}\d_@%]|[.,]\d)/gu;

const phoneWords =
  /(?:phone|\btel\b|telefon|telefoon|téléphone|teléfono|telefone|mobil|móvil|cellulare|\bcell\b|\bcall|\bfax|handy|rufnummer|portable|whatsapp|\bsms\b|\btext\b|messages? to|answering at|reach (?:me|us|him|her|them)|\bring\b|anrufen|numéro|\bdial)/giu;
const otherWords =
  /(?:order|invoice|ticket|\bcase\b|\bref|tracking|serial|version|card|\baccount|\bid\b|\bsku|item|part no|model|\bbill|error|code|booking|reservation|transaction|payment|customer|policy|bestell|rechnung|kunden|sendung|commande|facture|pedido|factura|ordine|fattura|amount|total|price|\$|€|£)/giu;
const labelAfter =
  /^[ \t\-–(,/\\|]{0,3}(?:office|fax|mobile|mobil|cell|home|work|tel|phone|handy|direct)(?!\p{L})/iu;

const dates = /\d{4}[./-]\d{1,2}[./-]\d{1,2}|(?<!\d)\d{1,2}[./-]\d{1,2}[./-]\d{4}(?!\d)/u;
const thousands = /^\d{1,3}(?:[ .\u00A0]\d{3})+$/;

const lastOf = (pattern: RegExp, text: string): number =>
  [...text.matchAll(pattern)].at(-1)?.index ?? -1;

/** Which word stands nearer before a number: one for phones, or one for other numbers? */
function toldBy(before: string): 'phone' | 'other' | 'nothing' {
  const phone = lastOf(phoneWords, before);
  const other = lastOf(otherWords, before);
  if (phone < 0 && other < 0) return 'nothing';
  return phone > other ? 'phone' : 'other';
}

/** Groups of a number; with points between, only as they are written in pairs. */
function hasShape(value: string, digits: string): boolean {
  if (/^\+/.test(value)) return true;
  if (/^00[1-9]/.test(digits) && digits.length >= 11) return true;
  if (/^\(\d{2,5}\)/.test(value) && digits.length >= 7) return true;
  if (/^[2-9]\d{2}([-. \u00A0])\d{3}\1\d{4}$/.test(value)) return true;
  return (
    /^\(?0[1-9]/.test(value) &&
    (!value.includes('.') || /^0\d(?:\.\d{2}){4}$/.test(value)) &&
    /\d[ \u00A0./()–-]+\d/.test(value) &&
    digits.length >= 9 &&
    digits.length <= 12
  );
}

function isPhone(value: string, before: string, after: string): boolean {
  const digits = value.replaceAll(/\D/g, '');
  if (digits.length < 7 || digits.length > 15 || dates.test(value)) return false;
  if (/^\+/.test(value)) return digits.length >= 8;
  const told = toldBy(before);
  if (told === 'other') return false;
  if (told === 'phone' || labelAfter.test(after)) return true;
  return hasShape(value, digits) && !thousands.test(value);
}

export const phones: Finder = (text) =>
  [...text.matchAll(candidate)].flatMap(({ 0: found, index }) => {
    const end = index + found.length;
    const before = text.slice(Math.max(0, index - 40), index);
    return isPhone(found, before.slice(before.lastIndexOf('\n\n') + 1), text.slice(end, end + 16))
      ? [{ kind: 'PHONE', start: index, end }]
      : [];
  });
