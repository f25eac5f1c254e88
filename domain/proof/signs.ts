import type { SupportSigns } from './proof.ts';
import type { Bench, Reading } from './reading.ts';
import { wordSigns } from './support.ts';

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

/** What speaks for a sentence. */
export function signsOf(reading: Reading, { request }: Bench): SupportSigns {
  const { tokens, cited, isVerbatim, stretches } = reading;
  if (isVerbatim) return wordForWord;
  if (cited.length === 0) return nothingSpeaks;
  const [best] = stretches;
  const own = request.vectors?.get(comparedText(reading));
  const other = best && request.vectors?.get(best.text);
  return {
    ...wordSigns(tokens, cited, request.language, best),
    cosine: own && other ? dot(own, other) : null,
  };
}

/** A sentence as it is compared by meaning. */
export const comparedText = ({ tokens }: Pick<Reading, 'tokens'>): string =>
  tokens.map(({ raw }) => raw).join(' ');

function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += (one[at] ?? 0) * (other[at] ?? 0);
  return sum;
}
