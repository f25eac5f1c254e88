/** What a workflow run has done so far, as its history tells it: no text, ids of events and times. */
export type RunTrace = {
  readonly workflowId: string;
  readonly runId: string;
  readonly startedAtMs: number;
  /** Null while it is open. */
  readonly closedAtMs: number | null;
  /** In the order in which they were begun. */
  readonly steps: readonly TraceStep[];
};

export type TraceStep =
  | {
      readonly kind: 'activity';
      /** Of the event that scheduled it: what the Temporal UI leads to. */
      readonly eventId: string;
      /** The activity's type: `fetchThread`. */
      readonly name: string;
      readonly startedAtMs: number;
      /** Null while it runs or waits for its next attempt. */
      readonly endedAtMs: number | null;
      /** From 1. */
      readonly attempt: number;
      readonly state: 'running' | 'retrying' | 'done' | 'failed';
      /** Why the last attempt failed, in our own words; null: none did. */
      readonly failure: string | null;
    }
  /** A wait; deadlines of other steps are none. */
  | {
      readonly kind: 'timer';
      readonly eventId: string;
      readonly startedAtMs: number;
      readonly durationMs: number;
      readonly state: 'waiting' | 'over' | 'skipped';
    };
