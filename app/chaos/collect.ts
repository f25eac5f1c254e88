import type { Client } from '@temporalio/client';
import type { Collection } from 'mongodb';
import { type MessageId, messageKey } from '../../domain/identifiers.ts';
import type { NoteState } from '../../domain/note-record.ts';
import type { Decision } from '../../domain/session.ts';
import type { Evidence, RecordedMessage } from '../../sandbox/chaos/evidence.ts';
import type { Driven } from './drive.ts';
import type { ChaosStage } from './stage.ts';

type Place = {
  readonly _id: string;
  readonly appId: string;
  readonly conversationId: string;
  readonly messageId: MessageId;
};
type SessionRow = Place & {
  readonly status: string;
  readonly preview: string | null;
  readonly decisions: readonly Pick<Decision, 'outcome'>[];
};
type NoteRow = Place & { readonly referenceCode: string; readonly state: NoteState };

const notCompleted = 'ExecutionStatus != "Running" AND ExecutionStatus != "Completed"';

/** Everything that the run left in the simulator, in MongoDB and in Temporal. */
export async function collect(stage: ChaosStage, driven: Driven): Promise<Evidence> {
  return {
    messages: driven.messages,
    acts: driven.acts,
    calls: stage.simulator.calls(),
    deliveries: stage.simulator.deliveries(),
    recorded: await recordedMessages(stage),
    workflows: {
      open: await workflowIds(stage, 'ExecutionStatus = "Running"'),
      // A review that Intercom refuses to show the thread fails; the next sweep looks again.
      failed: (await workflowIds(stage, notCompleted)).filter((id) => id.startsWith('assist:')),
    },
  };
}

async function recordedMessages({ stores, appIds }: ChaosStage): Promise<RecordedMessage[]> {
  const { db } = stores.database;
  const sessions: Collection<SessionRow> = db.collection('sessions');
  const notes: Collection<NoteRow> = db.collection('notes');
  const ours = { appId: { $in: [...appIds] } };
  const rows = new Map<string, NoteRow>();
  for await (const row of notes.find(ours)) rows.set(messageKey(row), row);
  const found: RecordedMessage[] = [];
  const fields = { appId: 1, conversationId: 1, messageId: 1, status: 1, 'decisions.outcome': 1 };
  for await (const row of sessions.find({ ...ours, preview: null }, { projection: fields })) {
    const { appId, conversationId, messageId, status, decisions } = row;
    const note = rows.get(messageKey(row));
    rows.delete(messageKey(row));
    found.push({
      message: { appId, conversationId, messageId },
      ended: status === 'ended',
      outcomes: decisions.map(({ outcome }) => outcome),
      note: note ? { referenceCode: note.referenceCode, state: note.state } : null,
    });
  }
  // A note without a session would be one of a message that has no outcome.
  for (const { appId, conversationId, messageId, referenceCode, state } of rows.values()) {
    const message = { appId, conversationId, messageId };
    found.push({ message, ended: false, outcomes: [], note: { referenceCode, state } });
  }
  return found;
}

/** Decisions and reviews in a state, by their workflow ids. */
export async function workflowIds(
  { client, taskQueue }: { client: Client; taskQueue: string },
  state: string,
): Promise<string[]> {
  const query = `TaskQueue = "${taskQueue}" AND (${state})`;
  const ids: string[] = [];
  for await (const { workflowId } of client.workflow.list({ query })) {
    if (/^(?:assist|review):/.test(workflowId)) ids.push(workflowId);
  }
  return ids;
}
