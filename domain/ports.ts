import type { BudgetCounter, BudgetMeasure, BudgetScope, BudgetUse, Cost } from './budget.ts';
import type { Conversation } from './conversation.ts';
import type { ConversationRef, MessageId, MessageRef } from './identifiers.ts';
import type { KnowledgeSource, KnownSource, SourceReading } from './knowledge-source.ts';
import type { NoteRecord } from './note-record.ts';
import type { Outcome, Reason } from './outcome.ts';
import type { Article, Passage, Retrieval, RetrieveRequest } from './passage.ts';
import type { QuantisedVector } from './quantised-vector.ts';
import type { Cause, Decision, RunRef, RunTexts, Session } from './session.ts';
import type { Budgets as BudgetSettings, VersionedSettings } from './settings.ts';
import type { Position } from './thread-order.ts';

/** Reads conversations; null when Intercom does not have it. Throws `IntercomFailure`. */
export type ConversationReader = {
  read(conversationId: string, signal: AbortSignal): Promise<Conversation | null>;
};

/** A conversation that changed, as a search tells it: without its parts. */
export type UpdatedConversation = {
  readonly conversationId: string;
  /** Whole seconds, as milliseconds since 1970. */
  readonly updatedAtMs: number;
};

/** Finds conversations by when they changed. Throws `IntercomFailure`. */
export type ConversationFinder = {
  /** The time by Intercom's clock, milliseconds since 1970; null: its answer does not say. */
  time(signal: AbortSignal): Promise<number | null>;
  /**
   * One page of those that changed at `sinceMs` or later, in any order, and what to pass as `next`
   * for the following page; null at the end.
   */
  updatedSince(
    request: { readonly sinceMs: number; readonly next: string | null },
    signal: AbortSignal,
  ): Promise<{ readonly hits: readonly UpdatedConversation[]; readonly next: string | null }>;
};

/** The only writes there are: an internal note and a tag. It has no way to send a comment. */
export type Conversations = ConversationReader & {
  /** Posts once, without retries; the answer's part id. */
  addNote(conversationId: string, html: string, signal: AbortSignal): Promise<{ partId: string }>;
  addTag(conversationId: string, tagName: string, signal: AbortSignal): Promise<void>;
};

/** What `openSession` finds or makes. */
export type Opening =
  | { readonly kind: 'ended'; readonly outcome: Outcome }
  | { readonly kind: 'open'; readonly run: RunRef; readonly startedAtMs: number };

export type Sessions = {
  /** Makes the session, or finds it; the decision of this run is added once. */
  open(opening: {
    run: RunRef;
    cause: Cause;
    dueAtMs: number | null;
    nowMs: number;
    settingsVersion: number;
    mode: 'shadow' | 'live';
  }): Promise<Opening>;
  find(message: MessageRef, preview?: string | null): Promise<Session | null>;
  /** Oldest first, previews and texts left out. */
  ofConversation(conversation: ConversationRef): Promise<readonly Session[]>;
  /** Keeps what a run works with; later calls add to earlier ones. */
  keep(
    run: RunRef,
    texts: RunTexts,
    facts?: {
      readUpTo?: Position;
      channel?: Session['channel'];
      messageCreatedAtMs?: number;
      topic?: string | null;
      confidence?: number;
    },
  ): Promise<void>;
  /** The decision, and of what the run keeps only what is named: threads and passages are long. */
  readRun<Name extends keyof RunTexts>(
    run: RunRef,
    names: readonly Name[],
  ): Promise<{ decision: Decision | null; texts: Pick<RunTexts, Name> }>;
  /** Removes what a run kept: the decision stays, the texts go. */
  forget(run: RunRef): Promise<void>;
  /** Removes what all runs kept of sessions that ended before then: the decisions stay. */
  forgetTexts(appId: string, endedBeforeMs: number): Promise<void>;
  /** Records the outcome of a run once; false: it was recorded before, or there is no session. */
  end(
    run: RunRef,
    ending: {
      outcome: Outcome;
      successor: MessageId | null;
      nowMs: number;
    },
  ): Promise<boolean>;
  /**
   * Raises the run number for a new decision: a conditional update that one caller wins. A caller
   * that won before finds its own claim. Null: not ended, not eligible, or claimed by another.
   */
  claimAgain(claim: {
    message: MessageRef;
    endedRun: number;
    caller: string;
    /** What the run is to be started with, should the start have to be made up for. */
    claimedFor?: Session['claimedFor'];
  }): Promise<number | null>;
  /**
   * Sessions of a workspace that were made before that time and have no outcome, oldest first;
   * without previews and texts.
   */
  unfinished(appId: string, madeBeforeMs: number): Promise<readonly Session[]>;
  /** Ended sessions by last reason, newest first. */
  endedWith(appId: string, reason: Reason, sinceMs: number): Promise<readonly Session[]>;
};

