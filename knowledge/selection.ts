import { localeFor } from '../domain/article-locale.ts';
import { type Audience, type Passage, articleKeyOf } from '../domain/passage.ts';
import { primaryLanguage } from '../domain/words.ts';
import { type Steps, finish } from './steps.ts';

/** Articles of one language that are searched together. */
export type Part = {
  /** Equal for equal parts only. */
  readonly name: string;
  readonly language: string;
  /** Their numbers, ascending. */
  readonly articles: Uint32Array;
};

/** What may be searched for a customer: one locale of each article of the sources in scope. */
export type Selection = {
  /** In the customer's language. */
  readonly own: Part | null;
  /** In the default locale, where an article has none in the customer's language; a part a language. */
  readonly others: readonly Part[];
  /** Primary languages and sources that are in scope. */
  readonly languages: readonly string[];
  readonly sources: readonly string[];
};

export type Catalogue = {
  select(request: {
    readonly language: string;
    readonly excludedSources: ReadonlySet<string>;
  }): Selection;
  /** Positions of the passages of a part. */
  positionsOf(part: Part): Uint32Array;
};

type Listed = {
  readonly source: string;
  readonly language: string;
  readonly audience: Audience;
  readonly isTranslation: boolean;
  readonly number: number;
  readonly positions: number[];
};

/** Passages between two places where something else may be done. */
const passagesAStep = 2_000;

/** The articles that passages belong to, and which of them are translations of one another. */
export const createCatalogue = (passages: readonly Passage[]): Catalogue =>
  finish(catalogueSteps(passages));

/** The same in slices. */
export function* catalogueSteps(passages: readonly Passage[]): Steps<Catalogue> {
  const listed = new Map<string, Listed>();
  const works = new Map<string, Listed[]>();
  for (const [position, passage] of passages.entries()) {
    if (position % passagesAStep === 0) yield;
    const key = articleKeyOf(passage);
    const known = listed.get(key);
    if (known) {
      known.positions.push(position);
      continue;
    }
    const { source, language, audience, translationOf } = passage;
    const article: Listed = {
      ...{ source, language, audience, isTranslation: translationOf !== undefined },
      ...{ number: listed.size, positions: [position] },
    };
    listed.set(key, article);
    const work = articleKeyOf({ source, articleId: translationOf ?? passage.articleId });
    const others = works.get(work);
    if (others) others.push(article);
    else works.set(work, [article]);
  }
  const articles = [...listed.values()];
  const primaries = new Map<string, string>();
  const primaryOf = (tag: string): string => {
    const primary = primaries.get(tag) ?? primaryLanguage(tag);
    primaries.set(tag, primary);
    return primary;
  };

  return {
    select({ language, excludedSources }) {
      const isIn = ({ source }: Listed): boolean => !excludedSources.has(source);
      const chosen = new Map<string, number[]>();
      for (const locales of works.values()) {
        // Most articles have one locale, which is then searched whatever it is.
        const [only, ...more] = locales;
        const one = only && more.length === 0 ? only : localeFor(locales, language);
        if (one === null || !isIn(one)) continue;
        const primary = primaryOf(one.language);
        const part = chosen.get(primary);
        if (part) part.push(one.number);
        else chosen.set(primary, [one.number]);
      }
      const parts = [...chosen].map(([name, numbers]): Part => {
        const sorted = Uint32Array.from(numbers).sort();
        return { name: `${name} ${rangesOf(sorted)}`, language: name, articles: sorted };
      });
      const inScope = articles.filter(isIn);
      const primary = primaryLanguage(language);
      return {
        own: parts.find((part) => part.language === primary) ?? null,
        others: parts.filter((part) => part.language !== primary),
        languages: [...new Set(inScope.map((one) => primaryOf(one.language)))],
        sources: [...new Set(inScope.map(({ source }) => source))],
      };
    },
    positionsOf: (part) =>
      Uint32Array.from([...part.articles].flatMap((at) => articles[at]?.positions ?? [])).sort(),
  };
}

/** `0-4,7`: equal only for equal numbers. */
function rangesOf(numbers: Uint32Array): string {
  const ranges: string[] = [];
  for (let at = 0; at < numbers.length; ) {
    let last = at;
    while (numbers[last + 1] === (numbers[last] ?? 0) + 1) last += 1;
    ranges.push(last === at ? `${numbers[at]}` : `${numbers[at]}-${numbers[last]}`);
    at = last + 1;
  }
  return ranges.join(',');
}
