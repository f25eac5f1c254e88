import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Locale, localeFor, localeOf } from '../../domain/article-locale.ts';
import { primaryLanguage } from '../../domain/words.ts';

const main = (language: string, audience: Locale['audience'] = 'public'): Locale => ({
  ...{ language, audience, isTranslation: false },
});
const other = (language: string, audience: Locale['audience'] = 'public'): Locale => ({
  ...{ language, audience, isTranslation: true },
});
const chosen = (locales: readonly Locale[], language: string) =>
  localeFor(locales, language)?.language;

describe('of one article, the locale that a customer gets', () => {
  it.each([
    ['their own', [main('en'), other('de'), other('fr')], 'fr', 'fr'],
    ['the default one where there is none', [other('de'), main('en')], 'it', 'en'],
    ['their region', [main('en'), other('pt'), other('pt-BR')], 'pt-br', 'pt-BR'],
    ['the language without a region', [main('en'), other('pt-BR'), other('pt')], 'pt-AO', 'pt'],
    ['a region of the default locale', [other('pt-BR'), main('pt-PT')], 'pt', 'pt-PT'],
    ['another region before another language', [main('en'), other('pt_BR')], 'pt', 'pt_BR'],
    ['the first of the rest where the default is gone', [other('fr'), other('de')], 'it', 'de'],
  ])('is %s', (_, locales, language, expected) => {
    expect(chosen(locales, language)).toBe(expected);
    expect(chosen([...locales].reverse(), language)).toBe(expected);
  });

  it('is one that customers may read, before one that they may not', () => {
    expect(chosen([main('en'), other('de', 'internal')], 'de')).toBe('en');
    expect(chosen([main('en', 'internal'), other('de')], 'de')).toBe('de');
    expect(chosen([main('en', 'internal'), other('de', 'internal')], 'de')).toBe('de');
  });

  it('is never a third one, also where the default one is internal', () => {
    expect(chosen([main('en', 'internal'), other('de')], 'fr')).toBe('en');
    expect(localeFor([], 'fr')).toBeNull();
  });

  it('is in their language or the default one, whatever locales there are', () => {
    const tag = fc.constantFrom('en', 'en-GB', 'de', 'de-AT', 'pt', 'pt-BR', 'fr');
    const audience = fc.constantFrom('public' as const, 'internal' as const);
    const one = fc.record({ language: tag, audience, isTranslation: fc.constant(true) });
    const locales = fc.tuple(fc.record({ language: tag, audience }), fc.array(one));
    fc.assert(
      fc.property(locales, tag, ([{ language, audience: of }, others], asked) => {
        const all = [main(language, of), ...others];
        const found = localeFor(all, asked);
        const own = found && primaryLanguage(found.language) === primaryLanguage(asked);
        return found !== null && all.includes(found) && (own || !found.isTranslation);
      }),
    );
  });
});

it("somebody's own setting adds a region to the language of their words, and nothing else", () => {
  expect(localeOf('pt', 'pt-BR')).toBe('pt-BR');
  expect(localeOf('de', 'pt-BR')).toBe('de');
  expect(localeOf('de', null)).toBe('de');
});
