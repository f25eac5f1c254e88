import type { DraftSentence, Quote } from '../language-model.ts';
import { primaryLanguage } from '../words.ts';
import { addressesIn, holdsAddress } from './addresses.ts';
import { tokensOfAll, wrongNumber } from './facts.ts';
import { saysNothing } from './small-talk.ts';
import { frameIn, isClosing, personIn } from './manners.ts';
import { linkTargets, withoutMarkup } from './markup.ts';
import { namesIn } from './names.ts';
import { undertakingsIn } from './promises.ts';
import type { ProofRequest, ProvenSentence, RemovalReason, SupportSigns } from './proof.ts';
import { leastSupport, scoreOf } from './score.ts';
import { type Source, readSource } from './sources.ts';
import {
  type Stretch,
  bestStretches,
  coverOf,
  longestRun,
  standsIn,
  wordSigns,
} from './support.ts';
import { type Token, contentOf, stemOf, tokensOf } from './tokens.ts';
import { conditionLost, turnedBy } from './turned.ts';

/** Everything that sentences are judged by, read once a draft. */
export type Bench = {
  readonly request: ProofRequest;
  readonly open: readonly Source[];
  readonly internal: readonly Source[];
  readonly customer: readonly Token[];
};

export const openBench = (request: ProofRequest): Bench => ({
  request,
  open: request.passages.filter(({ audience }) => audience === 'public').map(readSource),
  internal: request.internal.map(readSource),
  customer: tokensOfAll([...request.customer, ...request.questions.map(({ text }) => text)]),
});

/** A sentence beside its sources, before anything is said about it. */
export type Reading = {
  readonly tokens: readonly Token[];
  /** Those that it names and was given; where it stands word for word in another one, that one. */
  readonly cited: readonly Source[];
  readonly isVerbatim: boolean;
  readonly stretches: readonly Stretch[];
};

/** So many stretches are looked at, and compared by meaning. */
const mostStretches = 4;

export function readSentence(sentence: DraftSentence, bench: Bench): Reading {
  const { text } = sentence;
  const { language } = bench.request;
  const tokens = tokensOf(withoutMarkup(text));
  const named = namedBy(sentence, bench.open);
  const holding = named.some((one) => isQuoteOf(tokens, [one]))
    ? named
    : bench.open.filter((one) => isQuoteOf(tokens, [one])).slice(0, 1);
  const isVerbatim = tokens.length > 0 && holding.length > 0;
  const cited = isVerbatim ? holding : named;
  return {
    tokens,
    cited,
    isVerbatim,
    stretches: bestStretches(tokens, cited, language, mostStretches),
  };
}

/** Those that hold what it quotes, whatever label a quote was given; without quotes those that it names. */
function namedBy(
  { sources, quotes = [] }: DraftSentence,
  open: readonly Source[],
): readonly Source[] {
  const holding = quotes.flatMap((quote) => holdersOf(quote, open).slice(0, 1));
  return holding.length > 0 ? [...new Set(holding)] : open.filter(({ id }) => sources.includes(id));
}

/** Passages that have the words of a quote, the one that it names first; words left out are marked by dots. */
function holdersOf({ source, text }: Quote, open: readonly Source[]): readonly Source[] {
  const parts = text.split(/…|\.{3}/).map((part) => tokensOf(withoutMarkup(part)));
  const told = parts.filter((part) => part.length > 0);
  if (told.length === 0) return [];
  return open
    .filter((one) => told.every((part) => standsIn(part, [one])))
    .sort((a, z) => Number(z.id === source) - Number(a.id === source));
}

const isQuoteOf = (tokens: readonly Token[], sources: readonly Source[]): boolean =>
  tokens.length > 0 && standsIn(tokens, sources);

const nothingSpeaks: SupportSigns = {
  cover: 0,
  coverTogether: 0,
  neighbours: 0,
  run: 0,
  cosine: null,
};
const wordForWord: SupportSigns = {
  cover: 1,
  coverTogether: 1,
  neighbours: 1,
  run: 1,
  cosine: null,
};

