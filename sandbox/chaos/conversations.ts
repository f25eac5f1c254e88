import type { Draws } from './draws.ts';

/** When something happens in a conversation. */
export type Moment =
  /** Real milliseconds after what was before it. */
  | { readonly kind: 'after'; readonly ms: number }
  /** Once every message so far has its outcome. */
  | { readonly kind: 'decided' }
  /** At the nth read, right after its answer; once everything is decided if there is none. */
  | { readonly kind: 'read'; readonly nth: number }
  /** When its first note arrives at Intercom; once everything is decided if there is none. */
  | { readonly kind: 'posting' };

export type Act =
  | { readonly kind: 'ask'; readonly text: string }
  | { readonly kind: 'answer' }
  | { readonly kind: 'assign'; readonly to: 'teammate' | 'ai_admin' }
  | { readonly kind: 'close' }
  /** The message with this number, from 1. */
  | { readonly kind: 'redact'; readonly message: number }
  | { readonly kind: 'delete' };

export type ChaosEvent = { readonly moment: Moment; readonly act: Act };

const kindNames = [
  'question',
  'no_answer',
  'burst',
  'follow_up',
  'while_posting',
  'answered',
  'asks_again',
  'closed',
  'ai_admin',
  'handed_to_ai',
  'redacted',
  'redacted_newest',
  'deleted',
] as const;

/** What a conversation is about. */
export type ConversationKind = (typeof kindNames)[number];

type KindFacts = {
  readonly weight: number;
  /** Whether its first message comes to a note unless a fault prevents it. */
  readonly noted: boolean;
  /** Whether something has it reviewed. */
  readonly reviewed: boolean;
  readonly owner: 'teammate' | 'ai_admin';
  readonly events: (draws: Draws) => readonly ChaosEvent[];
};

const questions = [
  'How do I export my time entries?',
  'Which credit cards do you accept, and can we use SEPA direct debit?',
  'How many days of vacation can be carried over to next year?',
  'Can managers see the hourly rates of the people on their teams?',
  'We paid for a year ten days ago but it is not for us. Do we get our money back?',
  'Does it also run on Android and can I clock in when I am offline?',
] as const;

const now: Moment = { kind: 'after', ms: 0 };
const after = (ms: number): Moment => ({ kind: 'after', ms });
const read = (nth: number): Moment => ({ kind: 'read', nth });
const decided: Moment = { kind: 'decided' };
const ask = (draws: Draws, moment: Moment): ChaosEvent => ({
  moment,
  act: { kind: 'ask', text: draws.pick(questions) },
});
const asks = (draws: Draws, moments: readonly Moment[]): ChaosEvent[] =>
  draws
    .shuffled(questions)
    .slice(0, moments.length)
    .map((text, index) => ({ moment: moments[index] ?? now, act: { kind: 'ask', text } }));

/** How often each kind comes, and what happens in it. A message is read thrice on its way to a note. */
export const kinds: Readonly<Record<ConversationKind, KindFacts>> = {
  question: {
    ...{ weight: 30, noted: true, reviewed: false, owner: 'teammate' },
    events: (draws) => [ask(draws, now)],
  },
  no_answer: {
    ...{ weight: 5, noted: false, reviewed: false, owner: 'teammate' },
    events: () => [
      { moment: now, act: { kind: 'ask', text: 'Where can I see the weather in Lisbon?' } },
    ],
  },
  burst: {
    ...{ weight: 16, noted: false, reviewed: false, owner: 'teammate' },
    events: (draws) =>
      asks(
        draws,
        Array.from({ length: draws.between(2, 4) }, (_, index) =>
          index === 0 ? now : after(draws.between(0, 600)),
        ),
      ),
  },
  follow_up: {
    ...{ weight: 10, noted: true, reviewed: false, owner: 'teammate' },
    events: (draws) => asks(draws, [now, decided]),
  },
  while_posting: {
    ...{ weight: 8, noted: true, reviewed: false, owner: 'teammate' },
    events: (draws) => asks(draws, [now, { kind: 'posting' }]),
  },
  answered: {
    ...{ weight: 6, noted: false, reviewed: false, owner: 'teammate' },
    events: (draws) => [
      ask(draws, now),
      { moment: read(draws.between(1, 3)), act: { kind: 'answer' } },
    ],
  },
  asks_again: {
    ...{ weight: 6, noted: true, reviewed: false, owner: 'teammate' },
    events: (draws) => {
      const [first, second] = asks(draws, [now, after(draws.between(0, 1_500))]);
      const answer: ChaosEvent = { moment: decided, act: { kind: 'answer' } };
      return first && second ? [first, answer, second] : [];
    },
  },
  closed: {
    ...{ weight: 4, noted: false, reviewed: false, owner: 'teammate' },
    events: (draws) => [
      ask(draws, now),
      { moment: read(draws.between(1, 2)), act: { kind: 'close' } },
    ],
  },
  ai_admin: {
    ...{ weight: 8, noted: false, reviewed: true, owner: 'ai_admin' },
    events: (draws) => [
      ask(draws, now),
      { moment: decided, act: { kind: 'assign', to: 'teammate' } },
    ],
  },
  handed_to_ai: {
    ...{ weight: 4, noted: false, reviewed: true, owner: 'teammate' },
    events: (draws) => [
      ask(draws, now),
      { moment: read(draws.between(1, 2)), act: { kind: 'assign', to: 'ai_admin' } },
      { moment: decided, act: { kind: 'assign', to: 'teammate' } },
    ],
  },
  redacted: {
    ...{ weight: 3, noted: false, reviewed: false, owner: 'teammate' },
    events: (draws) => [
      ask(draws, now),
      { moment: read(draws.between(1, 3)), act: { kind: 'redact', message: 1 } },
    ],
  },
  redacted_newest: {
    ...{ weight: 3, noted: false, reviewed: false, owner: 'teammate' },
    events: (draws) => [
      ...asks(draws, [now, after(draws.between(0, 300))]),
      { moment: read(draws.between(1, 3)), act: { kind: 'redact', message: 2 } },
    ],
  },
  deleted: {
    ...{ weight: 3, noted: false, reviewed: false, owner: 'teammate' },
    events: (draws) => [
      ask(draws, now),
      { moment: read(draws.between(1, 3)), act: { kind: 'delete' } },
    ],
  },
};

export const conversationKinds: readonly ConversationKind[] = kindNames;

export const messagesIn = (events: readonly ChaosEvent[]): number =>
  events.filter(({ act }) => act.kind === 'ask').length;
