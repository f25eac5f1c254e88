import { stem } from '../domain/stem.ts';
import file from './known-concerns.json' with { type: 'json' };
import { lineStems } from './topics.ts';

const concerns = file.concerns.map(({ words, examples }) => ({
  stems: new Set(words.map((word) => stem(word, 'en'))),
  examples,
}));
const isKnown = (one: string): boolean => concerns.some(({ stems }) => stems.has(one));

/** A line that says more than the concern means something narrower. */
const leastShare = 0.5;

/**
 * What customers write about a concern that many teams leave to people, where a line names one: a
 * short line such as "anything legal" is like few of the messages that it means.
 */
export function knownExamples(line: string): readonly string[] {
  const stems = lineStems(line, 'en');
  const sum = (some: typeof stems): number => some.reduce((all, { weight }) => all + weight, 0);
  const known = stems.filter((one) => isKnown(one.stem));
  if (sum(known) <= leastShare * sum(stems)) return [];
  return concerns.flatMap((concern) =>
    known.some((one) => concern.stems.has(one.stem)) ? concern.examples : [],
  );
}
