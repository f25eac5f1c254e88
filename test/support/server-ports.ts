import type { MessageRef } from '../../domain/identifiers.ts';
import { conversationKey, messageKey } from '../../domain/identifiers.ts';
import type { Trouble } from '../../domain/trouble.ts';
import type { NoteRecord } from '../../domain/note-record.ts';
import type { Delivery, Spool, SweepRecord } from '../../domain/ports.ts';
import type { Session } from '../../domain/session.ts';
import { defaultSettings } from '../../domain/settings.ts';
import { createSignedLinks } from '../../server/links.ts';
import { createMetrics } from '../../server/metrics.ts';
import type { WorkspaceBudgets } from '../../domain/budget.ts';
import type { SeenNotification, ServerPorts } from '../../server/ports.ts';
import { createStoreGate } from '../../server/store-gate.ts';
import { createManualClock } from './manual-clock.ts';
import { sampleAppId } from './sample-session.ts';

/** How a store behaves: works, refuses at once, or never answers. */
export type StoreMood = 'up' | 'refusing' | 'silent';

/** Client secret of the signed sample deliveries; nobody's real one. */
export const sampleSecret = 'not-a-real-secret';
export const sampleNow = Date.UTC(2024, 11, 18, 16, 10);

async function inMood<Result>(mood: StoreMood, work: () => Result): Promise<Result> {
  if (mood === 'refusing') throw new Error('ECONNREFUSED dana@customer.example');
  if (mood === 'silent') return new Promise(() => undefined);
  return work();
}

/** Ports of the server in memory, and what they were asked to do. */
export function createServerPorts(
  given: {
    sessions?: Session[];
    notes?: NoteRecord[];
    keepsThreads?: boolean;
    spool?: Spool;
    sweep?: SweepRecord;
    troubles?: Trouble[];
    budgets?: WorkspaceBudgets[];
  } = {},
) {
  const rows = new Map<string, Delivery>();
  const record = {
    rows,
    started: [] as MessageRef[],
    reviewed: [] as { conversationId: string; newestPart: string }[],
    articles: [] as { appId: string; articleId: string }[],
    seen: [] as SeenNotification[],
  };
  const moods = { mongodb: 'up' as StoreMood, temporal: 'up' as StoreMood, stopping: false };
  const clock = createManualClock(sampleNow);
  const running = new Set<string>();
  const rowKey = (appId: string, id: string) => `${appId}:${id}`;

  const ports: ServerPorts = {
    workspaces: new Map([
      [
        sampleAppId,
        {
          clientSecrets: [sampleSecret, 'previous-secret'],
          adminId: '991267645',
          mode: async () => 'shadow' as const,
          keepsThreads: async () => given.keepsThreads ?? false,
          inboxLink: (id: string) => `https://app.intercom.com/a/inbox/${sampleAppId}/${id}`,
        },
      ],
      [
        'other999',
        {
          clientSecrets: ['secret-of-the-other'],
          adminId: '1',
          mode: async () => 'live' as const,
          keepsThreads: async () => false,
          inboxLink: () => null,
        },
      ],
    ]),
    deliveries: {
      accept: (delivery) =>
        inMood(moods.mongodb, () => {
          const key = rowKey(delivery.appId, delivery.notificationId);
          const known = rows.get(key);
          if (!known) rows.set(key, delivery);
          return !known?.started;
        }),
      markStarted: (appId, notificationId) =>
        inMood(moods.mongodb, () => {
          const key = rowKey(appId, notificationId);
          const row = rows.get(key);
          if (row) rows.set(key, { ...row, started: true });
        }),
    },
    spool: given.spool ?? null,
    gates: {
      mongodb: createStoreGate(() => inMood(moods.mongodb, () => true)),
      temporal: createStoreGate(() => inMood(moods.temporal, () => true)),
    },
    runs: {
      start: (message) =>
        inMood(moods.temporal, () => {
          record.started.push(message);
          const known = running.has(messageKey(message));
          running.add(messageKey(message));
          return known ? ('already_started' as const) : ('started' as const);
        }),
      review: ({ conversationId }, newestPart) =>
        inMood(moods.temporal, () => {
          record.reviewed.push({ conversationId, newestPart });
        }),
      readArticle: (appId, articleId) =>
        inMood(moods.temporal, () => {
          record.articles.push({ appId, articleId });
        }),
    },
    sessions: {
      find: (message) =>
        inMood(moods.mongodb, () => {
          const key = messageKey(message);
          return given.sessions?.find((session) => messageKey(session.message) === key) ?? null;
        }),
      ofConversation: (conversation) =>
        inMood(moods.mongodb, () => {
          const key = conversationKey(conversation);
          return given.sessions?.filter(({ message }) => conversationKey(message) === key) ?? [];
        }),
    },
    notes: {
      ofConversation: (conversation) =>
        inMood(moods.mongodb, () => {
          const key = conversationKey(conversation);
          return given.notes?.filter(({ message }) => conversationKey(message) === key) ?? [];
        }),
    },
    settings: {
      version: (_appId, version) =>
        inMood(moods.mongodb, () => ({ version, settings: defaultSettings, unknownNames: [] })),
    },
    sweeps: {
      find: (appId) =>
        inMood(moods.mongodb, () => (appId === sampleAppId ? (given.sweep ?? null) : null)),
    },
    clock,
    links: createSignedLinks({
      secrets: ['s'.repeat(32)],
      publicUrl: 'https://sidenote.example',
      clock,
    }),
    health: {
      mongodb: () => inMood(moods.mongodb, () => true),
      temporal: () => inMood(moods.temporal, () => true),
      troubles: () => inMood(moods.mongodb, () => given.troubles ?? []),
      budgets: () => inMood(moods.mongodb, () => given.budgets ?? []),
      stopping: () => moods.stopping,
      checks: () => [
        {
          name: 'token',
          status: 'warning',
          sentence: 'The token was not tried yet.',
          whatToDo: 'Run: npx sidenote verify',
        },
      ],
    },
    metrics: createMetrics(),
    onNotification: (seen) => record.seen.push(seen),
  };
  return { ports, record, moods, clock };
}