/** Judges one sentence of a draft. */
export function judge(sentence: DraftSentence, bench: Bench): ProvenSentence {
  const { text } = sentence;
  const reading = readSentence(sentence, bench);
  const { tokens, cited, isVerbatim, stretches } = reading;
  const { language } = bench.request;
  const sources = cited.map(({ id }) => id);
  const signs = isVerbatim
    ? wordForWord
    : cited.length === 0
      ? nothingSpeaks
      : signsOf(reading, bench);
  const score = isVerbatim ? 1 : cited.length === 0 ? 0 : scoreOf(signs);
  const removed = (reason: RemovalReason, words: string | null = null): ProvenSentence => ({
    ...{ text, sources, score: Math.min(score, 0.2), signs },
    verdict: { kind: 'removed', reason, words },
  });
  const kept = (): ProvenSentence => ({
    text,
    sources,
    score,
    signs,
    verdict: { kind: 'supported' },
  });

  const frame = frameIn(text);
  if (frame !== null) return removed(frame);
  const address = foreignAddress(text, cited);
  if (address !== null) return removed('address', address);
  if (tokens.every(({ kind }) => kind === 'sign')) return removed('no_source');
  if (cited.length === 0 && sentence.sources.length > 0) return removed('unknown_source');
  const lostQuote = (sentence.quotes ?? []).find(
    (quote) => quote.text.trim() !== '' && holdersOf(quote, bench.open).length === 0,
  );
  if (lostQuote) return removed('quote_not_found', lostQuote.text);
  const person = personIn(text);
  if (
    person !== null &&
    !isVerbatim &&
    person.toLowerCase() !== bench.request.customerName?.toLowerCase()
  ) {
    return removed('wrong_name', person);
  }
  if (isVerbatim) return kept();
  const internal = internalWords(tokens, bench);
  if (internal !== null) return removed('internal', internal);
  if (isClosing(text)) return removed('sign_off');
  const undertaking = undertakingsIn(text).find(
    ({ words, reason }) => !isSaid(words, reason, reading, language),
  );
  if (undertaking) return removed(undertaking.reason, undertaking.words);
  if (cited.length === 0) {
    return saysNothing(text, bench.request.questions, language)
      ? { ...kept(), score: 0.5 }
      : removed('no_source');
  }

  const facts = { tokens, sources: cited, customer: bench.customer, stretches, language };
  const number = wrongNumber(facts);
  if (number !== null) return removed('number', number);
  const isForeign = cited.every(
    (one) => primaryLanguage(one.language) !== primaryLanguage(language),
  );
  // A translation has other words: its quotes, numbers and addresses are what can be looked at.
  if (isForeign) {
    return (sentence.quotes ?? []).some(({ text: quoted }) => quoted.trim() !== '')
      ? { ...kept(), score: 0.6 }
      : removed('unsupported');
  }
  const name = foreignName(text, cited, bench);
  if (name !== null) return removed('name', name);
  const turned = turnedBy(reading_(reading, language));
  if (turned !== null) return removed('negation', turned);
  const lost = conditionLost(reading_(reading, language));
  if (lost !== null) return removed('condition', lost);
  return score < leastSupport ? removed('unsupported') : kept();
}

const reading_ = ({ tokens, stretches }: Reading, language: string) => ({
  tokens,
  stretches,
  language,
});

function signsOf({ tokens, cited, stretches }: Reading, bench: Bench): SupportSigns {
  const { vectors, language } = bench.request;
  const signs = wordSigns(tokens, cited, language, stretches[0]);
  const own = vectors?.get(tokens.map(({ raw }) => raw).join(' '));
  const cosines = stretches.flatMap(({ text }) => {
    const other = vectors?.get(text);
    return own && other ? [dot(own, other)] : [];
  });
  return { ...signs, cosine: cosines.length === 0 ? null : Math.max(...cosines) };
}

function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += (one[at] ?? 0) * (other[at] ?? 0);
  return sum;
}

/** The first address in a text that none of its sources has exactly so; null: there is none. */
function foreignAddress(text: string, cited: readonly Source[]): string | null {
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
function foreignName(text: string, cited: readonly Source[], bench: Bench): string | null {
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
function internalWords(
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
function isSaid(
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
