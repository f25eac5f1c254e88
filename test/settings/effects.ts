import { samplePassage } from '../support/sample-session.ts';
import type { PlainSettings, Scenario, Seen } from './bench.ts';

/** What is to be seen with the settings before, and after; for lines: those that only one has. */
type Change = readonly [string | RegExp | null, string | RegExp | null];

/** One setting is changed, and what is named here differs: nothing else. */
export type Effect = {
  readonly before?: PlainSettings;
  readonly after: PlainSettings;
  readonly scenario?: Scenario;
  readonly differs: Partial<Readonly<Record<keyof Seen, Change>>>;
};

/** Of a setting that is about neither outcome nor note: the test that shows what it does. */
export type Elsewhere = { readonly elsewhere: string };

/** Nothing in the product asks for it yet. */
export type Missing = { readonly missing: string };

const suggestedOr = (reason: string): Effect['differs'] => ({ outcome: ['suggested', reason] });

const mail: Scenario = { conversation: { sourceType: 'email' } };
const whatsapp: Scenario = { conversation: { sourceType: 'whatsapp' } };
const unassigned: Scenario = { conversation: { assignee: 'nobody' } };
const answeredByBot: Scenario = {
  ...unassigned,
  then: ({ simulator, appId }, { conversationId }) =>
    simulator.botReplies({ appId, conversationId, body: 'One moment, please.', fin: false }),
};
const local: Scenario = { model: 'extractive', body: 'How do I change my payment card?' };
const inTown: Scenario = {
  conversation: {
    customAttributes: { Brand: 'Shop' },
    pageUrl: 'https://app.shop.example/billing',
    sourceType: 'email',
    writtenTo: 'help@shop.example',
  },
};
const withInternal: Scenario = {
  passages: [
    samplePassage(),
    samplePassage({ id: 'internal#1', articleId: 'internal', audience: 'internal' }),
  ],
};

/** A topic that is left to people, described by what is configured under its name. */
const described = (topic: PlainSettings): PlainSettings => ({
  excludedTopics: ['Plastic'],
  topics: [{ name: 'Plastic', description: '', examples: [], ...topic }],
});
const cards = 'changing the payment card';

/** A little like the line: too little for a balanced look. */
const likePlastic: Scenario = {
  ...{ model: 'extractive', body: 'How do I change my payment card?' },
  meanings: {
    plastic: [1, 0],
    'I have a question about plastic': [1, 0],
    'How do I change my payment card?': [0.085, 0.996],
  },
};

const instruction = (changes: PlainSettings): PlainSettings => ({
  instructions: [{ text: 'Answer in steps', published: true, ...changes }],
});
const stepsOr: Effect['differs'] = { draft: ['<ol>', '<p>'] };

const rule = (changes: PlainSettings): PlainSettings => ({
  knowledge: { rules: [{ sources: ['sandbox'], ...changes }] },
});
const nothingFound = suggestedOr('no_relevant_knowledge');

const noLimit = { tokens: null, drafts: null, money: null };
const prices = { inputPerMillion: 1_000, outputPerMillion: 1_000 };
const budget = (scope: string, limits: PlainSettings): PlainSettings => ({
  budgets: {
    prices,
    message: noLimit,
    conversationDay: noLimit,
    [scope]: { ...noLimit, ...limits },
  },
});
const usedUp = (scope: string, measure: string): Effect => ({
  before: budget(scope, {}),
  after: budget(scope, { [measure]: 0 }),
  differs: suggestedOr('budget_exhausted'),
});

const quietTag = (name: string, scenario: Scenario, settings: PlainSettings = {}): Effect => ({
  before: { ...settings, tags: { quiet: true } },
  after: { ...settings, tags: { quiet: true, [name]: 'another' } },
  scenario,
  differs: { tags: [/^opencx_skipped_/, /^another$/] },
});

const waits: Elsewhere = { elsewhere: 'test/domain/settle-wait.test.ts' };

