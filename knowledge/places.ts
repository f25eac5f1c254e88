import { sentencesOf } from '../domain/sentences.ts';
import type { Place } from '../domain/passage.ts';

/** What stands further on is likelier the same words elsewhere, unless nothing nearer is found. */
const windows = [2_000, 20_000] as const;

/**
 * Finds passages again in the Markdown that they were split from, in their order. Line by line, and
 * where a line was put together sentence by sentence, since what is between them may have been left
 * out (comments, images) or put in (the head of a table that was cut). One that is not found at all
 * has an empty place, after the one before.
 */
export function placesOf(markdown: string, texts: readonly string[]): readonly Place[] {
  let from = 0;
  return texts.map((text) => {
    const place = placeOf(markdown, text, from);
    from = place.end;
    return place;
  });
}

function placeOf(markdown: string, text: string, from: number): Place {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  for (const window of windows) {
    let start: number | null = null;
    let end = from;
    const find = (piece: string): boolean => {
      const at = markdown.slice(end, end + window + piece.length).indexOf(piece);
      if (at < 0) return false;
      start ??= end + at;
      end += at + piece.length;
      return true;
    };
    for (const line of lines) if (!find(line)) for (const one of sentencesOf(line)) find(one);
    if (start !== null) return { start, end };
  }
  return { start: from, end: from };
}
