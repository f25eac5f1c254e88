import type { RedactionKind } from './redaction-kinds.ts';

/** Where in a text something stands that is masked; `end` is behind it. */
export type Finding = {
  readonly start: number;
  readonly end: number;
  readonly kind: RedactionKind;
};

/** All of a text that one rule finds. In time proportional to the text. */
export type Finder = (text: string) => readonly Finding[];

/**
 * A rule by a pattern with the flag `g`: its last group that took part is what is masked, or all of it
 * where it has no groups. `isOne` may think better of it.
 */
export const finderOf =
  (kind: RedactionKind, pattern: RegExp, isOne: (value: string) => boolean = () => true): Finder =>
  (text) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const value =
        match.length === 1 ? match[0] : match.slice(1).findLast((group) => group !== undefined);
      if (value === undefined || value === '' || !isOne(value)) return [];
      const start = match.index + match[0].lastIndexOf(value);
      return [{ kind, start, end: start + value.length }];
    });
