import type { Draft, DraftBlock } from '../language-model.ts';
import { limits } from '../limits.ts';
import type { Passage } from '../passage.ts';
import { visibleText } from '../visible-text.ts';
import { withoutAddresses } from './inert-address.ts';
import { type NoteBlock, list, paragraph, text } from './tree.ts';

export type DraftBlocks = {
  readonly blocks: readonly NoteBlock[];
  /** The draft was longer than a note may be. */
  readonly isCut: boolean;
};

/**
 * The draft as the customer would read it. An address that no cited passage has, and
 * that is not one of the customer's own, is taken out, as
 * the last door after proof: Intercom makes links of addresses, and reps paste drafts.
 */
export function draftBlocks(
  draft: Draft,
  sources: readonly Passage[],
  ownValues: readonly string[] = [],
): DraftBlocks {
  const known = sources.map((passage) => passage.text.toLowerCase());
  const clean = (words: string): string =>
    withoutAddresses(
      visibleText(words),
      (address) =>
        ownValues.includes(address) || known.some((said) => said.includes(address.toLowerCase())),
    )
      // Only the line below the draft looks like that line.
      .replaceAll(/—{3,}/g, '—')
      .trim();
  const blocks: NoteBlock[] = [];
  let steps: string[] = [];
  let left = limits.noteDraftCharacters;
  let isCut = false;
  const closeSteps = (): void => {
    if (steps.length > 0) {
      blocks.push(
        list(
          steps.map((step) => [text(step)]),
          true,
        ),
      );
    }
    steps = [];
  };
  for (const block of draft.blocks) {
    const { words, hasMore } = wordsOf(block, clean, left);
    isCut ||= hasMore;
    left -= words.length;
    if (words === '') continue;
    if (block.kind === 'step') {
      steps.push(words);
      continue;
    }
    closeSteps();
    for (const line of words.split(/\s*\n\s*/)) blocks.push(paragraph(text(line)));
  }
  closeSteps();
  return { blocks, isCut };
}

/** Whole sentences only, as many as there is room for. */
function wordsOf(
  { sentences }: DraftBlock,
  clean: (words: string) => string,
  most: number,
): { readonly words: string; readonly hasMore: boolean } {
  let words = '';
  for (const sentence of sentences) {
    const said = clean(sentence.text);
    if (said === '') continue;
    const longer = words === '' ? said : `${words} ${said}`;
    if (longer.length > most) return { words, hasMore: true };
    words = longer;
  }
  return { words, hasMore: false };
}
