import { z } from 'zod';
import type { PayloadAge } from '../domain/payload-age.ts';

/** What changed between the versions: 2.15 added the company, 2.16 channel and five priorities. */
const conversation = z.object({
  data: z.object({
    item: z.object({
      priority: z.string(),
      company: z.unknown().optional(),
      channel: z.unknown().optional(),
    }),
  }),
});

/** Told by the shape of a webhook's conversation; null where the payload holds none. Never throws. */
export function payloadAge(body: Uint8Array): PayloadAge | null {
  let payload: unknown;
  try {
    payload = JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return null;
  }
  const read = conversation.safeParse(payload);
  if (!read.success) return null;
  const { item } = read.data.data;
  if (item.channel !== undefined) return '2.16 or later';
  if (item.company !== undefined) return '2.15';
  return ['priority', 'not_priority'].includes(item.priority) ? 'before 2.15' : null;
}
