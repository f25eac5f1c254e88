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
    const failure = await failureOf(bundle, workflowId, history);
    if (failure === null) {
      yield { kind: 'ok', workflowId, events: history.events?.length ?? 0 };
    } else {
      const event = await firstDifference(bundle, workflowId, history, failure);
      yield { kind: 'differs', workflowId, event, why: failure };
    }
  }
}

async function failureOf(
  bundle: WorkflowBundle,
  workflowId: string,
  history: History,
): Promise<string | null> {
  for await (const failure of failuresOf(bundle, workflowId, [history])) return failure;
  return null;
}

/** What goes wrong with each history; null where nothing does. */
async function* failuresOf(
  bundle: WorkflowBundle,
  workflowId: string,
  histories: readonly History[],
): AsyncGenerator<string | null> {
  const named = histories.map((history) => ({ workflowId, history }));
  const results = Worker.runReplayHistories({ workflowBundle: bundle }, asAsync(named));
  for await (const { error } of results) yield error ? inShort(error.message) : null;
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
  const told = events.find(({ eventId }) => String(eventId) === named);
  if (told) return describeEvent(told, events);
  // Before the first task is completed nothing was caused.
  let length = 4;
  const beginnings = events
    .slice(length - 1)
    .map((_, at) => ({ ...history, events: events.slice(0, length + at) }));
  for await (const other of failuresOf(bundle, workflowId, beginnings)) {
    const event = events[length - 1];
    if (other === failure && event) return describeEvent(event, events);
    length += 1;
  }
  return null;
}

/** The sentence within the SDK's several wrappings. */
function inShort(message: string): string {
  const wrapped = /Failure \{ message: "((?:[^"\\]|\\.)*)"/.exec(message)?.[1];
  return (wrapped ?? message).replace(/^\[TMPRL\d+\] /, '').replaceAll('\\"', '"');
}

async function* asAsync<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}
