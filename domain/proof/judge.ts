import type { DraftSentence } from '../language-model.ts';
import { primaryLanguage } from '../words.ts';
import { foreignAddress, foreignName, internalWords, isSaid, personMeant } from './checks.ts';
import { wrongNumber } from './facts.ts';
import { frameIn, isClosing } from './manners.ts';
import { undertakingsIn } from './promises.ts';
import type { ProvenSentence, RemovalReason, Risks, Verdict } from './proof.ts';
import { type Bench, type Reading, holdersOf, readSentence } from './reading.ts';
import { leastSupport, mostRisk, scoreOf } from './score.ts';
import { signsOf } from './signs.ts';
import { saysNothing } from './small-talk.ts';
import type { SourceSentence } from './sources.ts';
import { type Lost, lostAround } from './fragment.ts';
import { changesFrom, noChanges } from './near-copy.ts';
import { type Turn, conditionLost, noTurn, turnedBy } from './turned.ts';

const noRisks: Risks = { number: 0, address: 0, name: 0, negation: 0, condition: 0 };
const kept: Verdict = { kind: 'supported' };
const removed = (reason: RemovalReason, words: string | null = null): Verdict => ({
  ...{ kind: 'removed', reason, words },
});

/** Judges one sentence of a draft. */
export function judge(sentence: DraftSentence, bench: Bench): ProvenSentence {
  const reading = readSentence(sentence, bench);
  const signs = signsOf(reading, bench);
  const found = findingsIn(sentence.text, reading, bench);
  const { risks } = found;
  const score = reading.cited.length === 0 ? 0 : scoreOf(signs, risks);
  const verdict =
    mannersOf(sentence, reading, bench) ?? factsOf(sentence, found, score, reading, bench);
  return {
    ...{ text: sentence.text, sources: reading.cited.map(({ id }) => id), signs, risks, verdict },
    score: verdict.kind === 'supported' && isTranslation(reading, bench) ? translated : score,
  };
}

/** A translation has other words: what can be looked at is not enough to be sure. */
const translated = 0.6;

const isTranslation = ({ cited }: Reading, { request }: Bench): boolean =>
  cited.length > 0 &&
  cited.every((one) => primaryLanguage(one.language) !== primaryLanguage(request.language));

type Findings = {
  readonly risks: Risks;
  readonly words: Readonly<Record<keyof Risks, string | null>>;
};

/** What speaks against a sentence that has sources and is not word for word in one of them. */
function findingsIn(text: string, reading: Reading, bench: Bench): Findings {
  const { tokens, cited, isVerbatim, stretches } = reading;
  const { language } = bench.request;
  const none = { number: null, address: null, name: null, negation: null, condition: null };
  const address = foreignAddress(text, cited);
  const asFound = { ...none, address };
  if (cited.length === 0)
    return { risks: { ...noRisks, address: address === null ? 0 : 1 }, words: asFound };
  if (isVerbatim) {
    const lost = lostAround(tokens, cited, language);
    return {
      risks: { ...noRisks, address: address === null ? 0 : 1, ...risksOf(lost) },
      words: { ...asFound, negation: lost.negation.words, condition: lost.condition.words },
    };
  }
  const number = wrongNumber({
    tokens,
    sources: cited,
    customer: bench.customer,
    stretches,
    language,
  });
  const compared = { tokens, stretches, language };
  const isForeign = isTranslation(reading, bench);
  const name = isForeign ? null : foreignName(text, cited, bench);
  const changes = isForeign ? noChanges : changesFrom(tokens, nearestOf(reading), language);
  const negation = isForeign ? noTurn : worse(turnedBy(compared), changes.negation);
  const condition = isForeign ? noTurn : worse(conditionLost(compared), changes.condition);
  const sure = (words: string | null): number => (words === null ? 0 : 1);
  return {
    risks: {
      number: Math.max(sure(number), changes.number.risk),
      address: sure(address),
      name: Math.max(sure(name), changes.name.risk),
      ...{ negation: negation.risk, condition: condition.risk },
    },
    words: {
      number: number ?? changes.number.words,
      address,
      name: name ?? changes.name.words,
      negation: negation.words,
      condition: condition.words,
    },
  };
}

const worse = (one: Turn, other: Turn): Turn => (one.risk >= other.risk ? one : other);

const risksOf = ({ negation, condition }: Lost) => ({
  negation: negation.risk,
  condition: condition.risk,
});

/** Sentences that may be what a sentence copies. */
const nearestOf = ({ stretches }: Reading): readonly SourceSentence[] => [
  ...new Set(stretches.flatMap(({ sentences }) => sentences)),
];

/** What has no place in a draft whatever passages say, or only where they say the same; null: nothing. */
function mannersOf(sentence: DraftSentence, reading: Reading, bench: Bench): Verdict | null {
  const { text } = sentence;
  const frame = frameIn(text);
  if (frame !== null) return removed(frame);
  if (reading.isVerbatim) return null;
  const person = personMeant(text, reading, bench);
  if (person !== null) return removed('wrong_name', person);
  const internal = internalWords(reading.tokens, bench);
  if (internal !== null) return removed('internal', internal);
  if (isClosing(text)) return removed('sign_off');
  const undertaking = undertakingsIn(text).find(
    ({ words, reason }) => !isSaid(words, reason, reading, bench.request.language),
  );
  return undertaking ? removed(undertaking.reason, undertaking.words) : null;
}

/** Whether its passages say what a sentence says. */
function factsOf(
  sentence: DraftSentence,
  { risks, words }: Findings,
  score: number,
  reading: Reading,
  bench: Bench,
): Verdict {
  const { tokens, cited, isVerbatim } = reading;
  const { text, sources, quotes = [] } = sentence;
  const { request, open } = bench;
  if (risks.address > 0) return removed('address', words.address);
  if (tokens.every(({ kind }) => kind === 'sign')) return removed('no_source');
  const told = quotes.filter((quote) => quote.text.trim() !== '');
  const lost = told.find((quote) => holdersOf(quote, open).length === 0);
  if (lost) return removed('quote_not_found', lost.text);
  if (isVerbatim) {
    if (risks.negation >= mostRisk) return removed('negation', words.negation);
    return risks.condition >= mostRisk ? removed('condition', words.condition) : kept;
  }
  if (cited.length === 0) {
    if (sources.length > 0) return removed('unknown_source');
    const leads = !bench.isSuspicious && saysNothing(text, request.questions, request.language);
    return leads ? kept : removed('no_source');
  }
  if (risks.number >= mostRisk) return removed('number', words.number);
  if (isTranslation(reading, bench)) return told.length > 0 ? kept : removed('unsupported');
  if (risks.name >= mostRisk) return removed('name', words.name);
  if (risks.negation >= mostRisk) return removed('negation', words.negation);
  if (risks.condition >= mostRisk) return removed('condition', words.condition);
  return score < leastSupport ? removed('unsupported') : kept;
}
