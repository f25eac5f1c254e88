import { isInternalNote, type RecordedCall } from '../intercom/records.ts';

/** A note that Intercom took, from the log of calls. */
export type LoggedNote = {
  readonly appId: string;
  readonly conversationId: string;
  /** Its own reference code, the last in its body; null: it has none. */
  readonly code: string | null;
  /** The code of the note that it says it replaces. */
  readonly replaces: string | null;
  readonly postedAtMs: number;
  readonly call: RecordedCall;
};

const codes = /SN(?:-[0-9A-Z]{4}){3}/g;

/** Every note that was written, in the order in which Intercom took them. */
export function notesIn(calls: readonly RecordedCall[]): readonly LoggedNote[] {
  return calls
    .filter((call) => call.done && isInternalNote(call))
    .map((call) => {
      const text = JSON.stringify(call.body);
      const replaced = /Replaces the earlier note (SN(?:-[0-9A-Z]{4}){3})/.exec(text);
      return {
        appId: call.appId ?? '',
        conversationId: call.conversationId ?? '',
        code: text.match(codes)?.at(-1) ?? null,
        replaces: replaced?.[1] ?? null,
        postedAtMs: call.doneAt ?? call.startedAt,
        call,
      };
    })
    .sort((one, other) => one.postedAtMs - other.postedAtMs);
}
