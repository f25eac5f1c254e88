/** The steps of a decision, in the order of the story. */
export const decisionSteps = [
  'openSession',
  'fetchThread',
  'checkEligibility',
  'classifyTopic',
  'retrieveKnowledge',
  'draftReply',
  'assessConfidence',
  'postNote',
  'tagConversation',
  'recordOutcome',
] as const;

const around = (steps: readonly string[]): string[] =>
  steps.flatMap((step) => [`${step}:before`, `${step}:after`]);

/**
 * Where a worker is killed that decides about a message: before a step and after its effect, while
 * Intercom works on a note, and between Intercom's answer and our record of it.
 */
export const decisionKillPoints: readonly string[] = [
  ...around(decisionSteps),
  'sent:reply',
  'answer:reply',
  'answer:tags',
];

/** Where a worker is killed that gives up posting. */
export const givingUpKillPoints: readonly string[] = around(['concludeNote']);

/** Where a worker is killed that reviews a conversation. */
export const reviewKillPoints: readonly string[] = around(['reviewThread']);

/** The steps of a sweep, in their order. */
export const sweepSteps = [
  'beginSweep',
  'startUnstarted',
  'finishLostRuns',
  'reviewUpdated',
  'endSweep',
] as const;

/** Every step that a worker is killed in. */
export const killedSteps: readonly string[] = [
  ...[...decisionSteps, 'concludeNote', 'reviewThread', ...sweepSteps],
];

/** Where a worker is killed that sweeps: no conversation is named there. */
export const sweepKillPoints: readonly string[] = around(sweepSteps);

/** Where the web process is killed: between the row and the start, and before it answers. */
export const webKillPoints: readonly string[] = ['web:row', 'web:start'];
