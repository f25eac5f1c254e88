/** What HTML elements mean for the text that a reader sees. */

export const blocks = new Set(
  'address article aside blockquote dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody tfoot thead tr ul'.split(
    ' ',
  ),
);
/** Blocks that follow each other line by line. */
export const lines = new Set(['li', 'tr', 'dt', 'dd', 'div', 'tbody', 'thead']);
export const dropped = new Set(
  'script style head title template noscript iframe object svg'.split(' '),
);
export const voids = new Set(
  'area base br col embed hr img input link meta source track wbr'.split(' '),
);

const hiding =
  /display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d]*[1-9])|(?:^|;|\s)opacity\s*:\s*0(?![.\d]*[1-9])|max-height\s*:\s*0(?![.\d]*[1-9])/i;
const quoting =
  /\b(?:gmail_quote|gmail_attr|yahoo_quoted|moz-cite-prefix|protonmail_quote|zmail_extra|intercom-quote)\b/;
/** Outlook puts an empty element before the quoted mail; all that follows belongs to it. */
export const quoteBegins =
  /^(?:x_)?(?:divrplyfwdmsg|appendonsend|mail-editor-reference-message-container)$/i;

export const isHidden = (attributes: Record<string, string>): boolean =>
  'hidden' in attributes || hiding.test(attributes['style'] ?? '');

export const isQuote = (name: string, attributes: Record<string, string>): boolean =>
  (name === 'blockquote' && !/\bown\b/.test(attributes['class'] ?? '')) ||
  quoting.test(attributes['class'] ?? '');
