import type { AttackPart } from './attack/part.ts';
import { withoutOrders } from './attack/without-orders.ts';
import type { Draft } from './language-model.ts';
import { draftBlocks } from './note/draft-blocks.ts';
import {
  type EditLink,
  cutDraft,
  footer,
  internalBlock,
  leftOpen,
  notSeen,
  replacement,
  sessionLink,
  sourceList,
  summary,
  warning,
} from './note/for-the-rep.ts';
import { renderBlocks } from './note/render.ts';
import { type NoteBlock, paragraph, text } from './note/tree.ts';
import type { Passage } from './passage.ts';

export { greetingFor } from './note/greeting.ts';

/** All that a note says; built by code, since a model never writes HTML. */
export type NoteContent = {
  readonly draft: Draft;
  readonly greeting: string | null;
  readonly referenceCode: string;
  readonly replaces: string | null;
  readonly unseen: { readonly images: number; readonly files: number };
  /** What the customer wrote and the draft may say again: their own address, say. */
  readonly ownValues?: readonly string[];
  /** Passages that the draft cites, best first. */
  readonly sources: readonly Passage[];
  /** Where a teammate can change an article; absent: not known of any. */
  readonly editLink?: EditLink | undefined;
  /** What internal knowledge adds: never part of a reply. */
  readonly internal: readonly Passage[];
  /** Parts of the conversation that look like an attack; absent: none. */
  readonly suspicious?: readonly AttackPart[];
  readonly confidenceWord: string;
  readonly sessionUrl: string | null;
  readonly citations: boolean;
  readonly footer: 'full' | 'code';
};

export const divider = '——— For you only: nothing below this line belongs in the reply ———';

/**
 * The draft first and alone, as the customer would read it; below the line what only the rep needs.
 * The reference code stands at the end of every note: it is how a note whose answer was lost is
 * found again.
 */
export const renderNote = (content: NoteContent): string => renderBlocks(noteBlocks(content));

/** The note as a tree; there is one line, whatever the words say. */
export function noteBlocks(content: NoteContent): readonly NoteBlock[] {
  const { draft, greeting, sources, citations } = content;
  const { blocks, isCut } = draftBlocks(draft, sources.map(withoutOrders), content.ownValues);
  return [
    ...(greeting === null ? [] : [paragraph(text(greeting))]),
    ...blocks,
    paragraph(text(divider)),
    ...warning(content.suspicious ?? []),
    ...summary(draft.summary),
    ...replacement(content.replaces),
    ...leftOpen(draft.openQuestions),
    ...notSeen(content.unseen),
    ...cutDraft(isCut),
    ...internalBlock(content.internal),
    ...(citations ? sourceList(sources, content.editLink) : []),
    ...(citations ? sessionLink(content.sessionUrl) : []),
    ...footer(content.footer, content),
  ];
}
