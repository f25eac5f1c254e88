import { addressesIn } from '../../domain/proof/addresses.ts';
import { namesIn } from '../../domain/proof/names.ts';
import { tokensOf } from '../../domain/proof/tokens.ts';

/** Ways in which a good sentence is made a wrong one. */
export const editKinds = [
  'numbers',
  'dates',
  'units',
  'names',
  'urls',
  'negation-added',
  'negation-dropped',
  'condition-dropped',
  'foreign',
] as const;
export type EditKind = (typeof editKinds)[number];

export type EditContext = {
  /** Numbers in [0, 1). */
  readonly random: () => number;
  /** Names and sentences of other articles. */
  readonly otherNames: readonly string[];
  readonly otherSentences: readonly string[];
};

/** The sentence made wrong, or null where it has nothing of the kind. */
export type Edit = (sentence: string, context: EditContext) => string | null;

const pick = <One>(all: readonly One[], random: () => number): One | undefined =>
  all[Math.floor(random() * all.length)];

function replacedAt(text: string, match: RegExpMatchArray, by: string): string {
  const at = match.index ?? 0;
  return text.slice(0, at) + by + text.slice(at + match[0].length);
}

const withoutListNumber = (text: string): string => text.replace(/^\s*\d{1,2}[.)]\s+/, '');
const months =
  'January|February|March|April|May|June|July|August|September|October|November|December';

const editNumber: Edit = (given, { random }) => {
  const sentence = withoutListNumber(given);
  const found = [
    ...sentence.matchAll(/(?<![\p{L}\p{N}.,:/@_-])\d[\d,]*(?:\.\d+)?(?![\p{L}\p{N}:/@_-])/gu),
  ].filter(([text]) => !/^(?:19|20)\d\d$/.test(text));
  const one = pick(found, random);
  if (!one) return null;
  const value = Number(one[0].replaceAll(',', ''));
  const other = value + Math.max(1, Math.round(value * (0.2 + random())));
  return replacedAt(sentence, one, String(Math.round(other)));
};

const editDate: Edit = (given, { random }) => {
  const sentence = withoutListNumber(given);
  const found = [
    ...sentence.matchAll(
      new RegExp(`\\b(?:${months})\\b(?=\\s\\d|,? (?:19|20)\\d\\d)|\\b(?:19|20)\\d\\d\\b`, 'g'),
    ),
  ];
  const one = pick(found, random);
  if (!one) return null;
  if (/\d/.test(one[0]))
    return replacedAt(sentence, one, String(Number(one[0]) + 1 + Math.floor(random() * 12)));
  const others = months.split('|').filter((month) => month !== one[0]);
  return replacedAt(sentence, one, pick(others, random) ?? 'May');
};

const families = [
  ['seconds', 'minutes', 'hours', 'days', 'weeks', 'months', 'years'],
  ['second', 'minute', 'hour', 'day', 'week', 'month', 'year'],
  ['KB', 'MB', 'GB', 'TB'],
  ['kilometers', 'miles', 'meters', 'feet'],
  ['km', 'mi', 'cm', 'mm'],
  ['kg', 'lb', 'g'],
  ['million', 'billion', 'thousand'],
  ['am', 'pm'],
  ['a.m.', 'p.m.'],
];
const numberWord =
  '(?:\\d[\\d.,]*|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty)';

const editUnit: Edit = (sentence, { random }) => {
  const unit = new RegExp(
    `(?<=\\b${numberWord}[ -]?)(?:${families.flat().join('|').replaceAll('.', '\\.')})(?![\\p{L}])`,
    'gu',
  );
  const money = /[$€£](?=\d)/g;
  const one = pick([...sentence.matchAll(unit), ...sentence.matchAll(money)], random);
  if (!one) return null;
  const family = families.find((names) => names.includes(one[0])) ?? ['$', '€', '£'];
  const other = pick(
    family.filter((name) => name !== one[0]),
    random,
  );
  return other === undefined ? null : replacedAt(sentence, one, other);
};

const editName: Edit = (sentence, { random, otherNames }) => {
  const first = tokensOf(sentence)[0]?.raw;
  const names = namesIn(sentence, 'en').filter(({ raw }) => raw !== first && raw.length > 2);
  const one = pick(names, random);
  const other = pick(otherNames, random);
  return one && other ? sentence.replace(one.raw, other) : null;
};

const editUrl: Edit = (sentence, { random }) => {
  const one = pick(
    addressesIn(sentence).filter((address) => /^https?:|^www\.|\.\w+\//.test(address)),
    random,
  );
  if (one === undefined) return null;
  const changed =
    random() < 0.5
      ? one.replace(/(?<=^(?:https?:\/\/)?(?:www\.)?)[\w-]+/, (name) => `${name}-help`)
      : `${one.replace(/\/$/, '')}/login`;
  return sentence.replace(one, changed);
};

const addNegation: Edit = (sentence) => {
  if (/\b(?:not|no|never|cannot|without|nor|none)\b|n['’]t\b/i.test(sentence)) return null;
  const auxiliary =
    /\b(?:is|are|was|were|can|could|will|would|should|must|may|might|has|have|do|does)\b(?=\s+[a-z])/;
  return auxiliary.test(sentence) ? sentence.replace(auxiliary, '$& not') : null;
};

const dropNegation: Edit = (sentence) => {
  const rules: readonly (readonly [RegExp, string])[] = [
    [/\bcannot\b/, 'can'],
    [/\bcan['’]t\b/, 'can'],
    [/\bwon['’]t\b/, 'will'],
    [/\b(do|does|did|is|are|was|were|has|have|should|would|could)n['’]t\b/, '$1'],
    [/\b(?:do|does|did) not /, ''],
    [/\bnot (?!only\b)/, ''],
    [/\bnever /, ''],
    [/\bno (?=[a-z])/, ''],
    [/\bwithout\b/, 'with'],
  ];
  const rule = rules.find(([pattern]) => pattern.test(sentence));
  return rule ? sentence.replace(rule[0], rule[1]) : null;
};

const dropCondition: Edit = (sentence) => {
  const rules: readonly (readonly [RegExp, string])[] = [
    [/^(?:If|Unless|As long as|Provided that) [^,]{5,150}, /, ''],
    [/,? (?:if|unless|as long as|provided that|except) [^,.;]{5,150}(?=[.;]?$)/, ''],
    [/,? until [^,.;]{5,100}(?=[.;]?$)/, ''],
    [/\b(?:at least|up to|at most|no more than) (?=\d|\w+)/, ''],
    [/\bonly /, ''],
  ];
  const rule = rules.find(([pattern]) => pattern.test(sentence));
  if (!rule) return null;
  const edited = sentence.replace(rule[0], rule[1]);
  return edited.length < 15 ? null : edited.charAt(0).toUpperCase() + edited.slice(1);
};

const foreign: Edit = (_, { random, otherSentences }) => pick(otherSentences, random) ?? null;

export const edits: Readonly<Record<EditKind, Edit>> = {
  numbers: editNumber,
  dates: editDate,
  units: editUnit,
  names: editName,
  urls: editUrl,
  'negation-added': addNegation,
  'negation-dropped': dropNegation,
  'condition-dropped': dropCondition,
  foreign,
};
