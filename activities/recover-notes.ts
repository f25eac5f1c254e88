import type { Conversation } from '../domain/conversation.ts';
import type { MessageRef } from '../domain/identifiers.ts';
import { isCustomerMessage, isTeammateAnswer } from '../domain/turn.ts';
import { codeOfOwnNote, partIdOf } from './own-note.ts';
import type { ActivityPorts } from './ports.ts';

/**
 * Notes of ours that stand in the thread and that storage does not know as posted, as after a
 * restore of the database: each gets its row again, found by its code, which is made from its
 * message. True: the given message's own note is among them.
 */
export async function recoverNotes(
  ports: ActivityPorts,
  message: MessageRef,
  conversation: Conversation,
): Promise<boolean> {
  const coded = conversation.entries.flatMap((entry) => {
    const code = codeOfOwnNote(entry);
    return code === null ? [] : [{ entry, code }];
  });
  if (coded.length === 0) return false;
  const rows = await ports.notes.ofConversation(message);
  const posted = new Set(rows.filter(({ state }) => state === 'posted').map(codeOf));
  const missing = coded.filter(({ code }) => !posted.has(code));
  if (missing.length === 0) return false;

  const owners = ownersByCode(ports, message, conversation);
  for (const row of rows) owners.set(row.referenceCode, row.message);
  let own = false;
  for (const { entry, code } of missing) {
    const owner = owners.get(code);
    if (owner === undefined) continue;
    const partId = partIdOf(entry);
    await ports.notes.restore({
      message: owner,
      state: 'posted',
      referenceCode: code,
      covers: coveredBy(conversation, owner),
      replaces: null,
      partId,
      posts: 1,
      createdAtMs: entry.createdAtMs,
      postedAtMs: entry.createdAtMs,
    });
    own ||= owner.messageId === message.messageId;
  }
  return own;
}

const codeOf = ({ referenceCode }: { referenceCode: string }): string => referenceCode;

/** Whose note a code would mark, for every customer message that the thread shows. */
function ownersByCode(
  ports: ActivityPorts,
  { appId, conversationId }: MessageRef,
  { entries }: Conversation,
): Map<string, MessageRef> {
  const messages = entries.filter(
    ({ kind, author }) => kind === 'comment' && author.kind === 'customer',
  );
  return new Map(
    messages.flatMap(({ id }) => {
      const message = { appId, conversationId, messageId: id };
      return ports.referenceCodes(message).map((code): [string, MessageRef] => [code, message]);
    }),
  );
}

/** The messages of the turn that ended with this one. */
function coveredBy(
  { entries }: Conversation,
  { messageId }: MessageRef,
): MessageRef['messageId'][] {
  const upTo = entries.slice(0, entries.findIndex(({ id }) => id === messageId) + 1);
  const start = upTo.findLastIndex(isTeammateAnswer);
  return upTo
    .slice(start + 1)
    .filter(isCustomerMessage)
    .map(({ id }) => id);
}
