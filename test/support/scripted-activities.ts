import { ApplicationFailure } from '@temporalio/common';
import type { Activities } from '../../activities/index.ts';
import type { FailureType } from '../../activities/failures.ts';

type Name = keyof Activities;
type Answer<Of extends Name> =
  | Awaited<ReturnType<Activities[Of]>>
  | Error
  | ((input: Parameters<Activities[Of]>[0]) => Promise<Awaited<ReturnType<Activities[Of]>>>);

export type Script = { readonly [Of in Name]?: readonly Answer<Of>[] };

export type Call = { readonly step: Name; readonly input: unknown };

export type ScriptedActivities = {
  readonly activities: Activities;
  /** Every attempt, in order. */
  readonly calls: readonly Call[];
  /** Names of the steps in order, attempts of one step in a row told once. */
  readonly steps: () => Name[];
  readonly inputs: <Of extends Name>(step: Of) => Parameters<Activities[Of]>[0][];
};

/**
 * Activities that answer from a script, one answer an attempt, and record how they were called. One
 * more call than the script has answers fails for good.
 */
export function scripted(script: Script): ScriptedActivities {
  const calls: Call[] = [];
  const play = <Of extends Name>(step: Of): Activities[Of] =>
    // A generic function is not assignable to each member's own type.
    (async (input: Parameters<Activities[Of]>[0]) => {
      const answers: readonly Answer<Of>[] = script[step] ?? [];
      const turn = calls.filter((call) => call.step === step).length;
      calls.push({ step, input });
      if (turn >= answers.length) {
        throw ApplicationFailure.nonRetryable(`The script has no more ${step}`, 'ScriptEnded');
      }
      const answer = answers[turn];
      if (answer instanceof Error) throw answer;
      return typeof answer === 'function' ? answer(input) : answer;
    }) as Activities[Of];
  return {
    activities: {
      openSession: play('openSession'),
      fetchThread: play('fetchThread'),
      checkEligibility: play('checkEligibility'),
      classifyTopic: play('classifyTopic'),
      retrieveKnowledge: play('retrieveKnowledge'),
      draftReply: play('draftReply'),
      assessConfidence: play('assessConfidence'),
      postNote: play('postNote'),
      concludeNote: play('concludeNote'),
      tagConversation: play('tagConversation'),
      recordOutcome: play('recordOutcome'),
      reviewThread: play('reviewThread'),
      beginSweep: play('beginSweep'),
      startUnstarted: play('startUnstarted'),
      finishLostRuns: play('finishLostRuns'),
      reviewUpdated: play('reviewUpdated'),
      endSweep: play('endSweep'),
      dueSources: play('dueSources'),
      syncSource: play('syncSource'),
      syncArticles: play('syncArticles'),
    },
    calls,
    steps: () =>
      calls.map(({ step }) => step).filter((step, index, all) => step !== all[index - 1]),
    inputs: (step) => calls.filter((call) => call.step === step).map((call) => call.input as never),
  };
}

/** A failure as activities throw it. */
export const failure = (type: FailureType, nonRetryable = false): ApplicationFailure =>
  ApplicationFailure.create({ type, message: `scripted ${type}`, nonRetryable });
