import type { DraftBlock, DraftSentence, ModelCall } from '../domain/language-model.ts';
import type { Passage } from '../domain/passage.ts';
import type { AnswerUnit, Said } from './answer-units.ts';
import { chooseSentences } from './choose-sentences.ts';
import type { WasSaid } from './said-before.ts';
import { type Candidate, candidatesOf } from './sentence-features.ts';
import { type SentenceWeights, scoreSentences } from './sentence-score.ts';
import { type ScoredUnit, asksForWay, scoreUnits } from './unit-score.ts';

export type Answer = { readonly blocks: readonly DraftBlock[] };

export type AnswerRequest = {
  readonly question: string;
  /** Best first. */
  readonly passages: readonly Passage[];
  readonly language: string;
  readonly maxWords: number;
  readonly wasSaid: WasSaid;
};

/** A unit that, with its headings, covers less of a question does not answer it by its words. */
const enough = 0.25;
/** A sentence nearer than this answers in other words. */
const nearEnough = 0.65;
/** Sentences that are looked at for that; each costs some milliseconds. */
const mostCompared = 12;

/** Puts sentences of the passages together that answer one question; null when none do. */
export async function findAnswer(
  request: AnswerRequest,
  { signal, textVectors }: ModelCall,
  weights?: SentenceWeights,
): Promise<Answer | null> {
  const { question, passages, language, maxWords, wasSaid } = request;
  const units = scoreUnits(question, passages, language);
  const fresh = { ...units, units: units.units.filter(({ unit }) => isFresh(unit, wasSaid)) };
  const wayWanted = asksForWay.test(question);
  const candidates = candidatesOf({ passages, scores: fresh, wayWanted });
  const scores = scoreSentences(candidates, weights);
  const choice = { candidates, scores, units: fresh, language, maxWords };
  if (!fresh.units.some(coversEnough)) {
    const best = candidates
      .toSorted((a, z) => (scores[z.at] ?? 0) - (scores[a.at] ?? 0))
      .slice(0, mostCompared)
      .map(({ said }) => said.text);
    const vectors = best.length === 0 ? null : await textVectors?.([question, ...best], signal);
    const [asked, ...others] = vectors ?? [];
    if (!asked || !others.some((other) => cosine(asked, other) >= nearEnough)) return null;
  }
  const chosen = chooseSentences(choice).flatMap((at) => candidates[at] ?? []);
  const blocks = blocksOf(chosen.filter(({ said }) => !wasSaid(said.text)));
  return blocks.length === 0 ? null : { blocks };
}

const coversEnough = ({ covered, anchored }: ScoredUnit): boolean =>
  covered >= enough && anchored >= enough;

/** Of steps that were told half are told as a whole. */
function isFresh({ sentences }: AnswerUnit, wasSaid: WasSaid): boolean {
  const said = sentences.filter(({ text }) => wasSaid(text)).length;
  return said < sentences.length / 2;
}

const cosine = (one: Float32Array, other: Float32Array): number =>
  one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);

const cited = ({ text, passage, cells }: Said): DraftSentence => ({
  ...{ text, sources: [passage.id] },
  ...(cells === undefined
    ? {}
    : { quotes: cells.map((cell) => ({ source: passage.id, text: cell })) }),
});

/** Sentences that stand together are a paragraph; items of a list stay items, after their lead. */
function blocksOf(chosen: readonly Candidate[]): DraftBlock[] {
  const blocks: DraftBlock[] = [];
  let before: Candidate | undefined;
  for (const one of chosen) {
    const { unit } = one.from;
    const isNewUnit = before?.from.unit !== unit;
    if (unit.kind !== 'paragraph') {
      if (isNewUnit && unit.lead.length > 0)
        blocks.push({ kind: 'paragraph', sentences: unit.lead.slice(-2).map(cited) });
      blocks.push({ kind: 'step', sentences: [cited(one.said)] });
    } else {
      const last = blocks.at(-1);
      if (before && last?.kind === 'paragraph' && !isNewUnit && before.at === one.at - 1)
        blocks[blocks.length - 1] = { ...last, sentences: [...last.sentences, cited(one.said)] };
      else blocks.push({ kind: 'paragraph', sentences: [cited(one.said)] });
    }
    before = one;
  }
  return blocks;
}
