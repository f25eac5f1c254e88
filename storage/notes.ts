import type { Collection, Db } from 'mongodb';
import {
  type ConversationRef,
  type MessageId,
  conversationKey,
  messageKey,
} from '../domain/identifiers.ts';
import type { NoteRecord } from '../domain/note-record.ts';
import type { Notes } from '../domain/ports.ts';
import { positionKey } from '../domain/thread-order.ts';
import { insertOnce } from './mongodb.ts';

type NoteDocument = Omit<NoteRecord, 'message'> & {
  readonly _id: string;
  readonly appId: string;
  readonly conversationId: string;
  readonly messageId: MessageId;
};

/** One document a conversation: who may post now, and the newest message that has a note. */
type ClaimDocument = {
  readonly _id: string;
  readonly claim: {
    readonly messageId: MessageId;
    readonly position: string;
    readonly holder: string;
    readonly untilMs: number;
  } | null;
  readonly noted: { readonly messageId: MessageId; readonly position: string } | null;
};

const fromDocument = ({ _id, appId, conversationId, messageId, ...rest }: NoteDocument) => ({
  ...rest,
  message: { appId, conversationId, messageId },
});

const postedBy = ({ partId, createdAtMs }: { partId: string; createdAtMs: number }) =>
  ({ state: 'posted', partId, nowMs: createdAtMs }) as const;

/** The collections `notes` and `claims`: at most one note a message, one poster a conversation. */
export function createNotes(db: Db): Notes {
  const notes: Collection<NoteDocument> = db.collection('notes');
  const claims: Collection<ClaimDocument> = db.collection('claims');

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
      const row = await notes.findOneAndUpdate(
        { _id: messageKey(message) },
        { $inc: { posts: 1 }, $set: { state: 'posting' } },
        { returnDocument: 'after' },
      );
      return row?.posts ?? 0;
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
        { _id: messageKey(message), state: { $ne: 'posted' } },
        { $set: { state, partId, postedAtMs: state === 'posted' ? nowMs : null } },
      );
    },

    async takeClaim({ message, position, holder, nowMs, untilMs }) {
      const key = conversationKey(message);
      const own = positionKey(position);
      const free = {
        _id: key,
        $and: [
          { $or: [{ claim: null }, { 'claim.untilMs': { $lte: nowMs } }] },
          { $or: [{ noted: null }, { 'noted.position': { $lte: own } }] },
        ],
      };
      const claimed = { messageId: message.messageId, position: own, holder, untilMs };
      // Makes the document of a new conversation; one that is not free is a duplicate key then.
      const taken = await insertOnce(
        claims.updateOne(
          free,
          { $set: { claim: claimed }, $setOnInsert: { noted: null } },
          { upsert: true },
        ),
      );
      if (taken) return { kind: 'taken', untilMs };
      const document = await claims.findOne({ _id: key });
      if (document?.noted && document.noted.position > own) {
        return { kind: 'newer', by: document.noted.messageId };
      }
      const claim = document?.claim;
      if (claim && claim.position > own) return { kind: 'newer', by: claim.messageId };
      return { kind: 'held', freeInMs: Math.max(0, (claim?.untilMs ?? nowMs) - nowMs) };
    },

    async releaseClaim({ message, holder, noted }) {
      const key = conversationKey(message);
      if (noted) {
        const position = positionKey(noted);
        const older = { $or: [{ noted: null }, { 'noted.position': { $lt: position } }] };
        const news = { messageId: message.messageId, position };
        const { matchedCount } = await claims.updateOne(
          { _id: key, 'claim.holder': holder, ...older },
          { $set: { noted: news, claim: null } },
        );
        if (matchedCount === 1) return;
        // The claim ran out meanwhile, or a newer message has a note already.
        await claims.updateOne({ _id: key, ...older }, { $set: { noted: news } });
      }
      await claims.updateOne({ _id: key, 'claim.holder': holder }, { $set: { claim: null } });
    },
  };
}
