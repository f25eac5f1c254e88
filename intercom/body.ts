import { Parser } from 'htmlparser2';
import { withoutInvisible } from './characters.ts';

export type BodyText = {
  readonly text: string;
  /** Pictures inside the body; whoever reads the text does not see them. */
  readonly images: number;
};

export type BodyOptions = {
  /** Leave out what a mail program quoted below or above the author's own words. */
  readonly withoutQuotes?: boolean;
};

const blocks = new Set(
  'address article aside blockquote dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody tfoot thead tr ul'.split(
    ' ',
  ),
);
const dropped = new Set('script style head title template noscript iframe object svg'.split(' '));
const voids = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));

const tag =
  /<\/?(?:p|br|div|a|img|ul|ol|li|b|i|u|em|strong|span|h[1-6]|pre|code|blockquote|table|html|body|hr|font|video|figure|script|style)\b[^<>]*>/i;

/** REST gives HTML, webhooks from 2.15 on and some samples plain text. */
export const looksLikeHtml = (body: string): boolean => tag.test(body);

const hiding =
  /display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d]*[1-9])|(?:^|;|\s)opacity\s*:\s*0(?![.\d]*[1-9])|max-height\s*:\s*0(?![.\d]*[1-9])/i;
const quoting =
  /\b(?:gmail_quote|gmail_attr|yahoo_quoted|moz-cite-prefix|protonmail_quote|zmail_extra|intercom-quote)\b/;
/** Outlook puts an empty element before the quoted mail; all that follows belongs to it. */
const quoteBegins =
  /^(?:x_)?(?:divrplyfwdmsg|appendonsend|mail-editor-reference-message-container)$/i;

const isHidden = (attributes: Record<string, string>): boolean =>
  'hidden' in attributes || hiding.test(attributes['style'] ?? '');

const isQuote = (name: string, attributes: Record<string, string>): boolean =>
  (name === 'blockquote' && !/\bown\b/.test(attributes['class'] ?? '')) ||
  quoting.test(attributes['class'] ?? '');

/** `label (url)`, as Intercom's own plain text writes it; the bare label where they say the same. */
function linkText(label: string, href: string): string {
  const shown = label.trim();
  if (!/^(?:https?:|mailto:|tel:)/i.test(href)) return label;
  const same = (url: string) =>
    url.replace(/^(?:https?:\/\/|mailto:|tel:)/i, '').replace(/\/$/, '');
  if (shown === '') return href;
  return same(shown) === same(href) ? label : `${label} (${href})`;
}

/** A body as text: paragraphs, lists and links kept, everything that a reader would not see gone. */
export function htmlToText(body: string, options: BodyOptions = {}): BodyText {
  if (!looksLikeHtml(body)) return { text: tidy(withoutInvisible(body)), images: 0 };
  const walk = createWalk(options.withoutQuotes ?? false);
  const parser = new Parser(walk.handler, { decodeEntities: true, lowerCaseTags: true });
  parser.end(body);
  return { text: tidy(withoutInvisible(walk.text())), images: walk.images() };
}

type OpenLink = { readonly href: string; readonly start: number };
type OpenList = { readonly ordered: boolean; items: number };

function createWalk(withoutQuotes: boolean) {
  let out = '';
  let images = 0;
  /** Depth inside an element that is left out; 0 outside. */
  let skipping = 0;
  let preformatted = 0;
  let over = false;
  const links: OpenLink[] = [];
  const lists: OpenList[] = [];

  const breakLine = (lines: number) => {
    if (out !== '') out += '\n'.repeat(lines);
  };

  return {
    text: () => out,
    images: () => images,
    handler: {
      onopentag(name: string, attributes: Record<string, string>) {
        if (over) return;
        if (withoutQuotes && quoteBegins.test(attributes['id'] ?? '')) {
          over = true;
          return;
        }
        const left = dropped.has(name) || isHidden(attributes);
        if (skipping > 0 || left || (withoutQuotes && isQuote(name, attributes))) {
          if (!voids.has(name)) skipping += 1;
          return;
        }
        if (name === 'br') breakLine(1);
        if (name === 'img') images += 1;
        if (name === 'td' || name === 'th') out += ' ';
        if (name === 'pre') preformatted += 1;
        if (name === 'a') links.push({ href: attributes['href'] ?? '', start: out.length });
        if (name === 'ul' || name === 'ol') lists.push({ ordered: name === 'ol', items: 0 });
        if (blocks.has(name)) breakLine(name === 'li' || name === 'tr' ? 1 : 2);
        if (name === 'li') out += bullet(lists);
      },
      ontext(text: string) {
        if (over || skipping > 0) return;
        if (preformatted > 0) out += text;
        else {
          const words = text.replace(/\s+/g, ' ');
          out += out === '' || out.endsWith('\n') ? words.trimStart() : words;
        }
      },
      onclosetag(name: string) {
        if (over || voids.has(name)) return;
        if (skipping > 0) {
          skipping -= 1;
          return;
        }
        if (name === 'pre') preformatted = Math.max(0, preformatted - 1);
        if (name === 'a') {
          const link = links.pop();
          if (link) out = out.slice(0, link.start) + linkText(out.slice(link.start), link.href);
        }
        if (name === 'ul' || name === 'ol') lists.pop();
        if (blocks.has(name)) breakLine(name === 'li' || name === 'tr' ? 1 : 2);
      },
    },
  };
}

function bullet(lists: OpenList[]): string {
  const list = lists.at(-1);
  const indent = '  '.repeat(Math.max(0, lists.length - 1));
  if (!list?.ordered) return `${indent}- `;
  list.items += 1;
  return `${indent}${list.items}. `;
}

/** Line ends trimmed, no blank line twice. */
const tidy = (text: string): string =>
  text
    .split(/\r\n|\n|\r/)
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
