import { z } from 'zod';
import { apiVersions } from '../state/types.ts';

/**
 * What the driving API takes: parsed when it comes over HTTP, and a type for callers in process.
 * `appId` names the workspace everywhere; times are whole seconds unless a name says `Ms`.
 */

const place = { appId: z.string(), conversationId: z.string() };
/** Lost: the change happens and no notification is sent. */
const announced = { silent: z.boolean().default(false) };
const json = z.record(z.string(), z.unknown());

const attachment = z.object({
  name: z.string(),
  url: z.string(),
  contentType: z.string().default('application/octet-stream'),
  filesize: z.number().default(1024),
  width: z.number().optional(),
  height: z.number().optional(),
});
const emailHeader = z.object({
  type: z.string(),
  emailAddress: z.string(),
  name: z.string().nullable().default(null),
});
const email = {
  /** Quoted mail as HTML, kept apart from the body. */
  emailHistory: z.string().optional(),
  emailHeaders: z.array(emailHeader).optional(),
  messageId: z.string().optional(),
};
const assignee = z.union([
  z.object({ teammate: z.string() }),
  z.object({ team: z.string() }),
  z.literal('nobody'),
]);
/** A teammate's id, or an automation of the workspace. */
const actor = z.union([z.object({ teammate: z.string() }), z.literal('workflow')]);

/**
 * How an automation that writes in a teammate's name shows: `app` sets `app_package_code`,
 * `workflow` leaves an `operator_workflow_event` part just before, `fin` sets `from_ai_agent`.
 */
export const automationKinds = ['app', 'workflow', 'fin'] as const;

