import type { MessageRef } from '../../domain/identifiers.ts';
import type { NoteState } from '../../domain/note-record.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { RecordedCall, RecordedDelivery } from '../intercom/records.ts';

/** A customer message that was written, and what stands of it at the end. */
export type WrittenMessage = {
  readonly message: MessageRef;
  readonly writtenAtMs: number;
  /** The notification that told of it; null: none was made. */
  readonly notificationId: string | null;
  /** When it was redacted; null: it was not. */
  readonly redactedAtMs: number | null;
};

/** A teammate's public answer, or the end of a conversation. */
export type HumanAct = {
  readonly appId: string;
  readonly conversationId: string;
  readonly kind: 'answer' | 'delete';
  readonly atMs: number;
};

/** A message's session and the row of its note, as the database has them. */
export type RecordedMessage = {
  readonly message: MessageRef;
  readonly ended: boolean;
  /** Of every decision about it, in their order; null: it has none. */
  readonly outcomes: readonly (Outcome | null)[];
  readonly note: { readonly referenceCode: string; readonly state: NoteState } | null;
};

/** All that a run left behind, as plain data. */
export type Evidence = {
  readonly messages: readonly WrittenMessage[];
  readonly acts: readonly HumanAct[];
  readonly calls: readonly RecordedCall[];
  readonly deliveries: readonly RecordedDelivery[];
  readonly recorded: readonly RecordedMessage[];
  /** Ids of decisions and reviews that are open, and of decisions that did not complete. */
  readonly workflows: { readonly open: readonly string[]; readonly failed: readonly string[] };
};
