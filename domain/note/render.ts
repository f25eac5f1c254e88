import { visibleText } from '../visible-text.ts';
import { linkAddress } from './link-address.ts';
import type { Inline, NoteBlock } from './tree.ts';

/** The only place that writes HTML of a note: six elements, one attribute, everything escaped. */
export const renderBlocks = (blocks: readonly NoteBlock[]): string =>
  blocks.map(blockHtml).join('');

function blockHtml(block: NoteBlock): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${inlinesHtml(block.inlines)}</p>`;
    case 'list': {
      const items = block.items.map((item) => `<li>${inlinesHtml(item)}</li>`).join('');
      return block.isOrdered ? `<ol>${items}</ol>` : `<ul>${items}</ul>`;
    }
  }
}

const inlinesHtml = (inlines: readonly Inline[]): string => inlines.map(inlineHtml).join('');

function inlineHtml(inline: Inline): string {
  switch (inline.kind) {
    case 'text':
      return textHtml(inline.text);
    case 'bold':
      return `<b>${textHtml(inline.text)}</b>`;
    case 'link': {
      const address = linkAddress(inline.url);
      const label = textHtml(inline.label);
      return address === null ? label : `<a href="${escapeHtml(address)}">${label}</a>`;
    }
  }
}

const textHtml = (text: string): string =>
  escapeHtml(visibleText(text).replaceAll(/\s*\n\s*/g, ' '));

/** Text as HTML: nothing in it can become markup. */
export const escapeHtml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