/** By the name of the setting, as `settingLeaves` gives it. A setting without an entry is an error. */
export const effects: Readonly<Record<string, Effect | Elsewhere | Missing>> = {
  mode: {
    after: { mode: 'shadow' },
    differs: { written: ['yes', 'no'], tags: ['opencx_ai_assisted', ''] },
  },
  'scope.teams': { after: { scope: { teams: ['77'] } }, differs: suggestedOr('out_of_scope') },
  'scope.teammates': {
    after: { scope: { teammates: ['77'] } },
    differs: suggestedOr('out_of_scope'),
  },
  'scope.tags': { after: { scope: { tags: ['vip'] } }, differs: suggestedOr('out_of_scope') },
  'scope.percentage': {
    after: { scope: { percentage: 0 } },
    differs: suggestedOr('out_of_scope'),
  },
  'channels.web': { after: { channels: { web: false } }, differs: suggestedOr('assist_disabled') },
  'channels.email': {
    after: { channels: { email: false } },
    scenario: mail,
    differs: suggestedOr('assist_disabled'),
  },
  'channels.other': {
    before: { channels: { other: true } },
    after: { channels: { other: false } },
    scenario: whatsapp,
    differs: suggestedOr('unsupported_channel'),
  },
  unassigned: {
    after: { unassigned: 'quiet' },
    scenario: unassigned,
    differs: suggestedOr('unassigned'),
  },
  whileBotAnswers: {
    before: { whileBotAnswers: 'assist' },
    after: { whileBotAnswers: 'quiet' },
    scenario: answeredByBot,
    differs: suggestedOr('handled_by_bot'),
  },
  excludedTopics: {
    after: { excludedTopics: ['changing the payment card'] },
    scenario: local,
    differs: suggestedOr('excluded_topic'),
  },
  excludedTopicCaution: {
    before: { excludedTopics: ['plastic'] },
    after: { excludedTopics: ['plastic'], excludedTopicCaution: 'high' },
    scenario: likePlastic,
    differs: suggestedOr('excluded_topic'),
  },
  'topics[].name': {
    before: { ...described({ name: 'Paper', description: cards }) },
    after: { ...described({ description: cards }) },
    scenario: local,
    differs: suggestedOr('excluded_topic'),
  },
  'topics[].description': {
    before: described({}),
    after: described({ description: cards }),
    scenario: local,
    differs: suggestedOr('excluded_topic'),
  },
  'topics[].examples': {
    before: described({}),
    after: described({ examples: ['How do I change my payment card?'] }),
    scenario: local,
    differs: suggestedOr('excluded_topic'),
  },
  confidenceThreshold: {
    before: { confidenceThreshold: 0 },
    after: { confidenceThreshold: 1 },
    differs: suggestedOr('low_confidence'),
  },
  targetPrecision: {
    before: { targetPrecision: 0.01 },
    after: { targetPrecision: 1 },
    differs: suggestedOr('low_confidence'),
  },
  sendCitationsAsNote: {
    after: { sendCitationsAsNote: false },
    differs: { below: [/Sources|help\.example|How this draft was made/, null] },
  },
  internalBlock: {
    after: { internalBlock: false },
    scenario: withInternal,
    differs: { below: [/For you, not for the customer|<ul>/, null] },
  },
  footer: {
    after: { footer: 'code' },
    differs: { below: [/Written by AI.*SN-CODE/, /^<p>SN-CODE<\/p>$/] },
  },
  'tags.suggested': {
    after: { tags: { suggested: 'drafted' } },
    differs: { tags: ['opencx_ai_assisted', 'drafted'] },
  },
  'tags.quiet': {
    after: { tags: { quiet: true } },
    scenario: { passages: [] },
    differs: { tags: ['', 'opencx_skipped_no_knowledge'] },
  },
  'tags.skippedTopic': quietTag('skippedTopic', local, { excludedTopics: [cards] }),
  'tags.skippedNoKnowledge': quietTag('skippedNoKnowledge', { passages: [] }),
  'tags.skippedNotHelpful': quietTag('skippedNotHelpful', { model: 'silent' }),
  'tags.skippedFailed': quietTag('skippedFailed', { model: 'broken' }),
  'waits.firstWebMs': waits,
  'waits.firstEmailMs': waits,
  'waits.afterTeammateMs': waits,
  'waits.afterOwnMessageMs': waits,
  'waits.attribute': waits,
  'waits.attributeMs': waits,
  'blocklist.emails': {
    after: { blocklist: { emails: ['dana@c.example'] } },
    differs: suggestedOr('contact_blocked'),
  },
  'blocklist.domains': {
    after: { blocklist: { domains: ['c.example'] } },
    differs: suggestedOr('contact_blocked'),
  },
  'instructions[].text': {
    before: instruction({}),
    after: instruction({ text: 'Answer in plain words' }),
    differs: stepsOr,
  },
  'instructions[].situation': {
    before: instruction({ situation: 'the customer asks about a payment card' }),
    after: instruction({ situation: 'the customer asks for a refund' }),
    differs: stepsOr,
  },
  'instructions[].published': {
    before: instruction({}),
    after: instruction({ published: false }),
    differs: stepsOr,
  },
  'instructions[].channels': {
    before: instruction({ channels: ['web'] }),
    after: instruction({ channels: ['email'] }),
    differs: stepsOr,
  },
  'instructions[].tags': {
    before: instruction({ tags: ['VIP'] }),
    after: instruction({ tags: ['trial'] }),
    scenario: { conversation: { tags: ['vip'] } },
    differs: stepsOr,
  },
  'attributes.rule': { elsewhere: 'test/activities/privacy.test.ts' },
  'attributes.names': { elsewhere: 'test/activities/privacy.test.ts' },
  'languages.drafts': {
    before: { languages: { drafts: ['de', 'fr-CA'] } },
    after: { languages: { drafts: ['de', 'en'] } },
    scenario: { language: 'fr' },
    differs: suggestedOr('unsupported_language'),
  },
  'languages.spoken': {
    before: { languages: { spoken: ['en', 'de'] } },
    after: { languages: { spoken: ['de'] } },
    differs: { below: [null, /In short .*\(de\)/] },
  },
  'knowledge.rules[].by': {
    before: rule({ by: 'all' }),
    after: rule({ by: 'team', teams: ['77'] }),
    differs: nothingFound,
  },
  'knowledge.rules[].sources': {
    before: rule({ by: 'team', teams: ['77'], sources: ['another'] }),
    after: rule({ by: 'team', teams: ['77'], sources: ['sandbox'] }),
    differs: nothingFound,
  },
  'knowledge.rules[].teams': {
    before: rule({ by: 'team', teams: ['55'] }),
    after: rule({ by: 'team', teams: ['77'] }),
    scenario: { conversation: { assignee: { team: '55' } } },
    differs: nothingFound,
  },
  'knowledge.rules[].name': {
    before: rule({ by: 'attribute', name: 'Brand', values: ['Shop'] }),
    after: rule({ by: 'attribute', name: 'Plan', values: ['Shop'] }),
    scenario: inTown,
    differs: nothingFound,
  },
  'knowledge.rules[].values': {
    before: rule({ by: 'attribute', name: 'Brand', values: ['Shop'] }),
    after: rule({ by: 'attribute', name: 'Brand', values: ['Bank'] }),
    scenario: inTown,
    differs: nothingFound,
  },
  'knowledge.rules[].addresses': {
    before: rule({ by: 'address', addresses: ['help@shop.example'] }),
    after: rule({ by: 'address', addresses: ['help@bank.example'] }),
    scenario: inTown,
    differs: nothingFound,
  },
  'knowledge.rules[].hosts': {
    before: rule({ by: 'host', hosts: ['shop.example'] }),
    after: rule({ by: 'host', hosts: ['bank.example'] }),
    scenario: {
      conversation: { pageUrl: 'https://app.shop.example/billing' },
    },
    differs: nothingFound,
  },
  'budgets.message.tokens': usedUp('message', 'tokens'),
  'budgets.message.drafts': usedUp('message', 'drafts'),
  'budgets.message.money': usedUp('message', 'money'),
  'budgets.conversationDay.tokens': usedUp('conversationDay', 'tokens'),
  'budgets.conversationDay.drafts': usedUp('conversationDay', 'drafts'),
  'budgets.conversationDay.money': usedUp('conversationDay', 'money'),
  'budgets.workspaceDay.tokens': usedUp('workspaceDay', 'tokens'),
  'budgets.workspaceDay.drafts': usedUp('workspaceDay', 'drafts'),
  'budgets.workspaceDay.money': usedUp('workspaceDay', 'money'),
  'budgets.workspaceMonth.tokens': usedUp('workspaceMonth', 'tokens'),
  'budgets.workspaceMonth.drafts': usedUp('workspaceMonth', 'drafts'),
  'budgets.workspaceMonth.money': usedUp('workspaceMonth', 'money'),
  // A draft of the bench takes 3,000 and 500 tokens.
  'budgets.prices.inputPerMillion': {
    before: budget('message', { money: 4 }),
    after: { budgets: { message: { money: 4 }, prices: { ...prices, inputPerMillion: 2_000 } } },
    differs: suggestedOr('budget_exhausted'),
  },
  'budgets.prices.outputPerMillion': {
    before: budget('message', { money: 4 }),
    after: { budgets: { message: { money: 4 }, prices: { ...prices, outputPerMillion: 9_000 } } },
    differs: suggestedOr('budget_exhausted'),
  },
  deadlineMs: {
    after: { deadlineMs: 60_000 },
    scenario: { then: (bench) => bench.pass(2 * 60_000) },
    differs: suggestedOr('expired'),
  },
  sessionLinkDays: {
    after: { sessionLinkDays: 7 },
    differs: { below: [/days=30/, /days=7/] },
  },
  retentionDays: { elsewhere: 'test/activities/ending.test.ts' },
  fullConversationSync: { elsewhere: 'test/activities/ending.test.ts' },
};
