import type { Draft, Question } from './language-model.ts';
import { mostPairs, neighboursIn } from './neighbours.ts';
import type { Passage, Retrieval } from './passage.ts';
import { sentencesOf } from './sentences.ts';
import { contentStems } from './words.ts';

/** What speaks for and against a draft, from search, draft and proof; good when it is high. */
export type Evidence = {
  /** Chance that the knowledge has the answers, by the search; the mean of the questions drafted for. */
  readonly chance: number;
  /** How near question and draft are by meaning (cosine); null: nobody compared them. */
  readonly near: number | null;
  /** Share of neighbouring words of the questions that stand together in a sentence of the sources. */
  readonly together: number;
  /** Share of the questions that have an answer in the draft. */
  readonly answered: number;
  /** How far the sources support the draft, by proof; null: a run from before it was proved. */
  readonly support: number | null;
};

export const evidenceNames = [
  'chance',
  'near',
  'together',
  'answered',
  'support',
] as const satisfies readonly (keyof Evidence)[];

export type EvidenceRequest = {
  readonly questions: readonly Question[];
  /** What the draft was made from, best first. */
  readonly retrieved: Retrieval['passages'];
  /** Of each question; empty in runs from before it was kept. */
  readonly answers: readonly { readonly chance: number }[];
  readonly draft: Draft;
  /** The proof's score, where there is one. */
  readonly support: number | null;
  /** See near.ts. */
  readonly near: number | null;
  /** ISO 639-1 of the customer's words. */
  readonly language: string;
};

type Asked = Pick<EvidenceRequest, 'questions' | 'language'>;

/** Nobody said: neither likely nor unlikely. */
const unknownChance = 0.5;

/** Collects the evidence for a draft from what was found and what was written. */
export function evidenceOf(request: EvidenceRequest): Evidence {
  const { questions, retrieved, answers, draft, support, near } = request;
  const sentences = draft.blocks.flatMap((block) => block.sentences);
  const cited = new Set(sentences.flatMap(({ sources }) => sources));
  const sources = retrieved.map(({ passage }) => passage).filter(({ id }) => cited.has(id));

  const open = new Set(draft.openQuestions);
  const drafted = answers.filter((_, at) => !open.has(questions[at]?.text ?? ''));
  return {
    chance: meanOf(drafted.map(({ chance }) => chance)) ?? unknownChance,
    near,
    together: togetherIn(request, sources),
    answered: 1 - Math.min(1, draft.openQuestions.length / Math.max(1, questions.length)),
    support,
  };
}

/** Of each two neighbouring words: do both stand in one sentence, or its headings? */
function togetherIn({ questions, language }: Asked, sources: readonly Passage[]): number {
  const sentences = sources.flatMap((it) => {
    const heading = contentStems(`${it.title} ${it.headingPath.join(' ')}`, language);
    return sentencesOf(it.text).map((one) => new Set([...heading, ...contentStems(one, language)]));
  });
  const shares = questions.map(({ text }) =>
    neighboursIn(contentStems(text, language).slice(0, mostPairs + 1), sentences),
  );
  return meanOf(shares) ?? 0;
}

const meanOf = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, one) => sum + one, 0) / values.length;
