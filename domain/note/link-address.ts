import { limits } from '../limits.ts';

/**
 * An address that a note may link to, as a browser will read it; null: it is none. Only http and
 * https, parsed; nothing before an `@`, which passes for the host in a hasty reading.
 */
export function linkAddress(url: string | null): string | null {
  if (url === null || url.length > limits.urlCharacters || /[\s"'<>\\]/.test(url)) return null;
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return null;
  const { protocol, hostname, username, password, href } = new URL(url);
  const isWeb = protocol === 'https:' || protocol === 'http:';
  return isWeb && hostname !== '' && username === '' && password === '' ? href : null;
}
