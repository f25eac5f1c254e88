import { isEveryday } from '../domain/everyday-words.ts';
import { wordsOf } from '../domain/words.ts';

export type NamedThings = {
  /** Those that texts (oldest first) mention, the one named last first. */
  mentionedIn(texts: readonly string[]): readonly string[];
};

/** A word in so many of the names, and in two at least, tells no one of them: "hotel", "plan". */
const sharedShare = 0.02;
/** Shorter ones stand in texts by chance. */
const fewestCharacters = 4;

/** "A&B Guest-House" as it may be written: words with a space on either side. */
const spaced = (text: string): string => ` ${wordsOf(text.replaceAll('&', ' and ')).join(' ')} `;

/**
 * Finds things (products, plans, places) by their name or by what is special in it: "the Gonville" for
 * "Gonville Hotel" among many hotels.
 */
export function createNamedThings(names: readonly string[]): NamedThings {
  const counts = new Map<string, number>();
  for (const name of names)
    for (const word of new Set(wordsOf(name))) counts.set(word, (counts.get(word) ?? 0) + 1);
  const sharedBy = Math.max(2, Math.round(names.length * sharedShare));
  const isSpecial = (word: string): boolean =>
    (counts.get(word) ?? 0) < sharedBy && !isEveryday(word);
  const things = names.map((name) => {
    const whole = spaced(name);
    const special = whole.trim().split(' ').filter(isSpecial).join(' ');
    const forms = special.length >= fewestCharacters ? [whole, ` ${special} `] : [whole];
    return { name, forms: forms.filter((form) => form.trim() !== '') };
  });
  const mentions = (text: string): string[] => {
    const said = spaced(text);
    return things
      .filter(({ forms }) => forms.some((form) => said.includes(form)))
      .map(({ name }) => name);
  };
  return {
    mentionedIn: (texts) => [...new Set([...texts].reverse().flatMap(mentions))],
  };
}
