import { BSON } from 'mongodb';
import type { Conversation, Entry } from '../domain/conversation.ts';
import { type MessageId, messageKey } from '../domain/identifiers.ts';
import { limits } from '../domain/limits.ts';
import type { RunRef, RunTexts, Session } from '../domain/session.ts';
import { decodeNames, encodeNames } from './safe-keys.ts';

/** A session as it lies in the collection `sessions`. */
export type SessionDocument = Omit<Session, 'message' | 'claimedFor'> & {
  readonly _id: string;
  readonly appId: string;
  readonly conversationId: string;
  readonly messageId: MessageId;
  /** Who raised the run number last: lets a retried start find its own claim. */
  readonly claimedBy: string | null;
  readonly claimedFor?: Session['claimedFor'] | null;
  /** Reason of the last decision, for `again --reason`; null while open or suggested. */
  readonly lastReason: string | null;
  readonly lastEndedAtMs: number | null;
  /** Its texts were removed by age; absent: they are there. */
  readonly textsGone?: true | null;
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
    ...(document.claimedFor ? { claimedFor: document.claimedFor } : {}),
    channel: document.channel,
    createdAtMs: document.createdAtMs,
    messageCreatedAtMs: document.messageCreatedAtMs,
    decisions: document.decisions,
    runs: Object.fromEntries(runs),
  };
}

/** Names of the runs whose texts have to go so that run number `run` may keep its own; oldest first. */
export function runsWithoutRoom({ runs }: Pick<SessionDocument, 'runs'>, run: number): string[] {
  let left = limits.sessionBytes - limits.runBytes;
  return Object.entries(runs)
    .filter(([name]) => Number(name) !== run)
    .sort(([one], [other]) => Number(other) - Number(one))
    .flatMap(([name, texts]) => {
      left -= BSON.calculateObjectSize(texts);
      return left < 0 || Number(name) <= run - limits.runsWithTexts ? [name] : [];
    })
    .reverse();
}

const withMaps = (
  texts: RunTexts,
  change: <T>(map: Readonly<Record<string, T>>) => Record<string, T>,
  fullTextOf: (entry: Entry) => string,
): RunTexts => {
  if (!texts.conversation) return texts;
  const conversation: Conversation = {
    ...texts.conversation,
    customAttributes: change(texts.conversation.customAttributes),
    entries: texts.conversation.entries.map((entry) => ({
      ...entry,
      mailHeaders: change(entry.mailHeaders),
      fullText: fullTextOf(entry),
    })),
  };
  return { ...texts, conversation };
};

/** The full text is stored only where it is another one. */
export const encodeTexts = (texts: RunTexts): RunTexts =>
  withMaps(texts, encodeNames, ({ text, fullText }) => (fullText === text ? '' : fullText));
export const decodeTexts = (texts: RunTexts): RunTexts =>
  withMaps(texts, decodeNames, ({ text, fullText }) => (fullText === '' ? text : fullText));
