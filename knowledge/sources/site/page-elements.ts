const names = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** What no reader takes for the text of a page; a form's fields as well, but not the form. */
export const dropped = names(
  'script style noscript template iframe object embed svg canvas video audio picture img map ' +
    'button label input select textarea option datalist dialog nav footer menu head title',
);

/** Kept as they are, for the Markdown; all others leave their text. */
export const kept = names(
  'p h1 h2 h3 h4 h5 h6 ul ol li table thead tbody tr th td pre code blockquote a strong b em i br hr',
);

/** Begin and end a paragraph. */
export const blocks = names(
  'p h1 h2 h3 h4 h5 h6 ul ol li table pre blockquote hr div section article main header aside ' +
    'figure figcaption details summary dl dt dd address fieldset form body center',
);

export const voids = names(
  'area base br col embed hr img input link meta param source track wbr basefont frame',
);

const roles = names(
  'navigation banner contentinfo search complementary dialog alertdialog menu menubar toolbar ' +
    'tablist form',
);

const banners =
  /(?:cookie|consent|gdpr)[-_]?(?:banner|bar|box|notice|popup|pop-up|modal|dialog|overlay|wall|law|message|manager|settings)|onetrust|cookiebot|usercentrics|didomi|skip-?(?:link|to-?content)|breadcrumbs?\b/i;

/** Boxes in the middle of documentation, which many generators make of `aside`. */
const callout = /admonition|callout|\bnote\b|\btip\b|warning|caution|danger|hint/i;

export type Attributes = Readonly<Record<string, string>>;

/** Whether an element and all in it is left out. `inMain`: in `main` or `article`. */
export function isLeftOut(name: string, attributes: Attributes, inMain: boolean): boolean {
  if (dropped.has(name)) return true;
  // The head of an article holds its title.
  if (name === 'header' && !inMain) return true;
  const marks = `${attributes['class'] ?? ''} ${attributes['id'] ?? ''}`.slice(0, 1_000);
  if (name === 'aside' && !(inMain && callout.test(marks))) return true;
  if (roles.has(attributes['role'] ?? '')) return true;
  if (attributes['hidden'] !== undefined || attributes['aria-hidden'] === 'true') return true;
  if (/display\s*:\s*none|visibility\s*:\s*hidden/i.test(attributes['style'] ?? '')) return true;
  return banners.test(marks);
}

/** Whether an element holds what a page is there for. */
export function regionOf(name: string, attributes: Attributes): 'main' | 'article' | null {
  if (name === 'main' || attributes['role'] === 'main') return 'main';
  return name === 'article' || attributes['role'] === 'article' ? 'article' : null;
}
