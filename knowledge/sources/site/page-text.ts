import { NodeHtmlMarkdown } from 'node-html-markdown';
import { blocks, kept } from './page-elements.ts';

/** The converter's time grows with the square of what it is given at once: longer blocks are cut. */
const mostElements = 2_000;

/** Deeper lists, quotations and the like lose their marks; each level would repeat all above it. */
const deepest = 12;

const converter = new NodeHtmlMarkdown();

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const attributesOf = (name: string, attributes: Readonly<Record<string, string>>): string => {
  if (name === 'a' && attributes['href']) {
    return ` href="${escaped(attributes['href']).replaceAll('"', '&quot;')}"`;
  }
  const language = /\blanguage-[\w+#-]+/.exec(attributes['class'] ?? '')?.[0];
  return name === 'code' && language ? ` class="${language}"` : '';
};

/**
 * Collects a page's text as plain HTML, a piece a block, with nothing but the elements that Markdown
 * has a sign for.
 */
export function createPageText() {
  const pieces: string[] = [];
  const open: { readonly name: string; readonly tag: string }[] = [];
  let html = '';
  let elements = 0;
  /** Text since the last break, and a break that waits for more of it. */
  let hasText = false;
  let breaks = false;

  const flush = (): void => {
    if (html !== '') pieces.push(html);
    html = '';
    elements = 0;
  };
  /** What is open is closed, and opened again in the next piece. */
  const split = (): void => {
    for (const { name } of [...open].reverse()) html += `</${name}>`;
    flush();
    html = open.map(({ tag }) => tag).join('');
  };
  const breakBlock = (): void => {
    if (open.length === 0) flush();
    else if (hasText) breaks = true;
    hasText = false;
  };
  /** A quotation has lines of its own; an item, a cell or a heading has but one. */
  const breakHere = (): string => {
    if (open.some(({ name }) => name === 'pre')) return '\n';
    const inner = open.at(-1)?.name ?? '';
    return inner === 'blockquote' ? '<br>' : ' ';
  };

  return {
    /** Where the text is now: later `between` two of these. Ends a piece. */
    mark(): number {
      split();
      return pieces.length;
    },
    open(name: string, attributes: Readonly<Record<string, string>>): void {
      elements += 1;
      const isKept = kept.has(name) && open.length < deepest;
      if (blocks.has(name) && (!isKept || open.length === 0)) breakBlock();
      if (!isKept) return;
      if (blocks.has(name)) [hasText, breaks] = [false, false];
      const tag = `<${name}${attributesOf(name, attributes)}>`;
      html += tag;
      if (name !== 'br' && name !== 'hr') open.push({ name, tag });
    },
    close(name: string): void {
      const isOpen = open.at(-1)?.name === name;
      if (isOpen) {
        html += `</${name}>`;
        open.pop();
      }
      if (isOpen && blocks.has(name)) breaks = false;
      if (blocks.has(name) && (!isOpen || open.length === 0)) breakBlock();
      const rowEnds = name === 'tr' || name === 'li' || name === 'p';
      if (elements >= mostElements && rowEnds) split();
    },
    text(text: string): void {
      if (text.trim() !== '') {
        if (breaks) html += breakHere();
        [hasText, breaks] = [true, false];
      }
      html += escaped(text);
    },
    /** The Markdown of what was collected between two marks; `end` open: up to now. */
    between(start: number, end?: number): string {
      if (end === undefined) flush();
      return pieces
        .slice(start, end)
        .map((piece) => converter.translate(piece).trim())
        .filter((text) => text !== '')
        .join('\n\n');
    },
  };
}
