import type { ContextMessage, LanguageModel, TextVectors } from '../domain/language-model.ts';
import type { Passage } from '../domain/passage.ts';
import type { Retriever } from '../domain/ports.ts';
import { splitArticle } from '../knowledge/split.ts';
import { type Meaning } from '../knowledge/ranker.ts';
import { retrieverSteps } from '../knowledge/retriever.ts';
import { atOnce, finish } from '../knowledge/steps.ts';
import { createLexicons } from '../knowledge/words/lexicon.ts';
import { type ContentCoverage, createContentCoverage } from './content-coverage.ts';
import { type Decision, decide } from './decide.ts';
import type { LabelledQuestion, QuestionSet } from './sets/questions.ts';

/** What the product makes of a labelled question, and what a rep would say of its draft. */
export type DraftCase = {
  readonly set: string;
  /** Cases of one question are never on both sides of a fit. */
  readonly question: string;
  /** Made: the right articles were taken out of the knowledge. */
  readonly isMade: boolean;
  /** Whether the knowledge has the answer; null: nobody said, or in part. */
  readonly isAnswerable: boolean | null;
  /** As the product decides; and, where that ends for lack of knowledge, as it would without that rule. */
  readonly decision: Decision;
  readonly ungated: Decision;
  /** Of the reference answer's content, 0..1; null: no draft (without the rule) or no reference. */
  readonly coverage: number | null;
  readonly citesRight: boolean;
  readonly isUsable: boolean;
};

export type CaseParts = {
  readonly model: LanguageModel;
  readonly meaning: (passages: readonly Passage[]) => Promise<Meaning | null>;
  readonly textVectors?: TextVectors;
};

/**
 * What the product makes of e-mails: reference answers are as long as those (their median is a hundred
 * words on wixqa), and most of these questions are, too.
 */
/** Covers at least this much of the reference answer: usable. Decided before it was fitted to. */
export const usableCoverage = 0.5;

/**
 * Every question as it is, and those whose right articles are known a second time without them.
 * `asMade` false: only as they are.
 */
export async function draftCasesOf(
  set: QuestionSet,
  { model, meaning, textVectors }: CaseParts,
  asMade: boolean,
): Promise<readonly DraftCase[]> {
  const passages = set.articles.flatMap(splitArticle);
  const lexicons = createLexicons();
  const vectors = await meaning(passages);
  const retrieverOf = (leftOut: readonly string[]): Retriever =>
    finish(
      retrieverSteps(
        passages.filter(({ articleId }) => !leftOut.includes(articleId)),
        vectors,
        { lexicons, run: atOnce },
      ),
    );
  const whole = retrieverOf([]);
  const coverageOf = createContentCoverage(set.articles.map(({ markdown }) => markdown));
  const cases: DraftCase[] = [];
  for (const question of set.questions) {
    for (const isMade of asMade && question.gold.length > 0 ? [false, true] : [false]) {
      const retriever = isMade ? retrieverOf(question.gold) : whole;
      const ask = (isGated: boolean) =>
        decide(
          { model, retriever, isGated, channel: 'email', ...(textVectors ? { textVectors } : {}) },
          question.text,
          contextOf(question),
        );
      const decision = await ask(true);
      const isStopped = decision.kind === 'quiet' && decision.reason === 'no_relevant_knowledge';
      const ungated = isStopped ? await ask(false) : decision;
      cases.push(caseOf({ set, question, isMade, decision, ungated }, coverageOf));
    }
  }
  return cases;
}

type Decided = {
  readonly set: QuestionSet;
  readonly question: LabelledQuestion;
  readonly isMade: boolean;
  readonly decision: Decision;
  readonly ungated: Decision;
};

function caseOf(
  { set, question, isMade, decision, ungated }: Decided,
  coverageOf: ContentCoverage,
): DraftCase {
  const { gold, referenceAnswer = '', id } = question;
  const saysNothing = set.questions.every((one) => one.isAnswerable === null);
  const isAnswerable = isMade
    ? false
    : (question.isAnswerable ?? (saysNothing && gold.length > 0 ? true : null));
  const coverage =
    ungated.kind === 'drafted' && referenceAnswer !== ''
      ? coverageOf(referenceAnswer, textOf(ungated.draft))
      : null;
  return {
    ...{ set: set.name, question: id, isMade, isAnswerable, decision, ungated, coverage },
    citesRight:
      ungated.kind === 'drafted' && ungated.citedArticles.some((one) => gold.includes(one)),
    // What proof left has no sentence without support.
    isUsable: isAnswerable !== false && (coverage ?? 0) >= usableCoverage,
  };
}

export const contextOf = ({ history }: Pick<LabelledQuestion, 'history'>): ContextMessage[] =>
  history.map(({ role, text }) => ({ from: role === 'user' ? 'customer' : 'teammate', text }));

export const textOf = (draft: Extract<Decision, { kind: 'drafted' }>['draft']): string =>
  draft.blocks.map(({ sentences }) => sentences.map(({ text }) => text).join(' ')).join('\n');
