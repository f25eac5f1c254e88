import type { MessageId, MessageRef } from './identifiers.ts';

/**
 * A note's row: at most one a message, written before the first attempt to post.
 * - `reserved`: the reference code is made, nothing was sent
 * - `posting`: a POST may be under way or its answer was lost
 * - `posted`: Intercom has it (`partId`)
 * - `unwritten`: decided in shadow mode; nothing was sent to Intercom
 * - `unconfirmed`: given up without knowing; a missing note beats a double one
 */
export type NoteState = 'reserved' | 'posting' | 'posted' | 'unwritten' | 'unconfirmed';

export type NoteRecord = {
  readonly message: MessageRef;
  readonly state: NoteState;
  readonly referenceCode: string;
  /** The turn's messages that the note answers. */
  readonly covers: readonly MessageId[];
  /** Reference code of the note that it says it replaces. */
  readonly replaces: string | null;
  readonly partId: string | null;
  /** POSTs that may have had an effect, over all attempts and runs, since a person last asked. */
  readonly posts: number;
  readonly createdAtMs: number;
  readonly postedAtMs: number | null;
};

/** Is there a note that a rep can see? What shadow mode only recorded counts in shadow alone. */
export const stands = ({ state }: NoteRecord, mode: 'shadow' | 'live'): boolean =>
  state === 'posted' || (state === 'unwritten' && mode === 'shadow');
