import type { PayloadAge } from '../domain/payload-age.ts';
import type { FastifyBaseLogger } from 'fastify';
import type { WorkspaceBudgets } from '../domain/budget.ts';
import type { Clock } from '../domain/clock.ts';
import type {
  Deliveries,
  Notes,
  Runs,
  Sessions,
  SettingsStore,
  Spool,
  Sweeps,
} from '../domain/ports.ts';
import type { Trouble } from '../domain/trouble.ts';
import type { SignedLinks } from './links.ts';
import type { Metrics } from './metrics.ts';
import type { StoreGate } from './store-gate.ts';

/** A workspace that this server takes webhooks for. */
export type ServedWorkspace = {
  /** Current and previous secret: any of them may have signed. */
  readonly clientSecrets: readonly string[];
  readonly adminId: string;
  mode(): Promise<'shadow' | 'live'>;
  /** Full conversation sync: threads are kept up to date whatever happens in them. */
  keepsThreads(): Promise<boolean>;
  /** Where a teammate sees a conversation in Intercom; null where there is no such place. */
  inboxLink(conversationId: string): string | null;
};

/** One line of `verify`, or of the server's own health. */
export type HealthCheck = {
  readonly name: string;
  readonly status: 'ok' | 'warning' | 'failed';
  readonly sentence: string;
  /** What a person should do about it; null when it is fine. */
  readonly whatToDo: string | null;
};

export type Health = {
  /** May reject or hang: both count as down. */
  mongodb(): Promise<boolean>;
  temporal(): Promise<boolean>;
  /** The process was told to stop: not ready any more, though it still answers. */
  stopping(): boolean;
  /** What `verify` found at the start; shown, but no reason to be unready. */
  checks(): readonly HealthCheck[];
  /** What workers found out since; may reject or hang: then nothing is shown. */
  troubles(): Promise<readonly Trouble[]>;
  /** How far budgets are used; may reject or hang as well. */
  budgets(): Promise<readonly WorkspaceBudgets[]>;
};

/** A signed webhook arrived: `verify` tells which topics were seen, and when. */
export type SeenNotification = {
  readonly appId: string;
  readonly topic: string;
  readonly receivedAtMs: number;
  /** Read only when asked for: most notifications tell nothing new. */
  readonly payloadAge: () => PayloadAge | null;
};

/** Everything that the server needs from the other rooms. */
export type ServerPorts = {
  /** By app id. */
  readonly workspaces: ReadonlyMap<string, ServedWorkspace>;
  readonly deliveries: Pick<Deliveries, 'accept' | 'markStarted'>;
  /** Where wake-ups wait while neither store takes them; null: nowhere. */
  readonly spool: Pick<Spool, 'append' | 'size'> | null;
  readonly gates: { readonly mongodb: StoreGate; readonly temporal: StoreGate };
  readonly runs: Pick<Runs, 'start' | 'review' | 'readArticle'>;
  readonly sessions: Pick<Sessions, 'find' | 'ofConversation'>;
  readonly notes: Pick<Notes, 'ofConversation'>;
  readonly settings: Pick<SettingsStore, 'version'>;
  readonly sweeps: Pick<Sweeps, 'find'>;
  readonly clock: Clock;
  readonly links: SignedLinks;
  readonly health: Health;
  readonly metrics: Metrics;
  /** From `createLogger`; absent: no log. */
  readonly logger?: FastifyBaseLogger;
  readonly onNotification?: (seen: SeenNotification) => void;
};
