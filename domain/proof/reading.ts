import { looksLikeAttack } from '../attack/signs.ts';
import type { DraftSentence, Quote } from '../language-model.ts';
import { tokensOfAll } from './facts.ts';
import { withoutMarkup } from './markup.ts';
import type { ProofRequest } from './proof.ts';
import { type Source, readSource } from './sources.ts';
import { type Stretch, bestStretches, standsIn } from './support.ts';
import { type Token, tokensOf } from './tokens.ts';

/** Everything that sentences are judged by, read once a draft. */
export type Bench = {
  readonly request: ProofRequest;
  readonly open: readonly Source[];
  readonly internal: readonly Source[];
  readonly customer: readonly Token[];
  /** The turn looks like an attack: what repeats its words may be what it asked for. */
  readonly isSuspicious: boolean;
};

export const openBench = (request: ProofRequest): Bench => ({
  request,
  open: request.passages.filter(({ audience }) => audience === 'public').map(readSource),
  internal: request.internal.map(readSource),
  customer: tokensOfAll([...request.customer, ...request.questions.map(({ text }) => text)]),
  isSuspicious: [...request.customer, ...request.questions.map(({ text }) => text)].some(
    looksLikeAttack,
  ),
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
export function holdersOf({ source, text }: Quote, open: readonly Source[]): readonly Source[] {
  const parts = text.split(/…|\.{3}/).map((part) => tokensOf(withoutMarkup(part)));
  const told = parts.filter((part) => part.length > 0);
  if (told.length === 0) return [];
  return open
    .filter((one) => told.every((part) => standsIn(part, [one])))
    .sort((a, z) => Number(z.id === source) - Number(a.id === source));
}

const isQuoteOf = (tokens: readonly Token[], sources: readonly Source[]): boolean =>
  tokens.length > 0 && standsIn(tokens, sources);
