import type { Clock } from '../../domain/clock.ts';
import type { Driving } from './driving.ts';
import type { createInspection } from './inspection.ts';
import type { ReadHook } from './read-hooks.ts';

export type SimulatorOptions = {
  /** Where product time comes from; waits are scaled by it. */
  clock: Clock;
  /** Port on loopback; 0, the default, takes a free one. */
  port?: number;
  /** Seed of everything random: the same faults hit again. */
  seed?: number;
  /** File to which every call, answer and delivery is appended as a line of JSON. */
  logFile?: string;
  report?: (line: string) => void;
};

type Inspection = ReturnType<typeof createInspection>;

export type IntercomSimulator = Driving &
  Inspection & {
    /** Base address of the REST API. */
    url: string;
    /** Takes a fault plan (see `faults/plan.ts`) in place of the last; throws when it is wrong. */
    setFaults(plan: unknown): void;
    /** Runs the callback at the nth read of a conversation, by default right after it was answered. */
    onRead(
      place: { appId: string; conversationId: string },
      nth: number,
      callback: ReadHook['callback'],
      when?: ReadHook['when'],
    ): void;
    /** Asks the webhook address with HEAD, as Intercom does; the status, 0 without an answer. */
    validateWebhook(appId: string): Promise<number>;
    /** Whether a 410 has disabled the subscription. */
    isDisabled(appId: string): boolean;
    /** What pressing "Set live" does after that. */
    enableSubscription(appId: string): void;
    /** An action by its name, for input that has still to be checked; throws for unknown names. */
    act(name: string): (input: unknown) => unknown;
    /** Resolves when no notification is being sent or waits to be. */
    settled(): Promise<void>;
    stop(): Promise<void>;
  };
