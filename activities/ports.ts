import type { Clock } from '../domain/clock.ts';
import type { LanguageModel, TextVectors } from '../domain/language-model.ts';
import type { Outcome } from '../domain/outcome.ts';
import type {
  Budgets,
  Connection,
  Deliveries,
  KnowledgeSync,
  LanguageDetector,
  Notes,
  ReferenceCodes,
  Retriever,
  ReviewedConversations,
  Runs,
  SessionLinks,
  Sessions,
  SettingsStore,
  Sweeps,
} from '../domain/ports.ts';

/** Everything that the steps need from outside; put together in `app/`. */
export type ActivityPorts = {
  readonly clock: Clock;
  /** Throws for a workspace that this process is not connected to. */
  readonly connection: (appId: string) => Connection;
  readonly sessions: Sessions;
  readonly notes: Notes;
  readonly settings: SettingsStore;
  readonly budgets: Budgets;
  readonly retriever: (appId: string) => Promise<Retriever>;
  readonly model: LanguageModel;
  /** Compares texts by meaning, where an embedder is there. */
  readonly textVectors: TextVectors;
  readonly language: LanguageDetector;
  readonly runs: Runs;
  readonly deliveries: Pick<Deliveries, 'unstarted' | 'markStarted'>;
  readonly reviewed: ReviewedConversations;
  readonly sweeps: Sweeps;
  readonly knowledge: KnowledgeSync;
  readonly referenceCodes: ReferenceCodes;
  /** So many decisions and reviews may be open while a sweep starts more. */
  readonly atMostOpen: number;
  readonly links: SessionLinks;
  /** Told of every outcome that was recorded; for counting. */
  readonly onOutcome?: (outcome: Outcome) => void;
  /** Real milliseconds that one POST of a note may take. */
  readonly postTimeoutMs: number;
};
