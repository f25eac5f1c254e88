import { openSync, writeSync, closeSync } from 'node:fs';

/** A call made to the simulator. Times are product milliseconds. */
export type RecordedCall = {
  /** From 1, in the order of arrival. */
  readonly number: number;
  /** When it arrived; the same as `startedAt`. */
  readonly at: number;
  /** Null for an unknown token. */
  readonly appId: string | null;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Parsed JSON, the raw text when it is none, undefined without one. */
  readonly body: unknown;
  readonly conversationId?: string;
  readonly startedAt: number;
  /** HTTP status; 0 while unanswered, and for a connection that was cut or left hanging. */
  readonly status: number;
  /** Whether the simulator did what was asked, whatever it then answered. */
  readonly done: boolean;
  /** When it did so. */
  readonly doneAt?: number;
  /** Names of the faults of the plan that hit it. */
  readonly faults?: readonly string[];
  /** What its header `x-simulator-about` says, for who wants to know calls apart later. */
  readonly about?: string;
  readonly finishedAt?: number;
};

export type MutableCall = { -readonly [Key in keyof RecordedCall]: RecordedCall[Key] };

/** One attempt of a notification. Times are product milliseconds. */
export type DeliveryAttempt = {
  readonly at: number;
  /** HTTP status, 0 when no answer came. */
  readonly status: number;
  /** Real time until the answer, in milliseconds. */
  readonly latencyMs: number;
};

/** A notification and what became of it. */
export type RecordedDelivery = {
  readonly appId: string;
  readonly topic: string;
  readonly notificationId: string;
  readonly conversationId?: string;
  readonly createdAt: number;
  /** Names of the faults of the plan that hit it. */
  readonly faults?: readonly string[];
  readonly attempts: readonly DeliveryAttempt[];
  readonly outcome: 'pending' | 'delivered' | 'failed' | 'dropped' | 'disabled';
};

export type MutableDelivery = {
  -readonly [Key in keyof RecordedDelivery]: RecordedDelivery[Key];
} & { attempts: DeliveryAttempt[] };

export type Records = {
  calls: MutableCall[];
  deliveries: MutableDelivery[];
  /** Writes one line of JSON when a log file was asked for. */
  log(kind: 'call' | 'answer' | 'delivery', entry: object): void;
  close(): void;
};

/** Append-only memory, and a JSON-lines file that another process may read as it grows. */
export function createRecords(logFile: string | undefined): Records {
  const file = logFile === undefined ? undefined : openSync(logFile, 'a');
  let open = file !== undefined;
  return {
    calls: [],
    deliveries: [],
    log(kind, entry) {
      if (open && file !== undefined) writeSync(file, `${JSON.stringify({ kind, ...entry })}\n`);
    },
    close() {
      if (open && file !== undefined) closeSync(file);
      open = false;
    },
  };
}

const isSearch = (call: RecordedCall) => call.method === 'POST' && call.path.endsWith('/search');

/** Every call that is no read: neither a GET (or HEAD) nor a search. */
export function writesOf(calls: readonly RecordedCall[]): readonly RecordedCall[] {
  return calls.filter((call) => call.method !== 'GET' && call.method !== 'HEAD' && !isSearch(call));
}

/** Asks for an internal note, whatever became of it. */
export function isInternalNote(call: RecordedCall): boolean {
  return (
    call.method === 'POST' &&
    /^\/conversations\/[^/]+\/reply$/.test(call.path) &&
    typeof call.body === 'object' &&
    call.body !== null &&
    'message_type' in call.body &&
    call.body.message_type === 'note'
  );
}

const isTagging = (call: RecordedCall) =>
  (call.method === 'POST' && call.path === '/tags') ||
  /^\/conversations\/[^/]+\/tags(\/[^/]+)?$/.test(call.path);

/**
 * Writes that reach a customer or change more than notes and tags: comments, quick replies,
 * closing, assigning, attributes, contacts. A product that only assists makes none of them, so
 * whatever is not known to be harmless counts, also when the simulator answered 404.
 */
export function customerVisibleOf(calls: readonly RecordedCall[]): readonly RecordedCall[] {
  return writesOf(calls).filter((call) => !isInternalNote(call) && !isTagging(call));
}
