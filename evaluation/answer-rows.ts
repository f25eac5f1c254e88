import { answerSignValues } from '../domain/answer-signs.ts';
import type { Row } from './logistic.ts';
import type { SystemName } from './figures.ts';
import type { QuestionSet } from './sets/questions.ts';
import type { FindSigns } from './find-signs.ts';

/** What was found for a question, as numbers, and whether its answer is among the articles. */
export type AnswerRow = Row & {
  readonly set: string;
  /** Made of a question that has an answer: as it is, or with the articles that hold it left out. */
  readonly isMade: boolean;
};

/** A way of searching: indexes the articles of a set once, then tells the signs for a question. */
export type SignSystem = {
  readonly name: SystemName;
  openSigns(set: QuestionSet): Promise<FindSigns>;
};

/** The rows of a set that say whether the answer is there. */
export async function labelledRows(set: QuestionSet, system: SignSystem): Promise<AnswerRow[]> {
  const signs = await system.openSigns(set);
  const rows: AnswerRow[] = [];
  for (const question of set.questions)
    if (question.isAnswerable !== null)
      rows.push({
        ...{ set: set.name, isMade: false, isPositive: question.isAnswerable },
        features: answerSignValues(await signs(question, [])),
      });
  return rows;
}

/** Two rows of each question whose right articles are known: with them, and without. */
export async function madeRows(set: QuestionSet, system: SignSystem): Promise<AnswerRow[]> {
  const signs = await system.openSigns(set);
  const rows: AnswerRow[] = [];
  for (const question of set.questions.filter(({ gold }) => gold.length > 0))
    for (const isPositive of question.isAnswerable === null ? [true, false] : [false])
      rows.push({
        ...{ set: set.name, isMade: true, isPositive },
        features: answerSignValues(await signs(question, isPositive ? [] : question.gold)),
      });
  return rows;
}
