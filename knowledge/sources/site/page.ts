import { Parser } from 'htmlparser2';
import type { SiteLimits } from './limits.ts';
import { type Attributes, isLeftOut, regionOf, voids } from './page-elements.ts';
import { createPageText } from './page-text.ts';
import { robotsTags } from './robots.ts';

export type Page = {
  readonly title: string | null;
  /** As the page names it, such as `en-GB`. */
  readonly language: string | null;
  readonly canonical: string | null;
  /** What relative links are relative to. */
  readonly base: string;
  readonly links: readonly string[];
  readonly noindex: boolean;
  readonly nofollow: boolean;
  /** The main text; empty when there is none. */
  readonly markdown: string;
};

/** A page that is no page; the message is the end of a sentence. */
export class UnreadablePage extends Error {}

type Region = { readonly kind: 'main' | 'article'; readonly start: number; end: number };

/** Letters and digits, which is what a text is made of. */
export const lengthOfText = (markdown: string): number =>
  // What a link leads to is no text.
  (markdown.replace(/\]\([^)\s]*\)/g, ']').match(/[\p{L}\p{N}]/gu) ?? []).length;

/**
 * Reads an HTML page. Throws `UnreadablePage` when it has too many elements, is nested too deeply or
 * its text is too long.
 */
export function readPage(
  html: string,
  options: { readonly address: string; readonly agent: string; readonly limits: SiteLimits },
): Page {
  const { limits, agent } = options;
  const out = createPageText();
  const regions: Region[] = [];
  /** Elements that are open, each with what ends with it. */
  const open: { readonly leftOut: boolean; readonly region: Region | null }[] = [];
  const links: string[] = [];
  const robots: string[] = [];
  let [elements, leftOut, inMain, preformatted, characters] = [0, 0, 0, 0, 0];
  let [base, headTitle] = [options.address, ''];
  let canonical: string | null = null;
  let language: string | null = null;
  let heading: string | null = null;
  let inTitle = false;
  let inHeading = false;

  /** What an element says of the page, wherever it stands. */
  function note(name: string, attributes: Attributes): void {
    const rel = (attributes['rel'] ?? '').toLowerCase();
    const href = attributes['href'];
    if (name === 'html' || regionOf(name, attributes) === 'main' || name === 'body')
      language = attributes['lang'] || attributes['xml:lang'] || language;
    if (name === 'base' && href) base = URL.parse(href, options.address)?.href ?? base;
    if (name === 'link' && rel === 'canonical' && href) canonical ??= href;
    const metaFor = name === 'meta' ? (attributes['name'] ?? '').toLowerCase() : '';
    if (metaFor === 'robots' || metaFor === agent) robots.push(attributes['content'] ?? '');
    const followed = name === 'a' && href && !/\bnofollow\b/.test(rel);
    if (followed && links.length < limits.linksOfPage) links.push(href);
  }

  const parser = new Parser({
    onopentag(name, attributes) {
      elements += 1;
      if (elements > limits.elements)
        throw new UnreadablePage(`it has more than ${limits.elements} elements`);
      note(name, attributes);
      inTitle = name === 'title' && headTitle === '';
      if (voids.has(name)) {
        if (leftOut === 0) out.open(name, attributes);
        return;
      }
      if (open.length >= limits.nesting)
        throw new UnreadablePage(`its elements are nested more than ${limits.nesting} deep`);
      const left = isLeftOut(name, attributes, inMain > 0);
      let region: Region | null = null;
      if (left) leftOut += 1;
      if (leftOut === 0) {
        const kind = regionOf(name, attributes);
        // One in another of its kind is a part of it.
        if (kind !== null && (kind === 'main' || inMain === 0)) {
          region = { kind, start: out.mark(), end: -1 };
          regions.push(region);
        }
        if (region) inMain += 1;
        if (name === 'pre') preformatted += 1;
        if (name === 'h1' && heading === null) [heading, inHeading] = ['', true];
        const target = name === 'a' ? URL.parse(attributes['href'] ?? '', base) : null;
        const href = target && /^https?:$/.test(target.protocol) ? target.href : '';
        out.open(name, { ...attributes, href });
      }
      open.push({ leftOut: left, region });
    },
    ontext(text) {
      if (inTitle) headTitle = `${headTitle}${text}`.slice(0, 500);
      if (leftOut > 0) return;
      characters += text.length;
      if (characters > limits.mostText * 2)
        throw new UnreadablePage(`its text is longer than ${limits.mostText} characters`);
      if (inHeading) heading = `${heading ?? ''}${text}`.slice(0, 500);
      out.text(preformatted > 0 ? text : text.replace(/\s+/g, ' '));
    },
    onclosetag(name) {
      inTitle = false;
      if (voids.has(name)) return;
      const closed = open.pop();
      if (leftOut === 0) {
        out.close(name);
        if (name === 'pre') preformatted = Math.max(0, preformatted - 1);
        if (name === 'h1') inHeading = false;
      }
      if (closed?.region) {
        closed.region.end = out.mark();
        inMain -= 1;
      }
      if (closed?.leftOut) leftOut -= 1;
    },
  });
  parser.end(html);

  const tags = robots.map((content) => robotsTags(content, agent));
  const title = headingTitle(heading) ?? headingTitle(withoutSiteName(headTitle));
  return {
    title,
    ...{ language, canonical, base, links },
    noindex: tags.some(({ noindex }) => noindex),
    nofollow: tags.some(({ nofollow }) => nofollow),
    markdown: mainText(out, regions, limits),
  };
}

const headingTitle = (text: string | null): string | null =>
  text?.replace(/[\s#¶]+/g, ' ').trim() || null;

/** `Refunds | Example Help`: what follows the last bar or dash is the site. */
const withoutSiteName = (title: string): string => title.replace(/\s+[|–—·»-]\s+[^|–—·»]*$/, '');

/** The first of main element, articles, whole body that says enough. */
function mainText(
  out: ReturnType<typeof createPageText>,
  regions: readonly Region[],
  limits: SiteLimits,
): string {
  const of = (kind: Region['kind']): string =>
    regions
      .filter((region) => region.kind === kind)
      .map(({ start, end }) => out.between(start, end === -1 ? undefined : end))
      .join('\n\n');
  for (const find of [() => of('main'), () => of('article')]) {
    const markdown = find();
    if (lengthOfText(markdown) >= limits.leastText) return checked(markdown, limits);
  }
  return checked(out.between(0), limits);
}

function checked(markdown: string, limits: SiteLimits): string {
  if (markdown.length <= limits.mostText) return markdown;
  throw new UnreadablePage(`its text is longer than ${limits.mostText} characters`);
}
