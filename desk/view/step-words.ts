import { makerOf } from '../../domain/confidence.ts';
import type { TraceStep } from '../../domain/run-trace.ts';
import { type Session, lastDecision } from '../../domain/session.ts';
import type { Settings } from '../../domain/settings.ts';
import { thresholdOf } from '../../domain/threshold.ts';

/** A step of the timeline as people read it. */
export type StepView = {
  readonly eventId: string;
  readonly words: string;
  /** Why it has to try again, or failed. */
  readonly trouble: string | null;
  readonly state: 'running' | 'retrying' | 'done' | 'failed' | 'waiting';
  /** Since the run began. */
  readonly afterMs: number;
};

/** What the words are made of, beside the step itself. */
export type StepFacts = {
  readonly session: Session | null;
  readonly settings: Settings;
  readonly nowMs: number;
};

/** All steps of a run; what came of the last reading is all that is kept of the texts. */
export const stepViews = (
  steps: readonly TraceStep[],
  runStartedAtMs: number,
  facts: StepFacts,
): readonly StepView[] =>
  steps.map((step, index) => {
    const view = stepView(step, runStartedAtMs, facts);
    const isTooEarly = steps[index + 1]?.kind === 'timer' && view.state === 'done';
    return isTooEarly ? { ...view, words: 'read the conversation: it is not settled yet' } : view;
  });

export function stepView(step: TraceStep, runStartedAtMs: number, facts: StepFacts): StepView {
  const afterMs = Math.max(0, step.startedAtMs - runStartedAtMs);
  if (step.kind === 'timer') {
    const state = step.state === 'waiting' ? 'waiting' : 'done';
    return { eventId: step.eventId, words: timerWords(step, facts), trouble: null, state, afterMs };
  }
  return {
    eventId: step.eventId,
    words: step.state === 'done' ? doneWords(step.name, facts) : doingWords(step.name),
    trouble: troubleOf(step),
    state: step.state,
    afterMs,
  };
}

type Timer = Extract<TraceStep, { kind: 'timer' }>;
type Activity = Extract<TraceStep, { kind: 'activity' }>;

const seconds = (ms: number): string => `${Math.max(0, Math.ceil(ms / 1_000))} s`;

function timerWords({ state, startedAtMs, durationMs }: Timer, facts: StepFacts): string {
  const what = waitedFor(facts);
  switch (state) {
    case 'waiting':
      return `waiting ${seconds(startedAtMs + durationMs - facts.nowMs)} ${what}`;
    case 'over':
      return `waited ${seconds(durationMs)} ${what}`;
    case 'skipped':
      return 'the wait was skipped';
  }
}

const waitedFor = ({ session }: StepFacts): string =>
  session?.message.messageId.startsWith('source-') === false
    ? 'in case the customer goes on typing'
    : "for Intercom's own rules";

function troubleOf({ state, attempt, failure }: Activity): string | null {
  if (failure === null && attempt < 2) return null;
  const why = failure ?? 'the process that did it is gone';
  switch (state) {
    case 'running':
      return `attempt ${attempt}, after: ${why}`;
    case 'retrying':
      return `attempt ${attempt} follows, after: ${why}`;
    case 'done':
      return `took ${attempt} attempts, after: ${why}`;
    case 'failed':
      return why;
  }
}

/** Steps by their activity's type; an unknown one shows under its own name. */
const doing: ReadonlyMap<string, string> = new Map([
  ['openSession', 'opening a session'],
  ['fetchThread', 'reading the conversation'],
  ['checkEligibility', 'asking whether a note is wanted here'],
  ['classifyTopic', 'finding out what is asked'],
  ['retrieveKnowledge', 'searching the knowledge base'],
  ['draftReply', 'writing the draft'],
  ['assessConfidence', 'judging the draft'],
  ['postNote', 'posting the note'],
  ['concludeNote', 'learning what became of the note'],
  ['tagConversation', 'tagging the conversation'],
  ['recordOutcome', 'recording the outcome'],
]);

const doingWords = (name: string): string => doing.get(name) ?? name;

const count = (number: number, one: string, many = `${one}s`): string =>
  `${number} ${number === 1 ? one : many}`;

function doneWords(name: string, { session, settings }: StepFacts): string {
  const texts = session?.runs[String(session.run)] ?? {};
  const decision = session ? lastDecision(session) : undefined;
  switch (name) {
    case 'openSession':
      return 'opened a session';
    case 'fetchThread': {
      const said = texts.conversation?.entries.filter(({ kind }) => kind === 'comment').length;
      return said === undefined ? 'read the conversation' : `read ${count(said, 'message')}`;
    }
    case 'checkEligibility':
      return 'asked whether a note is wanted here';
    case 'classifyTopic': {
      const { classification } = texts;
      const topic = classification?.excludedTopic ?? classification?.topic ?? null;
      if (topic !== null) return `topic: ${topic}`;
      const questions = classification?.questions.length ?? 0;
      return questions === 0 ? 'nothing is asked' : `${count(questions, 'question')} asked`;
    }
    case 'retrieveKnowledge':
      return texts.retrieved
        ? `found ${count(texts.retrieved.length, 'passage')}`
        : 'searched the knowledge base';
    case 'draftReply': {
      const sentences = texts.draft?.draft.blocks.flatMap((block) => block.sentences) ?? [];
      return sentences.length === 0
        ? 'wrote no draft'
        : `drafted ${count(sentences.length, 'sentence')}`;
    }
    case 'assessConfidence': {
      const confidence = texts.confidence ?? decision?.confidence ?? null;
      if (confidence === null) return 'judged the draft';
      return `confidence ${confidence.toFixed(2)}, threshold ${thresholdOf(settings, makerOf(texts.draft?.model ?? ''))}`;
    }
    case 'postNote':
      return decision?.mode === 'shadow' ? 'kept the note here: shadow mode' : 'posted the note';
    case 'concludeNote':
      return 'learnt what became of the note';
    case 'tagConversation':
      return `tagged ${settings.tags.suggested}`;
    case 'recordOutcome':
      return 'recorded the outcome';
    default:
      return name;
  }
}
