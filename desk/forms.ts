import { z } from 'zod';
import { parseMessageId } from '../domain/identifiers.ts';

/** What the page's forms send, checked. */

const text = z.string().trim().min(1, 'Write something first.').max(5_000);
const conversation = z.string().min(1).max(100);

export const forms = {
  start: z.object({ body: text, channel: z.enum(['web', 'email']).default('web') }),
  write: z.object({ conversation, body: text, as: z.enum(['customer', 'teammate', 'fin']) }),
  assign: z.object({ conversation, to: z.enum(['teammate', 'ai', 'nobody']) }),
  about: z.object({ conversation }),
  decideNow: z.object({
    conversation,
    message: z.string().transform((typed, context) => {
      const messageId = parseMessageId(typed);
      if (messageId) return messageId;
      context.addIssue({ code: 'custom', message: 'That is no message.' });
      return z.NEVER;
    }),
  }),
  settings: z.object({
    mode: z.enum(['shadow', 'live']),
    confidenceThreshold: z.coerce.number().min(0).max(1),
    firstWaitSeconds: z.coerce.number().min(0).max(60),
    excludedTopics: z.string().max(2_000).default(''),
    email: z.literal('on').optional(),
  }),
} as const;

/** The form as settings have it. */
export const settingsEdit = (form: z.output<typeof forms.settings>) => ({
  mode: form.mode,
  confidenceThreshold: form.confidenceThreshold,
  excludedTopics: form.excludedTopics
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== ''),
  waits: { firstWebMs: form.firstWaitSeconds * 1_000 },
  channels: { email: form.email === 'on' },
});