/** What taking a conversation's claim for one POST attempt answers. */
export type ClaimAnswer =
  | { readonly kind: 'taken'; readonly untilMs: number }
  | { readonly kind: 'held'; readonly freeInMs: number }
  | { readonly kind: 'newer'; readonly by: MessageId };

export type Notes = {
  find(message: MessageRef): Promise<NoteRecord | null>;
  /** All rows of a conversation, oldest first. */
  ofConversation(conversation: ConversationRef): Promise<readonly NoteRecord[]>;
  /** The message's row, made now if it was not there; the reference code never changes. */
  reserve(row: {
    message: MessageRef;
    covers: readonly MessageId[];
    replaces: string | null;
    referenceCode: string;
    nowMs: number;
  }): Promise<NoteRecord>;
  /** Counts one POST more, before it is sent. */
  countPost(message: MessageRef): Promise<number>;
  /** Takes back a POST that certainly had no effect: Intercom refused it or was never reached. */
  uncountPost(message: MessageRef): Promise<void>;
  /** Lets an unconfirmed note be looked for and posted once more, because a person asked. */
  reopen(message: MessageRef): Promise<void>;
  /** Records a note that stands in Intercom and is not known as posted, with or without a row. */
  restore(note: NoteRecord & { readonly partId: string }): Promise<void>;
  settle(
    message: MessageRef,
    ending: {
      state: 'posted' | 'unwritten' | 'unconfirmed';
      partId: string | null;
      nowMs: number;
    },
  ): Promise<void>;
  /**
   * Takes the conversation's claim if no newer message has it or a note, and no other attempt
   * holds it; the read and the write are one, or both are made again.
   */
  takeClaim(claim: {
    message: MessageRef;
    position: Position;
    holder: string;
    nowMs: number;
    untilMs: number;
  }): Promise<ClaimAnswer>;
  /** Gives the claim back; with `noted`, the message is recorded as the newest that has a note. */
  releaseClaim(claim: {
    message: MessageRef;
    holder: string;
    noted: Position | null;
  }): Promise<void>;
};

export type SettingsStore = {
  current(appId: string): Promise<VersionedSettings>;
  /** A given version, as a run fixed it. */
  version(appId: string, version: number): Promise<VersionedSettings>;
  /** Stores an edit made on `base`; refused when somebody else edited meanwhile or it is invalid. */
  save(edit: {
    appId: string;
    base: number;
    settings: unknown;
    nowMs: number;
  }): Promise<SettingsEdit>;
};

/** Room that a cost has in these counters until it is settled; to be settled once at most. */
export type Reservation = { readonly keys: readonly string[]; readonly cost: Cost };

/** What is spent, by scope and period; never less than what was. */
export type Budgets = {
  /** Makes room in all of the counters, in their order, or in none: then the first that has none. */
  reserve(request: {
    appId: string;
    counters: readonly BudgetCounter[];
    cost: Cost;
    nowMs: number;
  }): Promise<
    | { readonly kind: 'reserved'; readonly reservation: Reservation }
    | { readonly kind: 'refused'; readonly scope: BudgetScope; readonly measure: BudgetMeasure }
  >;
  /**
   * Puts what was spent in place of what was reserved. Never to be repeated: where it fails, the
   * whole reservation counts as spent.
   */
  settle(reservation: Reservation, actual: Cost): Promise<void>;
  /** The workspace's own budgets now. */
  standing(appId: string, budgets: BudgetSettings, nowMs: number): Promise<readonly BudgetUse[]>;
  /** Removes counters that nobody needs any more. */
  forget(appId: string, nowMs: number): Promise<void>;
};

export type SettingsEdit =
  | { readonly kind: 'saved'; readonly saved: VersionedSettings }
  | { readonly kind: 'unchanged'; readonly current: VersionedSettings }
  | { readonly kind: 'conflict'; readonly current: VersionedSettings }
  | { readonly kind: 'invalid'; readonly problems: readonly string[] };

/** A wake-up: ids and times of a webhook, never its text. */
export type Delivery = {
  readonly appId: string;
  readonly notificationId: string;
  readonly topic: string;
  readonly conversationId: string | null;
  readonly messageIds: readonly MessageId[];
  /** Of a review: what its workflow id is made of; null where nothing is to be reviewed. */
  readonly newestPartId: string | null;
  /** Of a help center's article that changed; null: it is about none. */
  readonly articleId: string | null;
  readonly receivedAtMs: number;
  readonly started: boolean;
};