export const inputs = {
  createWorkspace: z.object({
    appId: z.string(),
    name: z.string().default('Sandbox'),
    token: z.string(),
    clientSecret: z.string(),
    region: z.enum(['us', 'eu', 'au']).default('us'),
    timezone: z.string().default('Etc/UTC'),
    adminId: z.string(),
    adminName: z.string().default('AI Assistant'),
    adminHasSeat: z.boolean().default(true),
    version: z.enum(apiVersions).default('2.14'),
    webhookVersion: z.enum(apiVersions).default('2.14'),
    webhookUrl: z.string().optional(),
    subscriptions: z.array(z.string()).optional(),
    rateLimit: z.number().int().positive().default(1_000_000),
    repliedPayload: z.enum(['newest', 'thread']).default('newest'),
    redactedPayload: z.enum(['part', 'conversation']).default('part'),
    searchByWholeDays: z.boolean().default(false),
    /** Null: the workspace has no help center. */
    helpCenterUrl: z.string().nullable().default('https://help.sandbox.example'),
  }),
  /** What is left out stays. A new client secret is what rotating it in the Developer Hub does. */
  updateWorkspace: z.object({
    appId: z.string(),
    clientSecret: z.string().optional(),
    version: z.enum(apiVersions).optional(),
    webhookVersion: z.enum(apiVersions).optional(),
    webhookUrl: z.string().nullable().optional(),
    subscriptions: z.array(z.string()).optional(),
    rateLimit: z.number().int().positive().optional(),
    repliedPayload: z.enum(['newest', 'thread']).optional(),
    redactedPayload: z.enum(['part', 'conversation']).optional(),
    searchByWholeDays: z.boolean().optional(),
  }),
  addTeammate: z.object({
    appId: z.string(),
    id: z.string().optional(),
    name: z.string(),
    email: z.string().optional(),
    hasInboxSeat: z.boolean().default(true),
    awayModeEnabled: z.boolean().default(false),
    teamIds: z.array(z.string()).default([]),
  }),
  addTeam: z.object({
    appId: z.string(),
    id: z.string().optional(),
    name: z.string(),
    adminIds: z.array(z.string()).default([]),
  }),
  addContact: z.object({
    appId: z.string(),
    id: z.string().optional(),
    role: z.enum(['user', 'lead']).default('user'),
    name: z.string().nullable().default(null),
    email: z.string().nullable().default(null),
    externalId: z.string().nullable().default(null),
    languageOverride: z.string().nullable().default(null),
    customAttributes: json.default({}),
    companies: z.array(z.object({ id: z.string(), name: z.string() })).default([]),
    country: z.string().nullable().default(null),
  }),
  deleteContact: z.object({ appId: z.string(), contactId: z.string(), ...announced }),
  blockContact: z.object({ appId: z.string(), contactId: z.string() }),
  startConversation: z.object({
    appId: z.string(),
    id: z.string().optional(),
    /** `conversation` is the Messenger; the others are Intercom's source types. */
    sourceType: z.string().default('conversation'),
    deliveredAs: z.string().default('customer_initiated'),
    contactId: z.string(),
    /** HTML, or plain text, which becomes one paragraph per line. */
    body: z.string(),
    subject: z.string().default(''),
    title: z.string().nullable().default(null),
    assignee: assignee.default('nobody'),
    attachments: z.array(attachment).default([]),
    pageUrl: z.string().nullable().default(null),
    /** Address the mail was written to. */
    writtenTo: z.string().optional(),
    createdAtMs: z.number().optional(),
    customAttributes: json.default({}),
    tags: z.array(z.string()).default([]),
    priority: z.enum(['none', 'low', 'medium', 'high', 'urgent']).default('none'),
    state: z.enum(['open', 'closed', 'snoozed']).default('open'),
    ...email,
    ...announced,
  }),
  customerReplies: z.object({
    ...place,
    /** Null: a reply without text (images only). */
    body: z.string().nullable(),
    /** Default: the conversation's first contact. */
    contactId: z.string().optional(),
    /** Of a mail; default: "Re: " and the conversation's. */
    subject: z.string().optional(),
    attachments: z.array(attachment).default([]),
    createdAtMs: z.number().optional(),
    ...email,
    ...announced,
  }),
  teammateReplies: z.object({
    ...place,
    teammateId: z.string(),
    body: z.string(),
    /** Reply and assign in one: the part is an `assignment` that carries the body. */
    assign: assignee.optional(),
    asAutomation: z.enum(automationKinds).optional(),
    attachments: z.array(attachment).default([]),
    createdAtMs: z.number().optional(),
    ...announced,
  }),
  botReplies: z.object({
    ...place,
    body: z.string(),
    /** True: Fin; false: a workflow bot. */
    fin: z.boolean(),
    /** Reported by third parties: some bot replies are sent as `conversation.admin.replied` too. */
    alsoAsAdminReplied: z.boolean().default(false),
    resolutionState: z.string().nullable().default(null),
    ...announced,
  }),
  teammateNotes: z.object({
    ...place,
    teammateId: z.string(),
    body: z.string(),
    ...announced,
  }),
  assign: z.object({ ...place, to: assignee, by: actor.default('workflow'), ...announced }),
  close: z.object({ ...place, by: actor.default('workflow'), ...announced }),
  reopen: z.object({ ...place, by: actor.default('workflow'), ...announced }),
  snooze: z.object({
    ...place,
    by: actor.default('workflow'),
    /** Product time. */
    untilMs: z.number().optional(),
    ...announced,
  }),
  redactPart: z.object({ ...place, partId: z.string(), ...announced }),
  redactSource: z.object({ ...place, ...announced }),
  deleteConversation: z.object({ ...place, ...announced }),
  setTags: z.object({ ...place, tags: z.array(z.string()) }),
  setAttributes: z.object({ ...place, customAttributes: json }),
  addArticle: z.object({
    appId: z.string(),
    id: z.string().optional(),
    title: z.string(),
    description: z.string().default(''),
    body: z.string(),
    state: z.enum(['published', 'draft']).default('published'),
    locale: z.string().default('en'),
    parentIds: z.array(z.string()).default([]),
    audience: z.string().default('everyone'),
    usedByFin: z.boolean().default(true),
    usedByCopilot: z.boolean().default(true),
    translations: z
      .array(
        z.object({
          locale: z.string(),
          title: z.string(),
          body: z.string(),
          description: z.string().default(''),
          state: z.enum(['published', 'draft']).default('published'),
        }),
      )
      .default([]),
    updatedAtMs: z.number().optional(),
    ...announced,
  }),
  updateArticle: z.object({
    appId: z.string(),
    articleId: z.string(),
    title: z.string().optional(),
    body: z.string().optional(),
    description: z.string().optional(),
    audience: z.string().optional(),
    usedByFin: z.boolean().optional(),
    usedByCopilot: z.boolean().optional(),
    state: z.enum(['published', 'draft']).optional(),
    ...announced,
  }),
  unpublishArticle: z.object({ appId: z.string(), articleId: z.string(), ...announced }),
  deleteArticle: z.object({ appId: z.string(), articleId: z.string(), ...announced }),
  addInternalArticle: z.object({
    appId: z.string(),
    id: z.string().optional(),
    title: z.string(),
    body: z.string(),
    locale: z.string().default('en'),
    usedByFin: z.boolean().default(true),
    usedByCopilot: z.boolean().default(true),
  }),
  deleteInternalArticle: z.object({ appId: z.string(), articleId: z.string() }),
  sendPing: z.object({ appId: z.string() }),
  /** The conversation's newest notification once more, with the same id. */
  redeliver: z.object({ ...place, copies: z.number().int().positive().default(1) }),
  importConversation: z.object({
    appId: z.string(),
    /** A conversation as Intercom sends it, `data.item` of a notification, say. */
    conversation: json,
    /** Topic to announce it under; without one nothing is sent. */
    topic: z.string().optional(),
    /** Added to every time; default: so many that the newest is now. */
    shiftSeconds: z.number().optional(),
  }),
};

/** What a caller may leave out is optional here. */
export type Input<Name extends keyof typeof inputs> = z.input<(typeof inputs)[Name]>;
export type Parsed<Name extends keyof typeof inputs> = z.output<(typeof inputs)[Name]>;
