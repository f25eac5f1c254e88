import { blocks, dropped, isHidden, isQuote, lines, quoteBegins, voids } from './body-elements.ts';

type OpenLink = { readonly href: string; readonly start: number };
type OpenList = { readonly ordered: boolean; items: number };

/** Deeper lists are not indented further: their text would grow with the square of the depth. */
const deepestIndent = 4;

/** `label (url)`, as Intercom's own plain text writes it; the bare label where they say the same. */
function linkText(label: string, href: string): string {
  const shown = label.trim();
  if (!/^(?:https?:|mailto:|tel:)/i.test(href)) return label;
  const same = (url: string) =>
    url.replace(/^(?:https?:\/\/|mailto:|tel:)/i, '').replace(/\/$/, '');
  if (shown === '') return href;
  return same(shown) === same(href) ? label : `${label} (${href})`;
}

/** Text in pieces, since asking a long string for its end would copy it each time. */
function createText() {
  const pieces: string[] = [];
  let newLines = 2;
  return {
    mark: () => pieces.length,
    since: (mark: number) => pieces.splice(mark).join(''),
    all: () => pieces.join(''),
    atLineStart: () => newLines > 0,
    append(text: string) {
      if (text === '') return;
      pieces.push(text);
      const ending = /\n{0,2}$/.exec(text.slice(-2))?.[0].length ?? 0;
      newLines = ending === text.length ? Math.min(2, newLines + ending) : ending;
    },
    /** Begins a new line unless one has just begun; `blank` leaves one out between blocks. */
    breakLine(blank: boolean) {
      this.append('\n'.repeat(Math.max(0, (blank ? 2 : 1) - newLines)));
    },
  };
}

/** A handler for htmlparser2 that collects what a reader sees. */
export function createWalk(withoutQuotes: boolean) {
  const out = createText();
  const openLinks: (OpenLink | null)[] = [];
  const openLists: OpenList[] = [];
  let images = 0;
  /** Depth inside an element that is left out; 0 outside. */
  let skipping = 0;
  let preformatted = 0;
  let over = false;

  const followsClosely = (name: string): boolean =>
    lines.has(name) || (openLists.length > 0 && (name === 'ul' || name === 'ol'));

  function open(name: string, attributes: Record<string, string>) {
    if (name === 'br') out.append('\n');
    if (name === 'img') images += 1;
    if ((name === 'td' || name === 'th') && !out.atLineStart()) out.append(' ');
    if (name === 'pre') preformatted += 1;
    if (name === 'a') {
      // A link in a link does not exist: the outer one speaks for both.
      const inside = openLinks.length > 0;
      openLinks.push(inside ? null : { href: attributes['href'] ?? '', start: out.mark() });
    }
    if (blocks.has(name)) out.breakLine(!followsClosely(name));
    if (name === 'ul' || name === 'ol') openLists.push({ ordered: name === 'ol', items: 0 });
    if (name === 'li') out.append(bullet(openLists));
  }

  function close(name: string) {
    if (name === 'pre') preformatted = Math.max(0, preformatted - 1);
    if (name === 'a') {
      const link = openLinks.pop();
      if (link) out.append(linkText(out.since(link.start), link.href));
    }
    if (name === 'ul' || name === 'ol') openLists.pop();
    if (blocks.has(name)) out.breakLine(!followsClosely(name));
  }

  return {
    text: () => out.all(),
    images: () => images,
    handler: {
      onopentag(name: string, attributes: Record<string, string>) {
        if (withoutQuotes && quoteBegins.test(attributes['id'] ?? '')) over = true;
        if (over) return;
        const left = dropped.has(name) || isHidden(attributes);
        if (skipping > 0 || left || (withoutQuotes && isQuote(name, attributes))) {
          if (!voids.has(name)) skipping += 1;
          return;
        }
        open(name, attributes);
      },
      ontext(text: string) {
        if (over || skipping > 0) return;
        const words = preformatted > 0 ? text : text.replace(/\s+/g, ' ');
        out.append(preformatted === 0 && out.atLineStart() ? words.trimStart() : words);
      },
      onclosetag(name: string) {
        if (over || voids.has(name)) return;
        if (skipping > 0) skipping -= 1;
        else close(name);
      },
    },
  };
}

function bullet(openLists: OpenList[]): string {
  const list = openLists.at(-1);
  const depth = Math.min(Math.max(0, openLists.length - 1), deepestIndent);
  const indent = '  '.repeat(depth);
  if (!list?.ordered) return `${indent}- `;
  list.items += 1;
  return `${indent}${list.items}. `;
}
