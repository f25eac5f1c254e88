/**
 * Light stemming, own and small, because the same words must come out in retrieval, drafting and
 * confidence, and `domain/` takes no library. It only has to bring the forms of a word together.
 */
type Rule = readonly [suffix: string, replacement: string, minimum: number];

/** First matching rule of each list applies; `minimum` is what must be left before the suffix. */
const english: readonly (readonly Rule[])[] = [
  [
    ['sses', 'ss', 1],
    ['ies', 'y', 2],
    ['xes', 'x', 2],
    ['ches', 'ch', 2],
    ['shes', 'sh', 2],
    ['zes', 'ze', 2],
    ['ss', 'ss', 0],
    ['us', 'us', 0],
    ['is', 'is', 0],
    ['s', '', 3],
  ],
  [
    ['ied', 'y', 2],
    ['eed', 'ee', 2],
    ['ing', '', 3],
    ['ed', '', 3],
  ],
  [
    ['ly', '', 4],
    ['ness', '', 4],
    ['less', '', 4],
    ['ful', '', 4],
  ],
  [
    ['ification', 'ify', 2],
    ['ription', 'rib', 3],
    ['ization', 'ize', 3],
    ['isation', 'ize', 3],
    ['ational', '', 4],
    ['ation', '', 4],
    ['ator', '', 4],
    ['ate', '', 4],
    ['at', '', 5],
    ['ion', '', 4],
    ['able', '', 4],
    ['ise', 'ize', 3],
    ['yse', 'yze', 3],
    ['our', 'or', 3],
  ],
  [['ment', '', 3]],
  [
    ['ie', 'i', 2],
    ['e', '', 3],
    ['y', 'i', 2],
  ],
];

const others: Readonly<Record<string, readonly (readonly Rule[])[]>> = {
  de: [
    ['ungen', 'ung', 'ern', 'en', 'er', 'em', 'es', 'e', 'n', 's'].map(
      (suffix): Rule => [suffix, '', 4],
    ),
  ],
  fr: [
    [
      'issement',
      'ement',
      'ations',
      'ation',
      'aient',
      'ees',
      'ez',
      'er',
      'ee',
      'es',
      'ir',
      'e',
      's',
      'x',
    ].map((suffix): Rule => [suffix, '', 3]),
  ],
  es: [
    [
      'aciones',
      'acion',
      'ando',
      'iendo',
      'ados',
      'adas',
      'ado',
      'ada',
      'ar',
      'er',
      'ir',
      'es',
      'os',
      'as',
      'o',
      'a',
      'e',
      's',
    ].map((suffix): Rule => [suffix, '', 3]),
  ],
};
const fallback: readonly (readonly Rule[])[] = [[['s', '', 4]]];

function apply(word: string, rules: readonly Rule[]): string {
  for (const [suffix, replacement, minimum] of rules)
    if (word.endsWith(suffix) && word.length - suffix.length >= minimum)
      return word.slice(0, word.length - suffix.length) + replacement;
  return word;
}

const undouble = (word: string): string =>
  word.length > 4 && /([b-df-hj-np-rtvz])\1$/.test(word) ? word.slice(0, -1) : word;

/** The stem of a normalised word (lower case, no accents). */
export function stem(word: string, language: string): string {
  if (/\d/.test(word)) return word;
  const steps = language === 'en' ? english : (others[language] ?? fallback);
  const stemmed = steps.reduce(apply, word);
  return language === 'en' ? undouble(stemmed) : stemmed;
}
