import { Parser } from 'htmlparser2';
import { type ComponentChild, h } from 'preact';
import { safeHref } from './parts.tsx';

/** Elements that a note of ours is made of; of anything else only the text is shown. */
const shown = new Set(
  'p br hr b strong i em u ul ol li a code pre blockquote h1 h2 h3 h4'.split(' '),
);
const hidden = new Set(['script', 'style', 'iframe', 'object', 'template', 'svg', 'math']);
const voids = new Set(['br', 'hr']);

type Open = { readonly name: string; readonly href: string | null; children: ComponentChild[] };

/**
 * The note as posted, built anew from an allow-list of elements, with no attribute but http(s)
 * addresses: stored HTML is never put into a page as it is.
 */
export function NoteHtml({ html }: { html: string }) {
  const root: Open = { name: 'div', href: null, children: [] };
  const stack: Open[] = [root];
  let hiding = 0;
  const add = (child: ComponentChild) => stack.at(-1)?.children.push(child);

  const parser = new Parser({
    onopentag(name, attributes) {
      if (hidden.has(name)) hiding += 1;
      if (hiding > 0 || voids.has(name)) return;
      stack.push({ name, href: safeHref(attributes['href']), children: [] });
    },
    ontext(text) {
      if (hiding === 0) add(text);
    },
    onclosetag(name) {
      if (hidden.has(name)) hiding -= 1;
      else if (hiding > 0) return;
      else if (voids.has(name)) add(h(name, null));
      else if (stack.length > 1) add(elementOf(stack.pop()));
    },
  });
  parser.end(html);
  return <div class="sheet">{root.children}</div>;
}

function elementOf(open: Open | undefined): ComponentChild {
  if (!open) return null;
  if (!shown.has(open.name)) return h('span', null, open.children);
  if (open.name !== 'a') return h(open.name, null, open.children);
  if (open.href === null) return h('span', null, open.children);
  return h('a', { href: open.href, rel: 'noreferrer noopener' }, open.children);
}
