import { localeFor } from '../domain/article-locale.ts';
import { type Audience, type Passage, articleKeyOf } from '../domain/passage.ts';
import { primaryLanguage } from '../domain/words.ts';

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

/** The articles that passages belong to, and which of them are translations of one another. */
export function createCatalogue(passages: readonly Passage[]): Catalogue {
  const listed = new Map<string, Listed>();
  const works = new Map<string, Listed[]>();
  passages.forEach((passage, position) => {
    const known = listed.get(articleKeyOf(passage));
    if (known) {
      known.positions.push(position);
      return;
    }
    const { source, language, audience, translationOf } = passage;
    const article: Listed = {
      ...{ source, language, audience, isTranslation: translationOf !== undefined },
      ...{ number: listed.size, positions: [position] },
    };
    listed.set(articleKeyOf(passage), article);
    const work = articleKeyOf({ source, articleId: translationOf ?? passage.articleId });
    const others = works.get(work);
    if (others) others.push(article);
    else works.set(work, [article]);
  });
  const articles = [...listed.values()];

  return {
    select({ language, excludedSources }) {
      const isIn = ({ source }: Listed): boolean => !excludedSources.has(source);
      const chosen = new Map<string, number[]>();
      for (const locales of works.values()) {
        const one = localeFor(locales, language);
        if (one === null || !isIn(one)) continue;
        const primary = primaryLanguage(one.language);
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
        languages: [...new Set(inScope.map((one) => primaryLanguage(one.language)))],
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
