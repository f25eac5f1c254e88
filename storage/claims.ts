import type { Collection, Db } from 'mongodb';
import { type MessageId, conversationKey } from '../domain/identifiers.ts';
import type { ClaimAnswer, Notes } from '../domain/ports.ts';
import { positionKey } from '../domain/thread-order.ts';
import { insertOnce } from './mongodb.ts';

/** One document a conversation: who may post now, and the newest message that has a note. */
type ClaimDocument = {
  readonly _id: string;
  /** Raised by every change: who has read another one decides again. */
  readonly revision: number;
  readonly claim: {
    readonly messageId: MessageId;
    readonly position: string;
    readonly holder: string;
    readonly untilMs: number;
  } | null;
  readonly noted: { readonly messageId: MessageId; readonly position: string } | null;
};

type Change = Partial<Pick<ClaimDocument, 'claim' | 'noted'>>;

/** Why a message at this position may not post now; null: it may. */
function refusalOf(
  { claim, noted }: ClaimDocument,
  { position, holder, nowMs }: { position: string; holder: string; nowMs: number },
): ClaimAnswer | null {
  if (noted && noted.position > position) return { kind: 'newer', by: noted.messageId };
  if (!claim || claim.untilMs <= nowMs) return null;
  // Taken, and the answer was lost on its way.
  if (claim.holder === holder) return null;
  if (claim.position > position) return { kind: 'newer', by: claim.messageId };
  return { kind: 'held', freeInMs: claim.untilMs - nowMs };
}

/** The collection `claims`: one poster a conversation. */
export function createClaims(db: Db): Pick<Notes, 'takeClaim' | 'releaseClaim'> {
  const claims: Collection<ClaimDocument> = db.collection('claims');

  /** False: somebody else has changed the document since it was read. */
  async function write(key: string, seen: ClaimDocument | null, change: Change): Promise<boolean> {
    if (seen === null) {
      const fresh = { _id: key, revision: 1, claim: null, noted: null, ...change };
      return insertOnce(claims.insertOne(fresh));
    }
    const { revision } = seen;
    const { matchedCount } = await claims.updateOne(
      { _id: key, revision },
      { $set: { ...change, revision: revision + 1 } },
    );
    return matchedCount === 1;
  }

  return {
    async takeClaim({ message, position, holder, nowMs, untilMs }) {
      const key = conversationKey(message);
      const own = positionKey(position);
      const claim = { messageId: message.messageId, position: own, holder, untilMs };
      for (;;) {
        const seen = await claims.findOne({ _id: key });
        const refusal = seen && refusalOf(seen, { position: own, holder, nowMs });
        if (refusal) return refusal;
        if (await write(key, seen, { claim })) return { kind: 'taken', untilMs };
      }
    },

    async releaseClaim({ message, holder, noted }) {
      const key = conversationKey(message);
      const position = noted && positionKey(noted);
      for (;;) {
        const seen = await claims.findOne({ _id: key });
        if (!seen) return;
        const isNews = position !== null && !(seen.noted && seen.noted.position >= position);
        // A claim that ran out meanwhile may be another's now.
        const isOwn = seen.claim?.holder === holder;
        if (!isNews && !isOwn) return;
        const change = {
          ...(isNews ? { noted: { messageId: message.messageId, position } } : {}),
          ...(isOwn ? { claim: null } : {}),
        };
        if (await write(key, seen, change)) return;
      }
    },
  };
}
