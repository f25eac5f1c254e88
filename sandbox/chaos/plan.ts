import type { FaultPlanInput } from '../intercom/faults/plan.ts';
import type { ProxyMode } from '../proxy/tcp-proxy.ts';
import {
  type ChaosEvent,
  type ConversationKind,
  conversationKinds,
  kinds,
  messagesIn,
} from './conversations.ts';
import { type Draws, createDraws } from './draws.ts';
import { type CallFaultFacts, type DeliveryFaultFacts, away, faults, kill } from './faults.ts';
import {
  decisionKillPoints,
  givingUpKillPoints,
  reviewKillPoints,
  sweepKillPoints,
  webKillPoints,
} from './kill-points.ts';

export type ChaosConversation = {
  readonly appId: string;
  readonly conversationId: string;
  readonly kind: ConversationKind;
  readonly owner: 'teammate' | 'ai_admin';
  readonly events: readonly ChaosEvent[];
};

/** A store that fails for a while, once so many messages are written. */
export type StoreEpisode = {
  readonly name: string;
  readonly store: 'mongodb' | 'temporal';
  readonly afterMessages: number;
  readonly mode: ProxyMode;
  readonly durationMs: number;
};

/** A worker is killed in the next sweep that reaches the point, once so many messages are written. */
export type SweepKill = {
  readonly name: string;
  readonly point: string;
  readonly afterMessages: number;
};

export type ChaosPlan = {
  readonly messages: number;
  readonly conversations: readonly ChaosConversation[];
  /** For the simulator. */
  readonly faults: FaultPlanInput;
  readonly episodes: readonly StoreEpisode[];
  /** By conversation: where processes that work on it are killed, once each. */
  readonly kills: Readonly<Record<string, readonly string[]>>;
  readonly sweepKills: readonly SweepKill[];
  /** How often each fault was drawn, kills included. */
  readonly drawn: Readonly<Record<string, number>>;
};

export type PlanOptions = {
  readonly seed: number;
  readonly messages: number;
  readonly appIds: readonly string[];
  /** Names from `faults`, and `kill`. */
  readonly faults: ReadonlySet<string>;
  readonly kills: number;
  /** Default: all of them, as often as their weights say. */
  readonly kinds?: readonly ConversationKind[];
  /** In place of the faults' own shares. */
  readonly perThousand?: number;
};

/** Draws a run: the same seed and options, the same conversations, faults and kills. */
export function drawPlan(options: PlanOptions): ChaosPlan {
  const draws = createDraws(options.seed);
  const conversations = drawConversations(draws, options);
  const placed = placeFaults(draws, conversations, options);
  const wanted = options.faults.has(kill) ? options.kills : 0;
  const { kills, sweepKills } = placeKills(draws, conversations, placed, {
    ...options,
    kills: wanted,
  });
  const episodes = drawEpisodes(draws, options);
  const drawn: Record<string, number> = {};
  const count = (name: string): void => {
    drawn[name] = (drawn[name] ?? 0) + 1;
  };
  for (const { name } of [...placed.calls, ...placed.deliveries, ...episodes]) count(name);
  [...Object.keys(kills), ...sweepKills].forEach(() => count(kill));
  return {
    messages: options.messages,
    conversations,
    faults: { calls: placed.calls, deliveries: placed.deliveries },
    ...{ episodes, kills, sweepKills, drawn },
  };
}

function drawConversations(draws: Draws, options: PlanOptions): ChaosConversation[] {
  const chosen = (options.kinds ?? conversationKinds).map((kind) => ({
    ...{ kind, weight: kinds[kind].weight },
  }));
  const conversations: ChaosConversation[] = [];
  let left = options.messages;
  while (left > 0) {
    const { kind: drawn } = draws.weighted(chosen);
    const events = kinds[drawn].events(draws);
    const fits = messagesIn(events) <= left;
    const kind = fits ? drawn : 'question';
    conversations.push({
      appId: options.appIds[conversations.length % options.appIds.length] ?? '',
      conversationId: String(10_001 + conversations.length),
      ...{ kind, owner: kinds[kind].owner },
      events: fits ? events : kinds.question.events(draws),
    });
    left -= fits ? messagesIn(events) : 1;
  }
  return conversations;
}

type Placed = {
  readonly calls: (NonNullable<FaultPlanInput['calls']>[number] & { readonly name: string })[];
  readonly deliveries: (NonNullable<FaultPlanInput['deliveries']>[number] & {
    readonly name: string;
  })[];
  /** Conversations whose first message does not come to a note any more. */
  readonly ended: ReadonlySet<string>;
  /** Conversations whose note is given up. */
  readonly givenUp: ReadonlySet<string>;
};

