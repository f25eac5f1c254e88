import { Parser } from 'htmlparser2';
import { dropped, voids } from './site/page-elements.ts';
import { createPageText } from './site/page-text.ts';

/** What no help center's editor makes; one such article must not hold up the rest. */
const most = { characters: 2_000_000, elements: 100_000, nesting: 400 };

/** The body cannot be read; the message is the end of a sentence that begins with the article. */
export class UnreadableBody extends Error {}

/**
 * Markdown of an article's HTML body, in a time that grows with its length: images and what is
 * embedded go, the words of links stay. Throws `UnreadableBody` when it is too long or too deep.
 */
export function markdownOfBody(html: string): string {
  if (html.length > most.characters) {
    throw new UnreadableBody(`its body is longer than ${most.characters} characters`);
  }
  const out = createPageText();
  const open: { readonly leftOut: boolean }[] = [];
  let [elements, leftOut, preformatted] = [0, 0, 0];
  const parser = new Parser({
    onopentag(name, attributes) {
      elements += 1;
      if (elements > most.elements) {
        throw new UnreadableBody(`its body has more than ${most.elements} elements`);
      }
      if (voids.has(name)) {
        if (leftOut === 0) out.open(name, attributes);
        return;
      }
      if (open.length >= most.nesting) {
        throw new UnreadableBody(`its body is nested more than ${most.nesting} deep`);
      }
      const isLeftOut = dropped.has(name);
      if (isLeftOut) leftOut += 1;
      open.push({ leftOut: isLeftOut });
      if (leftOut > 0) return;
      if (name === 'pre') preformatted += 1;
      out.open(name, attributes);
    },
    ontext(text) {
      if (leftOut === 0) out.text(preformatted > 0 ? text : text.replace(/\s+/g, ' '));
    },
    onclosetag(name) {
      if (voids.has(name)) return;
      const closed = open.pop();
      if (leftOut === 0) {
        out.close(name);
        if (name === 'pre') preformatted = Math.max(0, preformatted - 1);
      }
      if (closed?.leftOut) leftOut -= 1;
    },
  });
  parser.end(html);
  return out.between(0);
}
