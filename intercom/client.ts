import { z } from 'zod';
import type { IntercomListener } from '../domain/trouble.ts';
import { createHttp } from './http.ts';
import { postedNote } from './posted-note.ts';
import { type IntercomReading, conversationPath, readingOn } from './reading.ts';
import { wireConversation } from './wire-conversation.ts';
import { wireTag, type WireTag } from './wire-lists.ts';

export type IntercomClientOptions = {
  readonly accessToken: string;
  readonly baseUrl: string;
  /** Value of `Intercom-Version`, e.g. `2.14`. */
  readonly version: string;
  readonly timeoutMs?: number;
  /** The teammate account that notes and tags are written by. */
  readonly adminId: string;
  /** Milliseconds since 1970 as the server counts them. */
  readonly now?: () => number;
  /** A duration of the server's time as a real one; default: the same. */
  readonly realMs?: (ms: number) => number;
  readonly onAnswer?: IntercomListener;
};

/** The calls that Sidenote makes. Each is one request; all throw `IntercomFailure`. */
export type IntercomClient = IntercomReading & {
  /** Posts an internal note; there is no way to say anything to the customer. */
  replyWithNote(id: string, html: string, signal: AbortSignal): Promise<{ partId: string }>;
  /** Makes the tag or finds the one of that name, whatever its case. */
  createTag(name: string, signal: AbortSignal): Promise<WireTag>;
  tagConversation(id: string, tagId: string, signal: AbortSignal): Promise<void>;
};

/** Client of Intercom's REST API on Node's fetch, which keeps connections alive. */
export function createIntercomClient(options: IntercomClientOptions): IntercomClient {
  const { adminId, timeoutMs = 15_000, now = Date.now } = options;
  const exchange = createHttp({ ...options, timeoutMs, now });
  const write = async <Schema extends z.ZodType>(
    path: string,
    body: Record<string, string>,
    answer: Schema,
    signal: AbortSignal,
  ) => (await exchange({ method: 'POST', path, body, answer, writes: true, signal })).data;

  return {
    ...readingOn(exchange),

    async replyWithNote(id, html, signal) {
      const body = { message_type: 'note', type: 'admin', admin_id: adminId, body: html };
      const answer = await write(`${conversationPath(id)}/reply`, body, wireConversation, signal);
      return { partId: postedNote(answer, html, adminId).id };
    },

    createTag: (name, signal) => write('/tags', { name }, wireTag, signal),

    async tagConversation(id, tagId, signal) {
      const body = { id: tagId, admin_id: adminId };
      await write(`${conversationPath(id)}/tags`, body, z.unknown(), signal);
    },
  };
}
