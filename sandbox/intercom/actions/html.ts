const looksLikeHtml = /<\/?[a-z][^>]*>/i;

/** Bodies are HTML in Intercom: plain text becomes one paragraph per line. */
export function asHtml(text: string): string {
  if (text === '' || looksLikeHtml.test(text)) return text;
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return escaped
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => `<p>${line}</p>`)
    .join('\n');
}

/**
 * What is left of a body that comes over the API. Notes take "some HTML" (the exact subset is not
 * documented); comments, scripts and most attributes surely go, so nothing may be hidden in them.
 */
export function cleanHtml(html: string): string {
  return asHtml(
    html
      .replace(/<!--[\s\S]*?-->/g, '')
      .replace(/<(script|style)\b[\s\S]*?<\/\1\s*>/gi, '')
      .replace(/\s(?!(?:href|src|alt|target|rel)=)[a-z-]+=("[^"]*"|'[^']*')(?=[^<>]*>)/gi, ''),
  );
}
