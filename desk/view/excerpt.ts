import type { Entry } from '../../domain/conversation.ts';

const mostCharacters = 70;

/** The beginning of what was written, on one line. */
export function excerptOf(entry: Pick<Entry, 'text'> | undefined): string {
  const text = entry?.text.replaceAll(/\s+/g, ' ') ?? '';
  return text.length > mostCharacters ? `${text.slice(0, mostCharacters - 1)}…` : text;
}
