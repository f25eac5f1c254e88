import { Worker, type WorkflowBundle } from '@temporalio/worker';
import type { History, RecordedHistory } from './histories.ts';
import { describeEvent } from './history-event.ts';

/** Whether today's workflow code still makes the decisions that a history holds. */
export type ReplayVerdict =
  | { readonly kind: 'ok'; readonly workflowId: string; readonly events: number }
  | {
      readonly kind: 'differs';
      readonly workflowId: string;
      /** The first event that today's code would not have caused, in words; null: not found. */
      readonly event: string | null;
      /** What the SDK says. */
      readonly why: string;
    };

/** Replays histories against the workflow code in the bundle; needs no server. */
export async function* replayHistories(
  bundle: WorkflowBundle,
  histories: AsyncIterable<RecordedHistory>,
): AsyncGenerator<ReplayVerdict> {
  for await (const { workflowId, history } of histories) {
    const [failure] = await failuresOf(bundle, workflowId, [history]);
    if (failure === null || failure === undefined) {
      yield { kind: 'ok', workflowId, events: history.events?.length ?? 0 };
    } else {
      const event = await firstDifference(bundle, workflowId, history, failure);
      yield { kind: 'differs', workflowId, event, why: failure };
    }
  }
}

/** What goes wrong with each history; null where nothing does. */
async function failuresOf(
  bundle: WorkflowBundle,
  workflowId: string,
  histories: readonly History[],
): Promise<(string | null)[]> {
  const failures: (string | null)[] = [];
  const named = histories.map((history) => ({ workflowId, history }));
  const results = Worker.runReplayHistories({ workflowBundle: bundle }, asAsync(named));
  for await (const { error } of results) failures.push(error ? shortened(error.message) : null);
  return failures;
}

/**
 * The SDK names the kind of event, not always which one. The shortest beginning of the history that
 * fails in the same way ends with it.
 */
async function firstDifference(
  bundle: WorkflowBundle,
  workflowId: string,
  history: History,
  failure: string,
): Promise<string | null> {
  const events = history.events ?? [];
  const named = /HistoryEvent\(id: (\d+)/.exec(failure)?.[1];
  if (named !== undefined) {
    const event = events.find(({ eventId }) => String(eventId) === named);
    if (event) return describeEvent(event, events);
  }
  const beginnings = events.map((_, at) => ({ ...history, events: events.slice(0, at + 1) }));
  // The first three events are the start and the first task: they cause nothing.
  const failures = await failuresOf(bundle, workflowId, beginnings.slice(3));
  const at = failures.findIndex((one) => one === failure);
  const event = at === -1 ? undefined : events[at + 3];
  return event ? describeEvent(event, events) : null;
}

const shortened = (message: string): string =>
  message.replace(/^.*? Details: /s, '').replace(/^\[TMPRL1100\] Nondeterminism error: /, '');

async function* asAsync<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}
