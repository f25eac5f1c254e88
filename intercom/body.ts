import { Parser } from 'htmlparser2';
import { createWalk } from './body-walk.ts';
import { limits } from '../domain/limits.ts';
import { visibleText } from '../domain/visible-text.ts';
import { bounded } from './characters.ts';

export type BodyText = {
  readonly text: string;
  /** Pictures inside the body; whoever reads the text does not see them. */
  readonly images: number;
};

export type BodyOptions = {
  /** Leave out what a mail program quoted below or above the author's own words. */
  readonly withoutQuotes?: boolean;
};

const tag =
  /<\/?(?:p|br|div|a|img|ul|ol|li|b|i|u|em|strong|span|h[1-6]|pre|code|blockquote|table|html|body|hr|font|video|figure|script|style)\b[^<>]*>/i;

/** REST gives HTML, webhooks from 2.15 on and some samples plain text. */
export const looksLikeHtml = (body: string): boolean => tag.test(body);

/** A body as text: paragraphs, lists and links kept, everything that a reader would not see gone. */
export function htmlToText(body: string, options: BodyOptions = {}): BodyText {
  if (!looksLikeHtml(body)) return plain(body);
  const walk = createWalk(options.withoutQuotes ?? false);
  const parser = new Parser(walk.handler, { decodeEntities: true, lowerCaseTags: true });
  parser.end(withoutTooManyTags(bounded(withoutEmbedded(body), limits.htmlCharacters)));
  return { text: tidy(visibleText(walk.text())), images: walk.images() };
}

const plain = (body: string): BodyText => ({
  text: tidy(visibleText(bounded(body, limits.htmlCharacters))),
  images: 0,
});

/** Pictures written into the HTML are the bulk of some mails, and nothing here reads them. */
const withoutEmbedded = (html: string): string => html.replace(/\bdata:[^"'\s<>]{100,}/gi, 'data:');

/** Time grows with the square of how deeply elements are nested: a parser keeps them in a list. */
function withoutTooManyTags(html: string): string {
  let at = -1;
  for (let tags = 0; tags <= limits.htmlTags; tags += 1) {
    at = html.indexOf('<', at + 1);
    if (at === -1) return html;
  }
  return bounded(html, at);
}

/** Line ends trimmed, no blank line twice. */
const tidy = (text: string): string =>
  text
    .split(/\r\n|\n|\r/)
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
