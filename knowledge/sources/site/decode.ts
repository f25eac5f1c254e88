/** The encoding that a byte order mark, the header or the page itself names. */
function encodingOf(body: Buffer, contentType: string): string | null {
  if (body[0] === 0xff && body[1] === 0xfe) return 'utf-16le';
  if (body[0] === 0xfe && body[1] === 0xff) return 'utf-16be';
  if (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf) return 'utf-8';
  const head = body.subarray(0, 2_048).toString('latin1');
  const named = /charset\s*=\s*["']?\s*([\w.:-]+)/i;
  return named.exec(contentType)?.[1] ?? named.exec(head)?.[1] ?? null;
}

function decoded(body: Buffer, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(body);
  } catch {
    // Bytes that cannot be of this encoding, or an encoding that nobody knows.
    return null;
  }
}

/** Controls that no text has: a file of another kind, whatever its type says. */
const controls = /[\u0000-\u0008\u000e-\u001f]/g;

/**
 * The text of a page. What it says of its encoding is believed where the bytes bear it out; else it
 * is UTF-8 if it can be, and Windows-1252, in which any bytes are letters. Null: it is no text.
 */
export function decodeText(body: Buffer, contentType: string): string | null {
  const named = encodingOf(body, contentType);
  const text =
    (named === null ? null : decoded(body, named)) ??
    decoded(body, 'utf-8') ??
    new TextDecoder('windows-1252').decode(body);
  const bad = text.match(controls)?.length ?? 0;
  return text.includes('\u0000') || bad > text.length / 200 ? null : text;
}
