/**
 * What a note can be made of. Every text is text: whatever stands in it, it is shown and means
 * nothing. There is no node for an image, a heading, a style or HTML.
 */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bold'; readonly text: string }
  /** Shown as its label alone where the address is none that a note may link to. */
  | { readonly kind: 'link'; readonly label: string; readonly url: string | null };

export type NoteBlock =
  | { readonly kind: 'paragraph'; readonly inlines: readonly Inline[] }
  | {
      readonly kind: 'list';
      readonly isOrdered: boolean;
      readonly items: readonly (readonly Inline[])[];
    };

export const text = (words: string): Inline => ({ kind: 'text', text: words });
export const bold = (words: string): Inline => ({ kind: 'bold', text: words });
export const link = (label: string, url: string | null): Inline => ({ kind: 'link', label, url });
export const paragraph = (...inlines: readonly Inline[]): NoteBlock => ({
  kind: 'paragraph',
  inlines,
});
export const list = (
  items: readonly (readonly Inline[])[],
  isOrdered: boolean = false,
): NoteBlock => ({ kind: 'list', isOrdered, items });
