import type { Draft } from '../language-model.ts';
import { countWords } from '../sentences.ts';
import { withoutMarkup } from './markup.ts';
import { type ProvenSentence, sentencesOfDraft } from './proof.ts';
import type { Bench } from './reading.ts';
import { meaningOf } from './score.ts';
import { contentOf, isContent, tokensOf } from './tokens.ts';

/** Says that it knows nothing: there is nothing in it that a source would have to say. */
export const knowsNothing =
  /\b(?:i|we)(?:['’]m| am| are)? (?:(?:am |are )?(?:sorry|afraid),? (?:but )?(?:i |we )?)?(?:do not|don['’]t|cannot|can['’]t|could not|couldn['’]t) (?:have|find|know)\b/i;
const supportOfNothing = 0.8;
/** More of it ranks drafts no better than words alone do: docs/evaluation.md. */
const meaningShare = 0.15;

/**
 * How far a draft is supported by the passages that it was given, 0..1: the share of all its content
 * words that stand there, and of those that stand beside each other there as well. Over the whole
 * draft and not the mean of its sentences: a short line that leads to a list says little.
 */
export function scoreOfDraft(
  draft: Draft,
  proven: readonly ProvenSentence[],
  bench: Bench,
): number {
  const { language } = bench.request;
  const cited = new Set(proven.flatMap(({ sources }) => sources));
  const sources = bench.open.filter(({ id }) => cited.has(id));
  const telling = sentencesOfDraft(draft).filter(({ text }) => !knowsNothing.test(text));
  const tokens = telling.map(({ text }) => tokensOf(withoutMarkup(text)));
  const stems = tokens.map((some) => contentOf(some, language));
  if (stems.flat().length === 0) return proven.length === 0 ? 0 : supportOfNothing;
  if (sources.length === 0) return 0;
  const words = new Set(
    sources.flatMap(({ sentences }) =>
      sentences.flatMap((one) => one.tokens.map(({ norm }) => norm)),
    ),
  );
  const own = new Set(
    tokens
      .flat()
      .filter((one) => isContent(one, language))
      .map(({ norm }) => norm),
  );
  const cover = [...own].filter((one) => words.has(one)).length / own.size;
  const byWords =
    0.6 * cover +
    0.4 *
      pairsThere(
        stems,
        sources.map(({ content }) => content),
      );
  const meaning = meaningOfAll(proven);
  return meaning === null ? byWords : (1 - meaningShare) * byWords + meaningShare * meaning;
}

/** How near its sentences are to their sources, long ones counting more; null where nobody compared. */
function meaningOfAll(proven: readonly ProvenSentence[]): number | null {
  if (proven.every(({ signs }) => signs.cosine === null)) return null;
  let all = 0;
  let near = 0;
  for (const { text, signs } of proven) {
    const weight = countWords(text) + 1;
    all += weight;
    near += weight * (signs.cosine === null ? signs.cover : meaningOf(signs.cosine));
  }
  return near / all;
}

/** Share of neighbouring content words that are as good as neighbours in a source. */
export function pairsThere(
  sentences: readonly (readonly string[])[],
  sources: readonly (readonly string[])[],
): number {
  const there = new Set<string>();
  for (const content of sources)
    content.forEach((one, at) => {
      for (const other of content.slice(at + 1, at + 5))
        there.add(`${one} ${other}`).add(`${other} ${one}`);
    });
  const pairs = sentences.flatMap((stems) =>
    stems.slice(1).map((other, at) => `${stems[at]} ${other}`),
  );
  return pairs.length === 0 ? 1 : pairs.filter((pair) => there.has(pair)).length / pairs.length;
}
