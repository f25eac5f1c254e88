import { answerSignValues } from '../domain/answer-signs.ts';
import type { Row } from './logistic.ts';
import type { QuestionSet } from './sets/questions.ts';
import type { RetrievalSystem } from './systems.ts';

/** What was found for a question, as numbers, and whether its answer is among the articles. */
export type AnswerRow = Row & {
  readonly set: string;
  /** Made of a question that has an answer: as it is, or with the articles that hold it left out. */
  readonly isMade: boolean;
};

export type AnswerRows = {
  /** Those that say whether the answer is there. */
  readonly labelled: readonly AnswerRow[];
  /** Two of each question whose right articles are known: with them, and without. */
  readonly made: readonly AnswerRow[];
};

/** The rows of a set, its articles indexed once. */
export async function answerRowsOf(
  set: QuestionSet,
  system: Pick<RetrievalSystem, 'openSigns'>,
): Promise<AnswerRows> {
  const signs = await system.openSigns(set);
  const labelled: AnswerRow[] = [];
  for (const question of set.questions)
    if (question.isAnswerable !== null)
      labelled.push({
        ...{ set: set.name, isMade: false, isPositive: question.isAnswerable },
        features: answerSignValues(await signs(question, [])),
      });
  const made: AnswerRow[] = [];
  for (const question of set.questions.filter(({ gold }) => gold.length > 0))
    for (const isPositive of question.isAnswerable === null ? [true, false] : [false])
      made.push({
        ...{ set: set.name, isMade: true, isPositive },
        features: answerSignValues(await signs(question, isPositive ? [] : question.gold)),
      });
  return { labelled, made };
}
