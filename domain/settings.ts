/** A topic that the team names; the examples help where the description is short. */
export type Topic = {
  readonly name: string;
  readonly description: string;
  readonly examples: readonly string[];
};

/**
 * Guidance for the draft: always on, or when the message is about `situation`; null lists limit
 * nothing, `tags` are the conversation's.
 */
export type Instruction = {
  readonly text: string;
  readonly situation: string | null;
  readonly published: boolean;
  readonly channels: readonly ('web' | 'email' | 'other')[] | null;
  readonly tags: readonly string[] | null;
};

/** How readily a turn counts as one about an excluded topic; docs/evaluation.md has the trade-off. */
export const topicCautions = ['low', 'balanced', 'high'] as const;
export type TopicCaution = (typeof topicCautions)[number];

/** Which conversations some sources are for, by the names that imports give them. */
export type KnowledgeRule = { readonly sources: readonly string[] } & (
  | { readonly by: 'team'; readonly teams: readonly string[] }
  | { readonly by: 'attribute'; readonly name: string; readonly values: readonly string[] }
  /** Where the customer's mail went to; `@example.com` stands for all of a domain. */
  | { readonly by: 'address'; readonly addresses: readonly string[] }
  /** Of the page that the conversation began on; a host holds those below it. */
  | { readonly by: 'host'; readonly hosts: readonly string[] }
  | { readonly by: 'all' }
);

/** How much may be spent; null: no limit. Money in the currency of the prices. */
export type BudgetLimits = {
  readonly tokens: number | null;
  readonly drafts: number | null;
  readonly money: number | null;
};

/** What a million tokens cost; 0: nothing is known, and money is not counted. */
export type TokenPrices = {
  readonly inputPerMillion: number;
  readonly outputPerMillion: number;
};

/** Tokens and money of calls to a provider, and drafts, whoever writes them. Days are UTC's. */
export type Budgets = {
  /** All decisions about one message together. */
  readonly message: BudgetLimits;
  readonly conversationDay: BudgetLimits;
  readonly workspaceDay: BudgetLimits;
  readonly workspaceMonth: BudgetLimits;
  readonly prices: TokenPrices;
};

/** All of a workspace's settings; product, section 4. Durations in milliseconds. */
export type Settings = {
  /** Nothing is written to Intercom until someone says live. */
  readonly mode: 'shadow' | 'live';
  /** Empty lists limit nothing; `percentage` is of conversations, by a hash of the id. */
  readonly scope: {
    readonly teams: readonly string[];
    readonly teammates: readonly string[];
    readonly tags: readonly string[];
    readonly percentage: number;
  };
  readonly channels: { readonly web: boolean; readonly email: boolean; readonly other: boolean };
  readonly unassigned: 'assist' | 'quiet' | 'wait';
  readonly whileBotAnswers: 'quiet' | 'assist';
  /** Plain language, one topic each: "refund disputes". */
  readonly excludedTopics: readonly string[];
  /** The higher, the more stays quiet, also of what is about something else. */
  readonly excludedTopicCaution: TopicCaution;
  readonly topics: readonly Topic[];
  /** 0..1; drafts below it are not posted. */
  readonly confidenceThreshold: number;
  /** 0..1: the share of notes that should be usable; the threshold is derived from it. Null: it is the one above. */
  readonly targetPrecision: number | null;
  readonly sendCitationsAsNote: boolean;
  readonly internalBlock: boolean;
  readonly footer: 'full' | 'code';
  readonly tags: {
    readonly suggested: string;
    readonly quiet: boolean;
    readonly skippedTopic: string;
    readonly skippedNoKnowledge: string;
    readonly skippedNotHelpful: string;
    readonly skippedFailed: string;
  };
  readonly waits: {
    readonly firstWebMs: number;
    readonly firstEmailMs: number;
    readonly afterTeammateMs: number;
    readonly afterOwnMessageMs: number;
    /** Wait longer until this conversation attribute is set, at most `attributeMs`; null: off. */
    readonly attribute: string | null;
    readonly attributeMs: number;
  };
  readonly blocklist: { readonly emails: readonly string[]; readonly domains: readonly string[] };
  readonly instructions: readonly Instruction[];
  /** Which conversation attributes a model may see. */
  readonly attributes: {
    readonly rule: 'allow_all' | 'block_all' | 'allow_only' | 'block_only';
    readonly names: readonly string[];
  };
  /** Empty `drafts`: every language that the knowledge has. */
  readonly languages: { readonly drafts: readonly string[]; readonly spoken: readonly string[] };
  /** In order: see knowledge-scope.ts. */
  readonly knowledge: { readonly rules: readonly KnowledgeRule[] };
  readonly budgets: Budgets;
  readonly deadlineMs: number;
  /** How long the link in a note opens. */
  readonly sessionLinkDays: number;
  /** How long a message's texts are kept after its last decision. */
  readonly retentionDays: number;
  readonly fullConversationSync: boolean;
};

export const defaultSettings: Settings = {
  mode: 'shadow',
  scope: { teams: [], teammates: [], tags: [], percentage: 100 },
  channels: { web: true, email: true, other: false },
  unassigned: 'assist',
  whileBotAnswers: 'quiet',
  excludedTopics: [],
  excludedTopicCaution: 'balanced',
  topics: [],
  confidenceThreshold: 0.3,
  targetPrecision: null,
  sendCitationsAsNote: true,
  internalBlock: true,
  footer: 'full',
  tags: {
    suggested: 'opencx_ai_assisted',
    quiet: false,
    skippedTopic: 'opencx_skipped_topic',
    skippedNoKnowledge: 'opencx_skipped_no_knowledge',
    skippedNotHelpful: 'opencx_skipped_not_helpful',
    skippedFailed: 'opencx_skipped_failed',
  },
  waits: {
    firstWebMs: 4_000,
    firstEmailMs: 30_000,
    afterTeammateMs: 2_000,
    afterOwnMessageMs: 8_000,
    attribute: null,
    attributeMs: 60_000,
  },
  blocklist: { emails: [], domains: [] },
  instructions: [],
  attributes: { rule: 'block_all', names: [] },
  languages: { drafts: [], spoken: [] },
  knowledge: { rules: [] },
  budgets: {
    message: { tokens: 150_000, drafts: 10, money: null },
    conversationDay: { tokens: 500_000, drafts: 50, money: null },
    workspaceDay: { tokens: 20_000_000, drafts: null, money: null },
    workspaceMonth: { tokens: null, drafts: null, money: null },
    prices: { inputPerMillion: 0, outputPerMillion: 0 },
  },
  deadlineMs: 30 * 60_000,
  sessionLinkDays: 30,
  retentionDays: 90,
  fullConversationSync: false,
};

/** Settings as stored: every edit makes a new version, unknown names are kept and reported. */
export type VersionedSettings = {
  readonly version: number;
  readonly settings: Settings;
  readonly unknownNames: readonly string[];
};
