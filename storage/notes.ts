import type { Collection, Db } from 'mongodb';
import { type ConversationRef, type MessageId, messageKey } from '../domain/identifiers.ts';
import type { NoteRecord, NoteState } from '../domain/note-record.ts';
import type { Notes } from '../domain/ports.ts';
import { createClaims } from './claims.ts';
import { insertOnce } from './mongodb.ts';

type NoteDocument = Omit<NoteRecord, 'message'> & {
  readonly _id: string;
  readonly appId: string;
  readonly conversationId: string;
  readonly messageId: MessageId;
};

const notPosted: readonly NoteState[] = ['reserved', 'posting', 'unwritten', 'unconfirmed'];

const fromDocument = ({ _id, appId, conversationId, messageId, ...rest }: NoteDocument) => ({
  ...rest,
  message: { appId, conversationId, messageId },
});

const postedBy = ({ partId, createdAtMs }: { partId: string; createdAtMs: number }) =>
  ({ state: 'posted', partId, nowMs: createdAtMs }) as const;

/** The collections `notes` and `claims`: at most one note a message, one poster a conversation. */
export function createNotes(db: Db): Notes {
  const notes: Collection<NoteDocument> = db.collection('notes');

  return {
    async find(message) {
      const document = await notes.findOne({ _id: messageKey(message) });
      return document && fromDocument(document);
    },

    async ofConversation({ appId, conversationId }: ConversationRef) {
      const documents = await notes
        .find({ appId, conversationId })
        .sort({ createdAtMs: 1 })
        .toArray();
      return documents.map(fromDocument);
    },

    async reserve({ message, covers, replaces, referenceCode, nowMs }) {
      const key = messageKey(message);
      const row: NoteDocument = {
        _id: key,
        ...message,
        state: 'reserved',
        referenceCode,
        covers,
        replaces,
        partId: null,
        posts: 0,
        createdAtMs: nowMs,
        postedAtMs: null,
      };
      if (await insertOnce(notes.insertOne(row))) return fromDocument(row);
      // A later run of the message may cover more; the code stays, or it could not be found again.
      await notes.updateOne(
        { _id: key, state: { $in: ['reserved', 'unwritten'] } },
        { $set: { covers, replaces } },
      );
      const found = await notes.findOne({ _id: key });
      return fromDocument(found ?? row);
    },

    async countPost(message) {
      const key = { _id: messageKey(message) };
      await notes.updateOne(key, { $inc: { posts: 1 }, $set: { state: 'posting' } });
      return (await notes.findOne(key))?.posts ?? 0;
    },

    async uncountPost(message) {
      const key = messageKey(message);
      await notes.updateOne(
        { _id: key, state: 'posting', posts: { $gt: 0 } },
        { $inc: { posts: -1 } },
      );
      await notes.updateOne(
        { _id: key, state: 'posting', posts: 0 },
        { $set: { state: 'reserved' } },
      );
    },

    async reopen(message) {
      await notes.updateOne(
        { _id: messageKey(message), state: 'unconfirmed' },
        { $set: { state: 'reserved', posts: 0 } },
      );
    },

    async restore({ message, ...note }) {
      const key = messageKey(message);
      const row = { _id: key, ...message, ...note };
      // The row may be there from before the POST: only that it was posted is news then.
      if (!(await insertOnce(notes.insertOne(row)))) await this.settle(message, postedBy(note));
    },

    async settle(message, { state, partId, nowMs }) {
      await notes.updateOne(
        { _id: messageKey(message), state: { $in: [...notPosted] } },
        { $set: { state, partId, postedAtMs: state === 'posted' ? nowMs : null } },
      );
    },

    ...createClaims(db),
  };
}
