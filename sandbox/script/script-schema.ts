import { z } from 'zod';
import { defaultSettings } from '../../domain/settings.ts';
import { conversationExpectation, messageExpectation } from './expectation-schema.ts';
import { callFaults } from './fault-schema.ts';

/** The script's format; docs/script.md tells every field. Unknown fields are errors. */

const text = z.string().trim().min(1);
const seconds = z.number().nonnegative();

/** Partial settings, as `settings set` takes them; unknown names are errors here too. */
const settings = z.record(z.string(), z.unknown()).superRefine((given, context) => {
  for (const path of unknownNames(given, defaultSettings)) {
    context.addIssue({ code: 'custom', path, message: 'there is no such setting' });
  }
});

const plainObject = z.record(z.string(), z.unknown());

/** Names in `given` that `known` lacks, as paths; lists are not looked into. */
function unknownNames(given: unknown, known: unknown): string[][] {
  const names = plainObject.safeParse(given);
  const allowed = plainObject.safeParse(known);
  if (!names.success || !allowed.success) return [];
  return Object.entries(names.data).flatMap(([name, value]) =>
    name in allowed.data
      ? unknownNames(value, allowed.data[name]).map((path) => [name, ...path])
      : [[name]],
  );
}

export const assignee = z.union(
  [
    z.enum(['nobody', 'ai_admin']),
    z.strictObject({ teammate: text }),
    z.strictObject({ team: text }),
  ],
  { error: 'use "nobody", "ai_admin", {"teammate": name} or {"team": name}' },
);

/** When an event happens. */
const timing = {
  /** Product seconds since the event before; more than 300 is a jump of the clock. */
  after: seconds.default(0),
  /** `decided`: not before every message so far has its outcome. */
  once: z.enum(['decided']).optional(),
};

const webhook = z.union(
  [
    z.enum(['sent', 'lost']),
    z.strictObject({ duplicated: z.number().int().min(1).max(50) }),
    z.strictObject({ lateSeconds: seconds }),
  ],
  { error: 'use "sent", "lost", {"duplicated": copies} or {"lateSeconds": seconds}' },
);

const customer = z
  .strictObject({
    type: z.literal('customer'),
    ...timing,
    text: text.optional(),
    html: text.optional(),
    /** E-mail: of the opening message; of a reply, default "Re: …". */
    subject: text.optional(),
    /** E-mail: what the mail program quotes below the customer's words. */
    quoted: text.optional(),
    signature: text.optional(),
    images: z.number().int().min(0).max(20).default(0),
    files: z.number().int().min(0).max(20).default(0),
    /** E-mail: an out-of-office mail or the like, told by its subject. */
    automatic: z.boolean().default(false),
    webhook: webhook.default('sent'),
    expect: messageExpectation.optional(),
  })
  .refine(({ text, html }) => text === undefined || html === undefined, {
    message: 'give either text or html',
  })
  .refine(({ text, html, images, files }) => (text ?? html) !== undefined || images + files > 0, {
    message: 'give text, html, images or files',
  });

const teammate = z.strictObject({
  type: z.literal('teammate'),
  ...timing,
  text,
  /** Name; default: the script's first teammate. */
  by: text.optional(),
  /** Reply and assign in one. */
  assign: assignee.optional(),
  /** An automation that writes in the teammate's name. */
  asAutomation: z.enum(['app', 'workflow', 'fin']).optional(),
});
const note = z.strictObject({
  type: z.literal('note'),
  ...timing,
  text,
  by: text.optional(),
});
const bot = z.strictObject({
  type: z.literal('bot'),
  ...timing,
  text,
  /** True: Fin; false: a workflow bot. */
  fin: z.boolean().default(false),
});
/** By a teammate, by name; without one by an automation of the workspace. */
const actor = { by: text.optional() };
const assign = z.strictObject({
  type: z.literal('assign'),
  ...timing,
  to: assignee,
  ...actor,
});
const close = z.strictObject({ type: z.literal('close'), ...timing, ...actor });
const reopen = z.strictObject({ type: z.literal('reopen'), ...timing, ...actor });
const snooze = z.strictObject({
  type: z.literal('snooze'),
  ...timing,
  ...actor,
  forSeconds: seconds.default(86_400),
});
const redact = z.strictObject({
  type: z.literal('redact'),
  ...timing,
  /** Number of the customer's message, from 1. */
  message: z.number().int().min(1),
});
const remove = z.strictObject({ type: z.literal('delete'), ...timing });
const changeSettings = z.strictObject({
  type: z.literal('settings'),
  ...timing,
  settings,
});
const attributes = z.strictObject({
  type: z.literal('attributes'),
  ...timing,
  attributes: plainObject,
});

const plainEvent = z.discriminatedUnion('type', [
  customer,
  teammate,
  note,
  bot,
  assign,
  close,
  reopen,
  snooze,
  redact,
  remove,
  changeSettings,
  attributes,
]);

/** Does something when the product reads the conversation the nth time: no race to be lost. */
const onRead = z.strictObject({
  type: z.literal('on_read'),
  ...timing,
  /** From 1, counted from the conversation's beginning. */
  nth: z.number().int().min(1),
  when: z.enum(['before', 'after']).default('after'),
  events: z.array(plainEvent).min(1),
});

const event = z.discriminatedUnion('type', [...plainEvent.options, onRead]);

const contact = z.strictObject({
  name: text.nullable().default('Dana Example'),
  email: text.nullable().default('dana@customer.example'),
  /** The contact's own language setting, such as `de`. */
  language: text.nullable().default(null),
  /** Blocked in Intercom; the product's own blocklist is a setting. */
  blocked: z.boolean().default(false),
});

const conversation = z.strictObject({
  name: text,
  /** Reported together: "x of 10 end right". */
  group: text.optional(),
  settings: settings.default({}),
  /** `web`, `email`, or Intercom's name of another source, such as `whatsapp`. */
  channel: text.default('web'),
  deliveredAs: text.default('customer_initiated'),
  contact: contact.prefault({}),
  assigned: assignee.default('nobody'),
  state: z.enum(['open', 'closed', 'snoozed']).default('open'),
  tags: z.array(text).default([]),
  attributes: plainObject.default({}),
  pageUrl: text.nullable().default(null),
  faults: callFaults.default([]),
  events: z
    .array(event)
    .min(1)
    .refine((events) => events[0]?.type === 'customer', {
      message: 'the first event is the customer’s (or the campaign’s) opening message',
    }),
  expect: conversationExpectation.optional(),
});

export const scriptSchema = z.strictObject({
  name: text.default('script'),
  settings: settings.default({}),
  teammates: z.array(text).min(1).default(['Jane Agent', 'Sam Agent']),
  teams: z
    .array(z.strictObject({ name: text, members: z.array(text).default([]) }))
    .default([{ name: 'Support', members: [] }]),
  conversations: z.array(conversation).min(1),
});

export type Script = z.output<typeof scriptSchema>;
/** As written: what has a default may be left out. */
export type ScriptInput = z.input<typeof scriptSchema>;
export type ConversationInput = z.input<typeof conversation>;
export type ScriptedConversation = z.output<typeof conversation>;
export type ScriptEvent = z.output<typeof event>;
export type PlainEvent = z.output<typeof plainEvent>;
export type CustomerEvent = z.output<typeof customer>;
export type ScriptAssignee = z.output<typeof assignee>;
