/** Text as HTML: nothing in it can become markup. */
export const escapeHtml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

/** A link, if the address is http or https; else its label as plain text. */
export function linkHtml(label: string, url: string | null): string {
  if (url === null || !/^https?:\/\/[^\s"'<>]+$/i.test(url)) return escapeHtml(label);
  return `<a href="${escapeHtml(url)}">${escapeHtml(label)}</a>`;
}

export const paragraphHtml = (inner: string): string => `<p>${inner}</p>`;
