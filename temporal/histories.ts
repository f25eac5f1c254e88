import { type Client, isGrpcServiceError } from '@temporalio/client';
import { historyFromJSON, historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import type { temporal } from '@temporalio/proto';
import { z } from 'zod';

export type History = temporal.api.history.v1.IHistory;

/** gRPC's status of a thing that does not exist. */
const notFound = 5;

/** A run's recorded events under the name that it is told by. */
export type RecordedHistory = { readonly workflowId: string; readonly history: History };

/** What to fetch: one workflow's newest run or all its runs, or every open run of a task queue, whatever its type. */
export type HistoryChoice =
  | { readonly kind: 'workflow'; readonly workflowId: string; readonly allRuns: boolean }
  | { readonly kind: 'open'; readonly taskQueue: string };

/** Temporal has no run under that id, or not any more. */
export class NoSuchRun extends Error {
  override readonly name = 'NoSuchRun';

  constructor(workflowId: string) {
    super(
      `Temporal has no run ${workflowId}. Closed runs are kept for the namespace's retention only; ` +
        '`sidenote explain` tells a message after that too.',
    );
  }
}

/** Fetches histories one after the other, as they are taken. */
export async function* fetchHistories(
  client: Client,
  choice: HistoryChoice,
): AsyncGenerator<RecordedHistory> {
  if (choice.kind === 'workflow' && !choice.allRuns) {
    yield {
      workflowId: choice.workflowId,
      history: await newestHistory(client, choice.workflowId),
    };
    return;
  }
  const query =
    choice.kind === 'workflow'
      ? `WorkflowId=${quoted(choice.workflowId)}`
      : `ExecutionStatus="Running" AND TaskQueue=${quoted(choice.taskQueue)}`;
  let found = 0;
  for await (const { workflowId, runId } of client.workflow.list({ query })) {
    found += 1;
    const handle = client.workflow.getHandle(workflowId, runId);
    yield { workflowId, history: await handle.fetchHistory() };
  }
  if (found === 0 && choice.kind === 'workflow') throw new NoSuchRun(choice.workflowId);
}

async function newestHistory(client: Client, workflowId: string): Promise<History> {
  try {
    return await client.workflow.getHandle(workflowId).fetchHistory();
  } catch (error) {
    if (isGrpcServiceError(error) && Number(error.code) === notFound) {
      throw new NoSuchRun(workflowId);
    }
    throw error;
  }
}

const quoted = (text: string): string => `"${text.replaceAll(/["\\]/g, '')}"`;

const withEvents = z.object({ events: z.array(z.unknown()) });

/**
 * As text, a line an event, that replays again, here and with any tool of Temporal's. Leaves out what
 * replay does not ask for and what tells of the place: hosts, stacks, the words and links of the UI.
 */
export function historyText(history: History): string {
  const { events } = withEvents.parse(JSON.parse(historyToJSON(history), withoutPlace));
  return `{"events":[\n${events.map((event) => JSON.stringify(event)).join(',\n')}\n]}\n`;
}

const ofThePlace: ReadonlySet<string> = new Set([
  'identity',
  'requestId',
  'stackTrace',
  'userMetadata',
  'workerVersion',
]);

/** A worker's own queue is named by its host; `normalName` beside it is the one that counts. */
const isHostQueue = (key: string, value: unknown): boolean =>
  key === 'name' && typeof value === 'string' && /^\d+@/.test(value);

const withoutPlace = (key: string, value: unknown): unknown =>
  ofThePlace.has(key) || isHostQueue(key, value) ? undefined : value;

/** Reads such text back; the run is told by the id that its first event carries. */
export function readHistory(text: string, fallbackId: string): RecordedHistory {
  const history = parsed(text, fallbackId);
  const [first] = history.events ?? [];
  if (!first?.workflowExecutionStartedEventAttributes) {
    throw new Error(
      `${fallbackId} does not begin with WorkflowExecutionStarted: it is no history.`,
    );
  }
  const workflowId = first.workflowExecutionStartedEventAttributes.workflowId;
  return { workflowId: workflowId ? workflowId : fallbackId, history };
}

function parsed(text: string, name: string): History {
  try {
    return historyFromJSON(JSON.parse(text));
  } catch (error) {
    const why = error instanceof Error ? error.message : 'unreadable';
    throw new Error(
      `${name} is no history (${why}). Save one with: npx sidenote history save ID FILE`,
      { cause: error },
    );
  }
}
