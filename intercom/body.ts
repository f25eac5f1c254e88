import { Parser } from 'htmlparser2';
import { createWalk } from './body-walk.ts';
import { bounded, withoutInvisible } from './characters.ts';

/** Longest HTML that is parsed: time and memory grow faster than the depth of nested elements. */
const htmlCharacters = 200_000;

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
  if (!looksLikeHtml(body)) return { text: tidy(withoutInvisible(body)), images: 0 };
  const walk = createWalk(options.withoutQuotes ?? false);
  const parser = new Parser(walk.handler, { decodeEntities: true, lowerCaseTags: true });
  parser.end(bounded(withoutEmbedded(body), htmlCharacters));
  return { text: tidy(withoutInvisible(walk.text())), images: walk.images() };
}

/** Pictures written into the HTML are the bulk of some mails, and nothing here reads them. */
const withoutEmbedded = (html: string): string => html.replace(/\bdata:[^"'\s<>]{100,}/gi, 'data:');

/** Line ends trimmed, no blank line twice. */
const tidy = (text: string): string =>
  text
    .split(/\r\n|\n|\r/)
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