export type Deliveries = {
  /** False when the notification was already there and started. */
  accept(delivery: Delivery): Promise<boolean>;
  markStarted(appId: string, notificationId: string): Promise<void>;
  /** Rows of these workspaces that nothing was started for, the latest first. */
  unstarted(asked: {
    appIds: readonly string[];
    /** Rows that came later may still be on their way. */
    receivedBeforeMs: number;
    atMost: number;
  }): Promise<readonly Delivery[]>;
};

export type SpoolSize = { readonly bytes: number; readonly lines: number };

/**
 * Wake-ups on disk while no store takes them. Processes may share a folder: whoever drains it first
 * seals what was written so far.
 */
export type Spool = {
  /**
   * `kept`: it is on disk. `full`: a bound is reached. `broken`: the disk or the folder does not take
   * it. Never throws.
   */
  append(delivery: Delivery): Promise<'kept' | 'full' | 'broken'>;
  /** Ends the files that are written to; names of all that wait, the latest first. */
  seal(): Promise<readonly string[]>;
  /** A sealed file's wake-ups, the latest first, and how many of its lines are damaged. */
  read(name: string): Promise<{ deliveries: readonly Delivery[]; damaged: number }>;
  /** Removes a sealed file, once all its wake-ups are durable elsewhere. */
  remove(name: string): Promise<void>;
  /** What waits: this process's own count, and the others' as of the last `seal`. */
  size(): SpoolSize;
};

