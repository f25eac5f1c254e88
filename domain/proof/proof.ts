import type { Draft, DraftSentence, Question } from '../language-model.ts';
import type { Passage } from '../passage.ts';

/** Why a sentence was taken out of a draft. */
export const removalReasons = [
  'unknown_source',
  'no_source',
  'quote_not_found',
  'number',
  'address',
  'name',
  'negation',
  'condition',
  'unsupported',
  'internal',
  'greeting',
  'sign_off',
  'wrong_name',
  'promise',
  'apology',
  'time',
] as const;
export type RemovalReason = (typeof removalReasons)[number];

export type Verdict =
  | { readonly kind: 'supported' }
  | {
      readonly kind: 'removed';
      readonly reason: RemovalReason;
      /** The words it is about (a number, a name, …), where there are some. */
      readonly words: string | null;
    };

/** What speaks for a sentence; each is 0..1 and good when it is high. */
export type SupportSigns = {
  /** Weighted share of its content words in the cited passages. */
  readonly cover: number;
  /** The same in the stretch of one to three sentences that holds most of them. */
  readonly coverTogether: number;
  /** Share of its neighbouring content words that are neighbours in the passages. */
  readonly neighbours: number;
  /** Longest run of words shared with a passage, as a share of the sentence. */
  readonly run: number;
  /** Cosine with the nearest sentence of the passages; null: no vectors, or none were needed. */
  readonly cosine: number | null;
};

/** What speaks against a sentence by single checks; each is 0..1 and bad when it is high. */
export type Risks = {
  /** A number, date, price or unit is not as the passages have it. */
  readonly number: number;
  readonly address: number;
  readonly name: number;
  readonly negation: number;
  readonly condition: number;
};

export type ProvenSentence = {
  readonly text: string;
  /** Ids of the passages that it is left with. */
  readonly sources: readonly string[];
  /** How far its passages support it, 0..1; 1: word for word. */
  readonly score: number;
  readonly signs: SupportSigns;
  readonly risks: Risks;
  readonly verdict: Verdict;
};

export type Proof = {
  /** Of the draft as its maker wrote it, in order, those without a verdict against them included. */
  readonly sentences: readonly ProvenSentence[];
  /** What is left; null: it does not answer. */
  readonly draft: Draft | null;
  /** How far the draft as it was written is supported, 0..1. */
  readonly score: number;
  /** What its maker should do better, in words; null: nothing. */
  readonly complaint: string | null;
};

/** What is kept of a proof: the draft that is left is kept by itself. */
export type StoredProof = Pick<Proof, 'sentences' | 'score'>;

/** Vectors of length 1 by text, of the texts that `textsToCompare` names; null: words alone. */
export type VectorsByText = ReadonlyMap<string, Float32Array>;

export type ProofRequest = {
  readonly draft: Draft;
  /** The public passages that its maker was given. */
  readonly passages: readonly Passage[];
  /** Internal passages found for the turn: what only they say has no place in a draft. */
  readonly internal: readonly Passage[];
  /** What the customer wrote in this turn, and the first name if it is known. */
  readonly customer: readonly string[];
  readonly customerName: string | null;
  readonly questions: readonly Question[];
  /** ISO 639-1 of the draft. */
  readonly language: string;
  readonly vectors: VectorsByText | null;
};

export const sentencesOfDraft = (draft: Draft): readonly DraftSentence[] =>
  draft.blocks.flatMap(({ sentences }) => sentences);
