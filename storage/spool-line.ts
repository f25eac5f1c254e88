import { z } from 'zod';
import { parseMessageId } from '../domain/identifiers.ts';
import type { Delivery } from '../domain/ports.ts';

const messageId = z.string().transform((text, context) => {
  const id = parseMessageId(text);
  if (id !== undefined) return id;
  context.addIssue('no message id');
  return z.NEVER;
});

const line = z.object({
  appId: z.string().min(1),
  notificationId: z.string().min(1),
  topic: z.string(),
  conversationId: z.string().min(1).nullable(),
  messageIds: z.array(messageId),
  newestPartId: z.string().nullable(),
  /** Absent in lines of former versions. */
  articleId: z.string().nullable().default(null),
  receivedAtMs: z.number(),
  started: z.boolean(),
});

/** A wake-up as a line: field by field, so that nothing else ever gets into the file. */
export function lineOf(delivery: Delivery): string {
  const { appId, notificationId, topic, conversationId } = delivery;
  const { messageIds, newestPartId, articleId, receivedAtMs, started } = delivery;
  const ids = { appId, notificationId, topic, conversationId, messageIds, newestPartId, articleId };
  return `${JSON.stringify({ ...ids, receivedAtMs, started })}\n`;
}

/** The wake-ups of a file, and how many lines are none: cut off by a crash, or damaged. */
export function readLines(text: string): { deliveries: Delivery[]; damaged: number } {
  const lines = text.split('\n').filter((one) => one !== '');
  const deliveries = lines.map(readLine).filter((delivery) => delivery !== null);
  return { deliveries, damaged: lines.length - deliveries.length };
}

function readLine(text: string): Delivery | null {
  try {
    return line.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
