import type { Clock } from '../domain/clock.ts';
import type { MessageRef } from '../domain/identifiers.ts';
import type { Sessions } from '../domain/ports.ts';
import type { RunTrace } from '../domain/run-trace.ts';
import type { Settings } from '../domain/settings.ts';
import type { IntercomSimulator } from '../sandbox/intercom/simulator-types.ts';
import type { Cast } from './cast.ts';
import type { Suggestions } from './suggestions.ts';

/** The worker process of the demo, which is killed and starts again. */
export type DeskWorker = {
  /** `startsInMs`: by how long the last start took. */
  state():
    | { readonly kind: 'working' }
    | { readonly kind: 'starting'; readonly startsInMs: number };
  /** Times that it was killed. */
  deaths(): number;
  /** SIGKILL; false: there is none to be killed. */
  kill(): boolean;
};

/** What the demo page shows and moves. */
export type DeskPorts = {
  readonly appId: string;
  readonly clock: Clock;
  readonly simulator: IntercomSimulator;
  readonly cast: Cast;
  readonly suggestions: Suggestions;
  readonly sessions: Pick<Sessions, 'find' | 'ofConversation'>;
  readonly settings: {
    current(): Promise<Settings>;
    /** Sentences about what is wrong with the edit; empty: it is saved. */
    edit(edit: Readonly<Record<string, unknown>>): Promise<readonly string[]>;
  };
  /** Null: Temporal knows no run for it. */
  readonly traceOf: (message: MessageRef) => Promise<RunTrace | null>;
  /** Skips what the message's run still waits for. */
  readonly decideNow: (message: MessageRef) => Promise<void>;
  readonly worker: DeskWorker;
  readonly links: {
    session(message: MessageRef): string;
    lookup(): string;
    /** Null where no web interface is known. */
    readonly temporal: string | null;
    event(trace: RunTrace, eventId: string): string | null;
  };
  /** Called after every change: a demo that is killed finds its conversations again. */
  readonly changed: () => Promise<void>;
};
