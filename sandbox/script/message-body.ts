import type { CustomerEvent } from './script-schema.ts';

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const paragraphs = (text: string): string =>
  text
    .split('\n')
    .map((line) => `<p>${escape(line)}</p>`)
    .join('');

/** The HTML that a customer's program sends: own words, then signature, then the quoted mail. */
export function bodyOf(event: CustomerEvent): string {
  const own = event.html ?? (event.text === undefined ? '' : paragraphs(event.text));
  const signature = event.signature === undefined ? '' : `<p>-- </p>${paragraphs(event.signature)}`;
  const quoted =
    event.quoted === undefined
      ? ''
      : `<div class="gmail_quote"><p>On Mon, 16 Nov 2026 at 10:02, Support wrote:</p><blockquote>${paragraphs(event.quoted)}</blockquote></div>`;
  return `${own}${signature}${quoted}`;
}

/** Subject of a mail: an automatic one is told by it. */
export function subjectOf(event: CustomerEvent): string | undefined {
  if (event.automatic) return event.subject ?? 'Automatic reply: out of office';
  return event.subject;
}

export const attachmentsOf = ({ images, files }: CustomerEvent) => [
  ...Array.from({ length: images }, (_, index) => ({
    name: `screenshot-${index + 1}.png`,
    url: `https://downloads.sandbox.example/screenshot-${index + 1}.png`,
    contentType: 'image/png',
  })),
  ...Array.from({ length: files }, (_, index) => ({
    name: `file-${index + 1}.pdf`,
    url: `https://downloads.sandbox.example/file-${index + 1}.pdf`,
    contentType: 'application/pdf',
  })),
];