function placeFaults(
  draws: Draws,
  conversations: readonly ChaosConversation[],
  options: PlanOptions,
): Placed {
  const calls: Placed['calls'] = [];
  const deliveries: Placed['deliveries'] = [];
  const ended = new Set<string>();
  const givenUp = new Set<string>();
  for (const [name, facts] of Object.entries(faults)) {
    const { fromMessages } = facts;
    if (!options.faults.has(name) || options.messages < (fromMessages ?? 0)) continue;
    const places = draws.shuffled(
      fromMessages === undefined
        ? conversations.filter(({ conversationId }) => !givenUp.has(conversationId))
        : questionsEarly(conversations),
    );
    for (let count = share(facts, options); count > 0; count -= 1) {
      const place = places[count % places.length];
      if (!place) continue;
      if (facts.port === 'intercom') {
        calls.push({ name, ...callFault(draws, place, facts) });
        if (facts.final) ended.add(place.conversationId);
        if (name === away) givenUp.add(place.conversationId);
      }
      if (facts.port === 'webhook')
        deliveries.push({ name, ...deliveryFault(draws, place, facts) });
    }
  }
  return { calls, deliveries, ended, givenUp };
}

const questionsEarly = (conversations: readonly ChaosConversation[]) =>
  conversations
    .slice(0, Math.ceil(conversations.length / 2))
    .filter(({ kind }) => kind === 'question');

const share = (
  { perThousand, most = Infinity }: { perThousand: number; most?: number },
  options: PlanOptions,
): number =>
  Math.min(
    Math.max(1, Math.round(((options.perThousand ?? perThousand) * options.messages) / 1_000)),
    options.perThousand === undefined ? most : Infinity,
  );

function callFault(draws: Draws, place: ChaosConversation, facts: CallFaultFacts) {
  const { appId, conversationId, kind } = place;
  const possible = kinds[kind].noted ? facts.targets : ['read' as const];
  const fitting = possible.filter((target) => facts.targets.includes(target));
  const target = draws.pick(fitting.length > 0 ? fitting : facts.targets);
  const at = {
    read: { method: 'GET', path: '/conversations/*', nth: draws.between(1, 3) },
    note: { method: 'POST', path: '/conversations/*/reply', nth: 1 },
    tag: { method: 'POST', path: '/conversations/*/tags', nth: 1 },
  }[target];
  return { ...at, ...facts.make(draws), appId, conversationId };
}

function deliveryFault(draws: Draws, place: ChaosConversation, facts: DeliveryFaultFacts) {
  const { appId, conversationId, events } = place;
  const nth = draws.between(1, messagesIn(events));
  return { ...facts.make(draws), appId, conversationId, topic: 'conversation.user.*', nth };
}

/** Sweeps come one after the other: what is due at the end would hold up all. */
const sweepKillsWithin = 0.8;

/** A kill a conversation, every point as often as the others; where its step is sure to come. */
function placeKills(
  draws: Draws,
  conversations: readonly ChaosConversation[],
  { ended, givenUp }: Placed,
  { kills: wanted, messages }: PlanOptions,
): Pick<ChaosPlan, 'kills' | 'sweepKills'> {
  const fit = (use: (kind: ConversationKind) => boolean): ChaosConversation[] =>
    draws.shuffled(
      conversations.filter(({ kind, conversationId }) => use(kind) && !ended.has(conversationId)),
    );
  const reviewed = fit((kind) => kinds[kind].reviewed);
  const noted = fit((kind) => kinds[kind].noted);
  const unposted = draws.shuffled(
    conversations.filter(({ conversationId }) => givenUp.has(conversationId)),
  );
  const points = draws.shuffled([
    ...[...decisionKillPoints, ...reviewKillPoints, ...webKillPoints, ...sweepKillPoints],
    // Twice, since a third of them fails a step before.
    ...(unposted.length > 0 ? [...givingUpKillPoints, ...givingUpKillPoints] : []),
  ]);
  const placesOf = (point: string): ChaosConversation[] => {
    if (givingUpKillPoints.includes(point)) return unposted;
    return reviewKillPoints.includes(point) ? reviewed : noted;
  };
  const kills: Record<string, readonly string[]> = {};
  const sweepKills: SweepKill[] = [];
  for (let index = 0; index < wanted; index += 1) {
    const point = points[index % points.length] ?? '';
    if (sweepKillPoints.includes(point)) {
      const name = `sweep-${sweepKills.length + 1}`;
      sweepKills.push({
        name,
        point,
        afterMessages: draws.below(Math.ceil(messages * sweepKillsWithin)),
      });
      continue;
    }
    const place = placesOf(point).pop();
    if (place) kills[place.conversationId] = [point];
  }
  return { kills, sweepKills };
}

function drawEpisodes(draws: Draws, options: PlanOptions): StoreEpisode[] {
  const drawn = Object.entries(faults).flatMap(([name, facts]) => {
    if (facts.port !== 'mongodb' && facts.port !== 'temporal') return [];
    if (!options.faults.has(name)) return [];
    const store = facts.port;
    return Array.from({ length: share(facts, options) }, () => ({
      ...{ name, store, afterMessages: draws.below(options.messages), ...facts.make(draws) },
    }));
  });
  return drawn.sort((one, other) => one.afterMessages - other.afterMessages);
}
