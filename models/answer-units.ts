import { blocksOf, plainText } from '../domain/markdown.ts';
import type { Passage } from '../domain/passage.ts';
import { countWords, sentencesOf } from '../domain/sentences.ts';

/** A stretch of a passage that reads by itself: a paragraph, or a list with the line that leads to it. */
export type AnswerUnit = {
  readonly passage: Passage;
  /** Position among the units of its passage. */
  readonly at: number;
  readonly lead: readonly string[];
  readonly kind: 'paragraph' | 'steps' | 'points';
  /** Sentences of a paragraph, items of a list. */
  readonly sentences: readonly string[];
};

/** Leftovers of markup, pointers to what a note does not show, and calls to click. */
const unusable =
  /[<>{}|]|\]\(|!\[|^(?:see|learn more|read more|click here|watch|note|tip|important)\b[^.]{0,40}[.:]?$|\b(?:screenshot|(?:see|shown|as|listed|described|example|snippet|code|table|image|steps?|section) (?:\w+ )?(?:below|above)|the following (?:image|screenshot|video|code|snippet))\b/i;

const usable = (sentence: string): boolean => /\p{L}/u.test(sentence) && !unusable.test(sentence);

const sentencesIn = (markdown: string): string[] =>
  sentencesOf(plainText(markdown.replace(/\n(?!\n)/g, ' '))).filter(usable);

const rowText = (header: readonly string[], row: readonly string[]): string => {
  const cells = row.map((cell) => plainText(cell));
  const pairs = cells.slice(1).map((cell, at) => {
    const name = plainText(header[at + 1] ?? '');
    return name === '' ? cell : `${name} ${cell}`;
  });
  return `${cells[0]}: ${pairs.join(', ')}`;
};

/** Reads a passage into units, without images, link targets, code and markup. */
export function unitsOf(passage: Passage): AnswerUnit[] {
  const units: AnswerUnit[] = [];
  const add = (unit: Omit<AnswerUnit, 'passage' | 'at'>): void => {
    const words = countWords(unit.sentences.join(' '));
    // A line without an end is a caption or a heading in disguise.
    const fragment =
      unit.kind === 'paragraph' &&
      (words < 5 || (words < 12 && !/[.!?…)"”]\s*$/.test(unit.sentences.at(-1) ?? '')));
    if (unit.sentences.length > 0 && !fragment) units.push({ passage, at: units.length, ...unit });
  };
  let lead: string[] = [];
  for (const block of blocksOf(passage.text)) {
    switch (block.kind) {
      case 'paragraph': {
        const sentences = sentencesIn(block.text);
        const leads = sentences.at(-1)?.endsWith(':') ?? false;
        if (leads) lead = sentences;
        else add({ kind: 'paragraph', lead: [], sentences });
        if (leads) continue;
        break;
      }
      case 'list':
        add({
          kind: block.ordered ? 'steps' : 'points',
          lead,
          sentences: block.items.map((item) => plainText(item)).filter(usable),
        });
        break;
      case 'table': {
        const [header = [], ...rows] = block.rows;
        add({
          kind: 'points',
          lead,
          sentences: rows.map((row) => rowText(header, row)).filter(usable),
        });
        break;
      }
      case 'heading':
      case 'code':
        break;
    }
    lead = [];
  }
  return units;
}

export const unitWords = (unit: AnswerUnit): number =>
  countWords([...unit.lead, ...unit.sentences].join(' '));
