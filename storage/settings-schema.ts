import { z } from 'zod';
import { limits } from '../domain/limits.ts';
import {
  type BudgetLimits,
  type Settings,
  defaultSettings as defaults,
  topicCautions,
} from '../domain/settings.ts';

const texts = z.array(z.string().trim().min(1).max(2_000)).max(500);
const milliseconds = z.number().int().min(0).max(86_400_000);
const channel = z.enum(['web', 'email', 'other']);

const address = z
  .string()
  .trim()
  .regex(/^[^\s@]*@[^\s@]+$/, 'write an address, or @ and a domain')
  .max(limits.labelCharacters);
const host = z
  .string()
  .trim()
  .regex(/^[^\s/:@*]+$/, 'write a host without scheme, port and path, such as app.example.com')
  .max(limits.labelCharacters);
const some = texts.min(1);
const sources = some;

/** Strict, since a rule without the name that somebody misspelt would match other conversations. */
const knowledgeRule = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('team'), teams: some, sources }),
  z.strictObject({
    by: z.literal('attribute'),
    name: z.string().trim().min(1).max(limits.labelCharacters),
    values: some,
    sources,
  }),
  z.strictObject({
    by: z.literal('address'),
    addresses: z.array(address).min(1).max(500),
    sources,
  }),
  z.strictObject({ by: z.literal('host'), hosts: z.array(host).min(1).max(500), sources }),
  z.strictObject({ by: z.literal('all'), sources }),
]);

const amount = z.number().min(0).max(1e12);
const limitsOf = (usual: BudgetLimits) =>
  z
    .object({
      tokens: amount.int().nullable().default(usual.tokens),
      drafts: amount.int().nullable().default(usual.drafts),
      money: amount.nullable().default(usual.money),
    })
    .prefault({});
const price = amount.default(0);

const budgets = z
  .object({
    message: limitsOf(defaults.budgets.message),
    conversationDay: limitsOf(defaults.budgets.conversationDay),
    workspaceDay: limitsOf(defaults.budgets.workspaceDay),
    workspaceMonth: limitsOf(defaults.budgets.workspaceMonth),
    prices: z.object({ inputPerMillion: price, outputPerMillion: price }).prefault({}),
  })
  .refine(
    ({ prices, ...scopes }) =>
      prices.inputPerMillion + prices.outputPerMillion > 0 ||
      Object.values(scopes).every(({ money }) => money === null),
    'a limit in money needs budgets.prices: what a million tokens cost',
  )
  .prefault({});

/**
 * How settings are read, from storage and from an edit: what is missing gets its default, what is
 * unknown is dropped here and kept by the caller.
 */
export const settingsSchema: z.ZodType<Settings, unknown> = z.object({
  mode: z.enum(['shadow', 'live']).default(defaults.mode),
  scope: z
    .object({
      teams: texts.default([]),
      teammates: texts.default([]),
      tags: texts.default([]),
      percentage: z.number().min(0).max(100).default(defaults.scope.percentage),
    })
    .prefault({}),
  channels: z
    .object({
      web: z.boolean().default(defaults.channels.web),
      email: z.boolean().default(defaults.channels.email),
      other: z.boolean().default(defaults.channels.other),
    })
    .prefault({}),
  unassigned: z.enum(['assist', 'quiet', 'wait']).default(defaults.unassigned),
  whileBotAnswers: z.enum(['quiet', 'assist']).default(defaults.whileBotAnswers),
  excludedTopics: texts.default([]),
  excludedTopicCaution: z.enum(topicCautions).default(defaults.excludedTopicCaution),
  topics: z
    .array(
      z.object({
        name: z.string().trim().min(1).max(200),
        description: z.string().max(2_000).default(''),
        examples: texts.default([]),
      }),
    )
    .max(200)
    .default([]),
  confidenceThreshold: z.number().min(0).max(1).default(defaults.confidenceThreshold),
  targetPrecision: z.number().min(0).max(1).nullable().default(defaults.targetPrecision),
  sendCitationsAsNote: z.boolean().default(defaults.sendCitationsAsNote),
  internalBlock: z.boolean().default(defaults.internalBlock),
  footer: z.enum(['full', 'code']).default(defaults.footer),
  tags: z
    .object({
      suggested: z.string().trim().min(1).max(200).default(defaults.tags.suggested),
      quiet: z.boolean().default(defaults.tags.quiet),
      skippedTopic: z.string().trim().min(1).default(defaults.tags.skippedTopic),
      skippedNoKnowledge: z.string().trim().min(1).default(defaults.tags.skippedNoKnowledge),
      skippedNotHelpful: z.string().trim().min(1).default(defaults.tags.skippedNotHelpful),
      skippedFailed: z.string().trim().min(1).default(defaults.tags.skippedFailed),
    })
    .prefault({}),
  waits: z
    .object({
      firstWebMs: milliseconds.default(defaults.waits.firstWebMs),
      firstEmailMs: milliseconds.default(defaults.waits.firstEmailMs),
      afterTeammateMs: milliseconds.default(defaults.waits.afterTeammateMs),
      afterOwnMessageMs: milliseconds.default(defaults.waits.afterOwnMessageMs),
      attribute: z.string().min(1).nullable().default(defaults.waits.attribute),
      attributeMs: milliseconds.max(60_000).default(defaults.waits.attributeMs),
    })
    .prefault({}),
  blocklist: z.object({ emails: texts.default([]), domains: texts.default([]) }).prefault({}),
  instructions: z
    .array(
      z.object({
        text: z.string().trim().min(1).max(2_000),
        situation: z.string().trim().min(1).max(2_000).nullable().default(null),
        published: z.boolean().default(false),
        channels: z.array(channel).nullable().default(null),
        tags: texts.nullable().default(null),
      }),
    )
    .max(200)
    .default([]),
  attributes: z
    .object({
      rule: z
        .enum(['allow_all', 'block_all', 'allow_only', 'block_only'])
        .default(defaults.attributes.rule),
      names: texts.default([]),
    })
    .prefault({}),
  languages: z.object({ drafts: texts.default([]), spoken: texts.default([]) }).prefault({}),
  knowledge: z.object({ rules: z.array(knowledgeRule).max(200).default([]) }).prefault({}),
  budgets,
  deadlineMs: milliseconds.min(1_000).default(defaults.deadlineMs),
  sessionLinkDays: z.number().int().min(1).max(400).default(defaults.sessionLinkDays),
  retentionDays: z.number().int().min(1).max(3_650).default(defaults.retentionDays),
  fullConversationSync: z.boolean().default(defaults.fullConversationSync),
});
