import { addressesIn, holdsAddress } from './addresses.ts';
import { linkTargets, withoutMarkup } from './markup.ts';
import { personIn } from './manners.ts';
import { namesIn } from './names.ts';
import { undertakingsIn } from './promises.ts';
import type { RemovalReason } from './proof.ts';
import type { Bench, Reading } from './reading.ts';
import type { Source } from './sources.ts';
import { coverOf, longestRun, standsIn } from './support.ts';
import { type Token, contentOf, stemOf, tokensOf } from './tokens.ts';

/** The first address in a text that none of its sources has exactly so; null: there is none. */
export function foreignAddress(text: string, cited: readonly Source[]): string | null {
  const all = [...addressesIn(text), ...linkTargets(text)];
  const isKnown = (address: string): boolean =>
    cited.some((one) =>
      holdsAddress(
        `${one.markdown}\n${linkTargets(one.markdown).join('\n')}\n${one.url ?? ''}`,
        address,
      ),
    );
  return all.find((address) => !isKnown(address)) ?? null;
}

/** The first name that neither the sources nor the customer have; null: there is none. */
export function foreignName(text: string, cited: readonly Source[], bench: Bench): string | null {
  const { language } = bench.request;
  const known = new Set([
    ...cited.flatMap(({ sentences }) =>
      sentences.flatMap(({ tokens }) => tokens.map((one) => stemOf(one, language))),
    ),
    ...bench.customer.map((one) => stemOf(one, language)),
  ]);
  return namesIn(withoutMarkup(text), language).find(({ stem }) => !known.has(stem))?.raw ?? null;
}

/** Words of an internal passage, one after the other, that no public one has so; null: none. */
export function internalWords(
  tokens: readonly Token[],
  { internal, open, request }: Bench,
): string | null {
  const run = 6;
  for (const source of internal) {
    if (longestRun(tokens, [source]) < Math.min(run, tokens.length)) continue;
    for (let at = 0; at + Math.min(run, tokens.length) <= tokens.length; at += 1) {
      const words = tokens.slice(at, at + run);
      const isTelling = contentOf(words, request.language).length >= 2;
      if (isTelling && standsIn(words, [source]) && !standsIn(words, open)) {
        return words.map(({ raw }) => raw).join(' ');
      }
    }
  }
  return null;
}

/** Does a source make the same promise, with the same words about it? */
export function isSaid(
  words: string,
  reason: RemovalReason,
  { tokens, stretches, cited }: Reading,
  language: string,
): boolean {
  if (reason === 'time') return standsIn(tokensOf(words), cited);
  const stems = [...new Set(contentOf(tokens, language))];
  return stretches.some(
    ({ sentences }) =>
      sentences.some((one) => undertakingsIn(one.text).some((it) => it.reason === reason)) &&
      coverOf(stems, new Set(sentences.flatMap((one) => [...one.stems]))) >= 0.75,
  );
}

/** The person whom a sentence speaks to or for, if that is not the customer or a thing of the passages. */
export function personMeant(text: string, { cited }: Reading, { request }: Bench): string | null {
  const person = personIn(text);
  if (person === null || person.toLowerCase() === request.customerName?.toLowerCase()) return null;
  const [name] = tokensOf(person);
  return name && cited.length > 0 && standsIn([name], cited) ? null : person;
}
