import type { ChaosEvent } from '../../sandbox/chaos/conversations.ts';
import type { ChaosConversation, ChaosPlan, StoreEpisode } from '../../sandbox/chaos/plan.ts';
import type { FaultPlanInput } from '../../sandbox/intercom/faults/plan.ts';

type Calls = NonNullable<FaultPlanInput['calls']>;
type Deliveries = NonNullable<FaultPlanInput['deliveries']>;
type Place = { readonly appId: string; readonly conversationId: string };

/** Conversations that all go the same way, and what provokes each of them. */
export type Scenario = {
  readonly events: readonly ChaosEvent[];
  readonly calls?: (place: Place) => Calls;
  readonly deliveries?: (place: Place) => Deliveries;
  readonly episodes?: readonly StoreEpisode[];
};

const now = { kind: 'after', ms: 0 } as const;
const later = (ms: number) => ({ kind: 'after', ms }) as const;
const first = { kind: 'ask', text: 'How do I export my time entries?' } as const;
const second = {
  kind: 'ask',
  text: 'Which credit cards do you accept, and can we use SEPA direct debit?',
} as const;
const reply = { method: 'POST', path: '/conversations/*/reply', nth: 1 } as const;
const told = 'conversation.user.*';

/** The answer to the note is lost. */
export const lostAnswer: Scenario = {
  events: [{ moment: now, act: first }],
  calls: (place) => [{ kind: 'after_reset', ...place, ...reply }],
};

/** The customer writes again while the note is on its way, which takes longer than is waited for. */
export const slowNote: Scenario = {
  events: [
    { moment: now, act: first },
    { moment: { kind: 'posting' }, act: second },
  ],
  calls: (place) => [{ kind: 'delay', ...place, ...reply, delayMs: 20_000 }],
};

/** Temporal is away when the webhook comes, and a teammate answers meanwhile. */
export const answeredInOutage: Scenario = {
  events: [
    { moment: now, act: first },
    { moment: later(2_500), act: { kind: 'answer' } },
  ],
  episodes: [
    {
      ...{ name: 'temporal-reset', store: 'temporal', afterMessages: 0, durationMs: 6_000 },
      mode: { kind: 'reset' },
    },
  ],
};

/** The second message is there before the webhook of the first one comes; its own comes late. */
export const overtaken: Scenario = {
  events: [
    { moment: now, act: first },
    { moment: later(200), act: second },
  ],
  deliveries: (place) => [
    { kind: 'delay', ...place, topic: told, nth: 1, delayMs: 1_500 },
    { kind: 'delay', ...place, topic: told, nth: 2, delayMs: 12_000 },
  ],
};

/** The same, and the second webhook never comes. */
export const secondUntold: Scenario = {
  events: overtaken.events,
  deliveries: (place) => [
    { kind: 'delay', ...place, topic: told, nth: 1, delayMs: 1_500 },
    { kind: 'drop', ...place, topic: told, nth: 2 },
  ],
};

/** No webhook comes at all. */
export const untold: Scenario = {
  events: [{ moment: now, act: first }],
  deliveries: (place) => [{ kind: 'drop', ...place, topic: told }],
};

/** So many conversations of each scenario. */
export function planOf(
  scenarios: readonly Scenario[],
  each: number,
  appIds: readonly string[],
): ChaosPlan {
  const conversations: (ChaosConversation & { readonly scenario: Scenario })[] = scenarios
    .flatMap((scenario) => Array.from({ length: each }, () => scenario))
    .map((scenario, index) => ({
      appId: appIds[index % appIds.length] ?? '',
      conversationId: String(10_001 + index),
      ...{ kind: 'question', owner: 'teammate', events: scenario.events, scenario },
    }));
  return {
    messages: conversations.flatMap(({ events }) => events).filter(({ act }) => act.kind === 'ask')
      .length,
    conversations,
    faults: {
      calls: conversations.flatMap(
        ({ scenario, appId, conversationId }) => scenario.calls?.({ appId, conversationId }) ?? [],
      ),
      deliveries: conversations.flatMap(
        ({ scenario, appId, conversationId }) =>
          scenario.deliveries?.({ appId, conversationId }) ?? [],
      ),
    },
    episodes: scenarios.flatMap(({ episodes = [] }) => episodes),
    ...{ kills: {}, sweepKills: [], drawn: {} },
  };
}
