import type { AnswerFound } from './passage.ts';

/**
 * Below this chance the answer is as good as surely not in the knowledge: nobody is asked for a
 * draft. What it saves and what it loses was measured: docs/evaluation.md, "Drafts".
 */
export const leastChance = 0.3;

/** Does the search say of every question that its answer is not there? */
export const isAnswerMissing = (
  answers: readonly Pick<AnswerFound, 'chance'>[],
  least = leastChance,
): boolean => answers.length > 0 && answers.every(({ chance }) => chance < least);
