import type { Passage } from '../../domain/passage.ts';
import { contentStems, primaryLanguage } from '../../domain/words.ts';

/** A passage in numbers of stems: how many are of its title and headings, then all, repeats kept. */
export type Stemmed = Uint32Array;

/** Stems of one language by number, and passages in these numbers. */
export type Lexicon = {
  /** Primary language. */
  readonly language: string;
  /** Numbers that were given so far. */
  size(): number;
  /** Undefined: the stem is in no passage. */
  numberOf(stem: string): number | undefined;
  /** Of one passage object once, which takes most of the time that an index takes. */
  stemmed(passage: Passage): Stemmed;
};

const counts = 2;

export function createLexicon(tag: string): Lexicon {
  const language = primaryLanguage(tag);
  const numbers = new Map<string, number>();
  const known = new WeakMap<Passage, Stemmed>();
  const numbersOf = (text: string): number[] =>
    contentStems(text, language).map((stem) => {
      const number = numbers.get(stem) ?? numbers.size;
      if (number === numbers.size) numbers.set(stem, number);
      return number;
    });

  return {
    language,
    size: () => numbers.size,
    numberOf: (stem) => numbers.get(stem),
    stemmed(passage) {
      const before = known.get(passage);
      if (before) return before;
      const title = numbersOf(passage.title);
      const headings = numbersOf(passage.headingPath.join(' '));
      const text = numbersOf(passage.text);
      const stemmed = Uint32Array.of(title.length, headings.length, ...title, ...headings, ...text);
      known.set(passage, stemmed);
      return stemmed;
    },
  };
}

/** The lexicon of a language, by any tag of it. */
export type Lexicons = (tag: string) => Lexicon;

export function createLexicons(): Lexicons {
  const lexicons = new Map<string, Lexicon>();
  return (tag) => {
    const language = primaryLanguage(tag);
    const lexicon = lexicons.get(language) ?? createLexicon(language);
    lexicons.set(language, lexicon);
    return lexicon;
  };
}

/** Distinct stems of the title, in their order. */
export const titleOf = (stemmed: Stemmed): readonly number[] => [
  ...new Set(stemmed.subarray(counts, counts + (stemmed[0] ?? 0))),
];

export type FieldWeights = {
  readonly title: number;
  readonly headings: number;
  readonly text: number;
};

/** Adds what each stem of a passage counts by where it stands. */
export function addStems(
  stemmed: Stemmed,
  { title, headings, text }: FieldWeights,
  add: (stem: number, weight: number) => void,
): void {
  const ofTitle = counts + (stemmed[0] ?? 0);
  const ofHeadings = ofTitle + (stemmed[1] ?? 0);
  for (let at = counts; at < stemmed.length; at += 1) {
    const weight = at < ofTitle ? title : at < ofHeadings ? headings : text;
    if (weight !== 0) add(stemmed[at] ?? 0, weight);
  }
}
