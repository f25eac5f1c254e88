import type { Audience } from './passage.ts';
import { primaryLanguage } from './words.ts';

/** One of the locales that an article is there in. */
export type Locale = {
  readonly language: string;
  readonly audience: Audience;
  /** It translates the one in the default locale. */
  readonly isTranslation: boolean;
};

const canonical = (tag: string): string => tag.toLowerCase().replaceAll('_', '-');

/**
 * Of one article's locales the only one that may be searched for a customer: what customers may read
 * before what they may not, then the customer's language, then the default locale. Null: there is none
 * of these.
 */
export function localeFor<One extends Locale>(
  locales: readonly One[],
  language: string,
): One | null {
  const readable = locales.filter(({ audience }) => audience === 'public');
  const internal = locales.filter(({ audience }) => audience === 'internal');
  return (
    inLanguage(readable, language) ??
    defaultOf(readable, locales) ??
    inLanguage(internal, language) ??
    defaultOf(internal, locales)
  );
}

/** For `pt-BR`: itself, else the default locale if it is Portuguese, else `pt`, else another region's. */
function inLanguage<One extends Locale>(locales: readonly One[], language: string): One | null {
  const near = locales.filter((one) => primaryLanguage(one.language) === primaryLanguage(language));
  return (
    near.find((one) => canonical(one.language) === canonical(language)) ??
    near.find(({ isTranslation }) => !isTranslation) ??
    near.find((one) => canonical(one.language) === primaryLanguage(language)) ??
    first(near)
  );
}

/** Where the default locale is gone, the first of the others stands in for it. */
function defaultOf<One extends Locale>(
  locales: readonly One[],
  all: readonly Locale[],
): One | null {
  const stands = all.some(({ isTranslation }) => !isTranslation);
  return stands ? (locales.find(({ isTranslation }) => !isTranslation) ?? null) : first(locales);
}

const first = <One extends Locale>(locales: readonly One[]): One | null =>
  [...locales].sort((a, z) => (canonical(a.language) < canonical(z.language) ? -1 : 1))[0] ?? null;

/** The language of somebody's words, with the region of their own setting where that is the same language. */
export const localeOf = (language: string, setting: string | null): string =>
  setting !== null && primaryLanguage(setting) === primaryLanguage(language) ? setting : language;
