import type { Conversation } from '../domain/conversation.ts';
import { type MessageId, messageKey } from '../domain/identifiers.ts';
import type { RunRef, RunTexts, Session } from '../domain/session.ts';
import { decodeNames, encodeNames } from './safe-keys.ts';

/** A session as it lies in the collection `sessions`. */
export type SessionDocument = Omit<Session, 'message'> & {
  readonly _id: string;
  readonly appId: string;
  readonly conversationId: string;
  readonly messageId: MessageId;
  /** Who raised the run number last: lets a retried start find its own claim. */
  readonly claimedBy: string | null;
  /** Reason of the last decision, for `again --reason`; null while open or suggested. */
  readonly lastReason: string | null;
  readonly lastEndedAtMs: number | null;
};

export const sessionKey = ({ message, preview }: Pick<RunRef, 'message' | 'preview'>): string =>
  preview === null ? messageKey(message) : `preview:${messageKey(message)}:${preview}`;

export function fromDocument(document: SessionDocument): Session {
  const runs = Object.entries(document.runs).map(([run, texts]): [string, RunTexts] => [
    run,
    decodeTexts(texts),
  ]);
  return {
    message: {
      appId: document.appId,
      conversationId: document.conversationId,
      messageId: document.messageId,
    },
    preview: document.preview,
    status: document.status,
    run: document.run,
    channel: document.channel,
    createdAtMs: document.createdAtMs,
    messageCreatedAtMs: document.messageCreatedAtMs,
    decisions: document.decisions,
    runs: Object.fromEntries(runs),
  };
}

const withMaps = (
  texts: RunTexts,
  change: <T>(map: Readonly<Record<string, T>>) => Record<string, T>,
): RunTexts => {
  if (!texts.conversation) return texts;
  const conversation: Conversation = {
    ...texts.conversation,
    customAttributes: change(texts.conversation.customAttributes),
    entries: texts.conversation.entries.map((entry) => ({
      ...entry,
      mailHeaders: change(entry.mailHeaders),
    })),
  };
  return { ...texts, conversation };
};

export const encodeTexts = (texts: RunTexts): RunTexts => withMaps(texts, encodeNames);
export const decodeTexts = (texts: RunTexts): RunTexts => withMaps(texts, decodeNames);