/** Up to which change a conversation was reviewed last. */
export type ReviewedConversations = {
  /** By conversation id; one that was never reviewed is not in it. */
  upTo(appId: string, conversationIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Never goes back. */
  note(conversation: ConversationRef, updatedAtMs: number): Promise<void>;
};

/** What the sweeps of a workspace have seen to. */
export type SweepRecord = {
  /** When its first sweep began: nothing older than the deadline before that is taken up. */
  readonly connectedAtMs: number;
  /** When the last complete sweep began; null: none is complete yet. */
  readonly watermarkMs: number | null;
  /** When the last complete sweep ended. */
  readonly endedAtMs: number | null;
  /** Messages that no webhook told of and that something else brought in. */
  readonly missedWebhooks: number;
};

export type Sweeps = {
  find(appId: string): Promise<SweepRecord | null>;
  /** The record, made now if this is the workspace's first sweep. */
  begin(appId: string, nowMs: number): Promise<SweepRecord>;
  /** After the last page: moves the watermark, never back. */
  end(appId: string, sweep: { startedAtMs: number; nowMs: number }): Promise<void>;
  countMissed(appId: string): Promise<void>;
};

export type Articles = {
  /**
   * Makes a source hold exactly these articles, and of those it has the ones that `keeps` names by
   * their ids: what could not be read this time stays as it was.
   */
  replaceSource(
    appId: string,
    source: string,
    articles: readonly Article[],
    keeps?: (articleId: string) => boolean,
    report?: (progress: { readonly written: number; readonly toWrite: number }) => void,
  ): Promise<{ added: number; changed: number; removed: number; kept: number }>;
  all(appId: string): Promise<readonly Article[]>;
  /** Ids of a source's articles. */
  ids(appId: string, source: string): Promise<readonly string[]>;
  /** Of each article, by a name that lasts, what is another one as soon as its content is; null: unknown. */
  versions(appId: string): Promise<ReadonlyMap<string, string | null>>;
  /** By their names; those that are gone are left out. */
  some(appId: string, names: readonly string[]): Promise<ReadonlyMap<string, Article>>;
  /** Changes with every import that changed anything. */
  revision(appId: string): Promise<number>;
};

/** The sources of a workspace's knowledge. */
export type KnowledgeSources = {
  /** By name. */
  list(appId: string): Promise<readonly KnownSource[]>;
  find(appId: string, name: string): Promise<KnownSource | null>;
  /** A person had it read: made now if it was not there, else it is read by these options from now on. */
  imported(source: KnowledgeSource, reading: SourceReading): Promise<void>;
  /** A worker has read it, or tried to; nothing where it is forgotten meanwhile. */
  read(source: Pick<KnowledgeSource, 'appId' | 'name'>, reading: SourceReading): Promise<void>;
  /** Single articles of it changed: how many it has now. */
  counted(source: Pick<KnowledgeSource, 'appId' | 'name'>, articles: number): Promise<void>;
  /** False: there was none of that name. */
  forget(appId: string, name: string): Promise<boolean>;
};

/** What a reading changed; `failed`: what is there and could not be read. */
export type SyncCounts = {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly kept: number;
  readonly failed: number;
  /** The source as a whole could not be read. */
  readonly unread: boolean;
};

/** Reads sources again. What fails is recorded with the source and tried again, sooner than usual. */
export type KnowledgeSync = {
  /**
   * Names of those that are to be read now, and in how many real milliseconds to ask again.
   * `failedOnly`: of those that failed, since the schedule has not come by.
   */
  due(
    appId: string,
    failedOnly: boolean,
  ): Promise<{ sources: readonly string[]; nextInMs: number | null }>;
  /** Makes the knowledge hold what the source holds now. */
  readSource(appId: string, name: string, signal: AbortSignal): Promise<SyncCounts>;
  /** The same for single articles of Intercom's help center. */
  readArticles(
    appId: string,
    articleIds: readonly string[],
    signal: AbortSignal,
  ): Promise<SyncCounts>;
};

/** Whose vectors: a workspace's, made by one model. */
export type VectorOwner = { readonly appId: string; readonly model: string };

/** What models made of texts, by a hash of the text. */
export type Vectors = {
  /** Those that are stored. */
  find(
    owner: VectorOwner,
    hashes: readonly string[],
  ): Promise<ReadonlyMap<string, QuantisedVector>>;
  put(owner: VectorOwner, vectors: ReadonlyMap<string, QuantisedVector>): Promise<void>;
  /**
   * Forgets all others of the workspace, those of other models too unless somebody asked for them in
   * the last two days; how many.
   */
  keepOnly(owner: VectorOwner, hashes: readonly string[]): Promise<number>;
};

export type Retriever = {
  retrieve(request: RetrieveRequest): Promise<Retrieval>;
  passages(ids: readonly string[]): Promise<readonly Passage[]>;
};

export type LanguageDetector = {
  /** `hint` is the contact's own setting: a tie-break. ISO 639-1. */
  detect(text: string, hint: string | null): Promise<{ language: string; confident: boolean }>;
};

/** The newest run of a message, as Temporal has it. */
export type RunState =
  /** Never started, or forgotten after Temporal's retention. */
  | { readonly kind: 'none' }
  | { readonly kind: 'open'; readonly run: number }
  /** `outcome`: its result; null when it did not complete. */
  | { readonly kind: 'closed'; readonly run: number; readonly outcome: Outcome | null };

/** Doors to Temporal: what may start and look at runs. */
export type Runs = {
  /** Decides about a message unless somebody already does or did. */
  start(
    message: MessageRef,
    cause: 'message' | 'successor',
  ): Promise<'started' | 'already_started'>;
  /**
   * Decides about an ended message again. Throws when the start has to be tried once more;
   * `settled`: the rules do not allow it.
   */
  again(
    message: MessageRef,
    cause: 'assignment' | 'person' | 'successor',
    dueAtMs: number,
    caller: string,
  ): Promise<'started' | 'settled' | 'running'>;
  /** Starts a run that should be there and is not; `running`: one is open. */
  resume(message: MessageRef, run: PendingRun): Promise<'started' | 'running'>;
  state(message: MessageRef): Promise<RunState>;
  /** Decisions and reviews that are open now; a moment behind. */
  openCount(): Promise<number>;
  review(conversation: ConversationRef, newestPart: string): Promise<void>;
  /** Has an article of Intercom's help center read again soon, together with others that change. */
  readArticle(appId: string, articleId: string): Promise<void>;
  /** Runs a decision with today's code in a session that counts nowhere; its outcome. */
  preview(message: MessageRef, name: string): Promise<Outcome>;
};

/** What a run is started with, beside its message. */
export type PendingRun = {
  readonly run: number;
  readonly cause: Cause;
  /** When an assignment or a person made it due; null: the message did. */
  readonly dueAtMs: number | null;
};

/**
 * The code that a message's note carries, made from the message and a secret, so that a note is
 * known again when its row is lost. The first marks new notes; the others are of former secrets.
 */
export type ReferenceCodes = (message: MessageRef) => readonly [string, ...string[]];

/** Links that people open; null where no public address is worth printing. */
export type SessionLinks = {
  /** `days`: how long it opens; left out: thirty days. */
  sessionLink(message: MessageRef, days?: number): string | null;
};

/** A workspace that this process is connected to. */
export type Connection = {
  readonly appId: string;
  readonly aiAdminId: string;
  readonly reader: ConversationReader;
  readonly finder: ConversationFinder;
  /** Null when this process must not write whatever the settings say. */
  readonly writer: Conversations | null;
  /** Where a teammate changes the article of a passage; null, or absent: not known. */
  readonly editLink?: (passage: Passage) => string | null;
};
