import { contentStems } from './words.ts';
import { stem } from './stem.ts';

/**
 * A message is about a situation from this cosine on. Chosen on half of the one-sentence intents of
 * banking77 and clinc150 (90 % of their messages, 4 % of those of other intents of the same set); on
 * the other half 81 and 9 %. For the local embedding models; with others it may be stricter.
 */
const nearEnough = 0.6;

/** Of a situation's words, those that a message has to have where nobody compares by meaning. */
const saidEnough = 0.5;

/** How situations are put, not what they are about. */
const around = new Set(
  'customer user client person people somebody someone ask asking want message question write talk mention say about case'
    .split(' ')
    .map((word) => stem(word, 'en')),
);

const cosine = (one: Float32Array, other: Float32Array): number =>
  one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);

function saidIn(situation: string, messages: readonly string[], language: string): boolean {
  const wanted = [...new Set(contentStems(situation, language))].filter((one) => !around.has(one));
  const said = new Set(contentStems(messages.join('\n'), language));
  const found = wanted.filter((one) => said.has(one)).length;
  return wanted.length > 0 && found / wanted.length >= saidEnough;
}

/**
 * Which of the situations any of the messages is about: by the vectors of both, situations first, or
 * by words where there are none.
 */
export function situationsMet(
  situations: readonly string[],
  messages: readonly string[],
  vectors: readonly Float32Array[] | null,
  language: string,
): ReadonlySet<string> {
  return new Set(
    situations.filter((situation, at) => {
      const own = vectors?.[at];
      if (!vectors || !own) return saidIn(situation, messages, language);
      return vectors.slice(situations.length).some((one) => cosine(own, one) >= nearEnough);
    }),
  );
}
