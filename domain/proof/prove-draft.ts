import type { Draft, DraftBlock, DraftSentence } from '../language-model.ts';
import { countWords, sentencesOf } from '../sentences.ts';
import { complaintAbout } from './complaint.ts';
import { judge } from './judge.ts';
import { openBench, readSentence } from './reading.ts';
import { type Proof, type ProofRequest, type ProvenSentence, sentencesOfDraft } from './proof.ts';
import { scoreOfDraft } from './draft-score.ts';
import { comparedText } from './signs.ts';

/** Texts are short, but each takes milliseconds to compare by meaning while a customer waits. */
const mostTexts = 64;

/** The texts whose vectors a proof is better with: sentences that are not word for word, and what is most like them. */
export function textsToCompare(given: ProofRequest): readonly string[] {
  const request = inSentences(given);
  const bench = openBench(request);
  const texts = new Set<string>();
  for (const sentence of sentencesOfDraft(request.draft)) {
    const reading = readSentence(sentence, bench);
    const [best] = reading.stretches;
    if (reading.isVerbatim || best === undefined || texts.size >= mostTexts) continue;
    texts.add(comparedText(reading)).add(best.text);
  }
  return [...texts];
}

/**
 * Holds a draft against the passages that it was made from: judges every sentence, and leaves what
 * is supported. Pure, and the same for every maker.
 */
export function proveDraft(given: ProofRequest): Proof {
  const request = inSentences(given);
  const bench = openBench(request);
  const proven = request.draft.blocks.map(({ kind, sentences }) => ({
    kind,
    sentences: sentences.map((sentence) => ({ sentence, proven: judge(sentence, bench) })),
  }));
  const sentences = proven.flatMap((block) => block.sentences.map((one) => one.proven));
  const blocks = proven.flatMap(({ kind, sentences: all }): DraftBlock[] => {
    const left = all.flatMap(({ sentence, proven: { sources, verdict } }) =>
      verdict.kind === 'supported' ? [{ ...sentence, sources }] : [],
    );
    return left.length === 0 ? [] : [{ kind, sentences: left }];
  });
  const left: Draft = { ...request.draft, blocks };
  return {
    sentences,
    draft: answers(left, sentences) ? left : null,
    score: scoreOfDraft(request.draft, sentences, bench),
    complaint: complaintAbout(sentences),
  };
}

/**
 * What a maker calls one sentence may be several: each has to be supported by itself, or a true one
 * would carry a planted one along.
 */
function inSentences(request: ProofRequest): ProofRequest {
  const bench = openBench(request);
  const apart = (sentence: DraftSentence): readonly DraftSentence[] => {
    if (readSentence(sentence, bench).isVerbatim) return [sentence];
    const texts = sentencesOf(sentence.text);
    return texts.length < 2 ? [sentence] : texts.map((text) => ({ ...sentence, text }));
  };
  const blocks = request.draft.blocks.map((block) => ({
    ...block,
    sentences: block.sentences.flatMap(apart),
  }));
  return { ...request, draft: { ...request.draft, blocks } };
}

/** Something cited has to be left, and more than a scrap of what was written. */
function answers(left: Draft, sentences: readonly ProvenSentence[]): boolean {
  const cited = sentencesOfDraft(left).filter(({ sources }) => sources.length > 0);
  const words = (texts: readonly { readonly text: string }[]): number =>
    countWords(texts.map(({ text }) => text).join(' '));
  const written = sentences.filter(
    ({ verdict }) => verdict.kind === 'supported' || isLoss(verdict.reason),
  );
  return cited.length > 0 && words(cited) >= 0.3 * words(written);
}

/** A greeting that goes takes nothing of the answer along. */
const isLoss = (reason: string): boolean =>
  !['greeting', 'sign_off', 'wrong_name', 'apology', 'promise', 'time'].includes(reason);
