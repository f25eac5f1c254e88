/** Which past conversations are read: so many of the newest that changed in these last days. */
export type PastConversations = { readonly days: number; readonly most: number };

/** The source that past conversations' answers are kept in. */
export const conversationsSource = 'conversations';

export const usualConversations: PastConversations = { days: 90, most: 2_000 };

/** Where articles come from: a source is what one import reads. */
export type KnowledgeSource = {
  readonly appId: string;
  /** Of its articles as well; Intercom's internal articles belong to `intercom`. */
  readonly name: string;
  readonly kind: 'intercom' | 'site' | 'path' | 'conversations';
  /** A web address or an absolute path; null for what is Intercom's. */
  readonly address: string | null;
  /** For a web site. */
  readonly allowPrivate: boolean;
  readonly pages: number | null;
  /** For past conversations. */
  readonly conversations?: PastConversations;
  /** Whether workers read it again by themselves. */
  readonly followed: boolean;
};

/** How the last reading of a source went. */
export type SourceReading = {
  /** When it began, milliseconds since 1970. */
  readonly triedAtMs: number;
  /** Null: it could not be read at all, and is as it was; else the counts say what changed. */
  readonly trouble: string | null;
  readonly articles: number;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly kept: number;
  /** What is there and could not be read, the first `failuresKept` of them. */
  readonly failures: readonly { readonly where: string; readonly why: string }[];
  readonly failed: number;
};

export type KnownSource = KnowledgeSource & {
  readonly reading: SourceReading;
  /** When it was last read, with or without failures of single articles; null: never. */
  readonly readAtMs: number | null;
  /** Readings in a row that left something failed. */
  readonly failedReadings: number;
};

/** How often sources are read again, in product milliseconds; `Infinity`: never. */
export type KnowledgePace = { readonly everyMs: number; readonly siteEveryMs: number };

export const failuresKept = 100;

const firstRetryMs = 30_000;

/** What takes many requests is asked again more gently: all of it is fetched each time. */
const firstSiteRetryMs = 15 * 60_000;

/** Each conversation is a request, as each page of a site is. */
const isSlow = ({ kind }: KnowledgeSource): boolean => kind === 'site' || kind === 'conversations';

const usualMs = (source: KnowledgeSource, pace: KnowledgePace): number =>
  isSlow(source) ? Math.max(pace.siteEveryMs, pace.everyMs) : pace.everyMs;

/** When a source is to be read again: sooner after a failure, and each time less soon. */
export function dueAtMs(source: KnownSource, pace: KnowledgePace): number {
  const { reading, failedReadings } = source;
  const regular = usualMs(source, pace);
  const first = isSlow(source) ? firstSiteRetryMs : firstRetryMs;
  const retry = failedReadings === 0 ? regular : first * 2 ** Math.min(failedReadings - 1, 20);
  return reading.triedAtMs + Math.min(retry, regular);
}

/** Beyond this nobody waits for a failed source: the schedule comes by. */
const longestWaitMs = 3_600_000;

/**
 * Which sources are to be read now, and after how long one that failed is to be tried again, where
 * that is sooner than the schedule comes by; null: none is. `failedOnly`: the schedule has not.
 */
export function dueSources(
  sources: readonly KnownSource[],
  asked: { readonly pace: KnowledgePace; readonly nowMs: number; readonly failedOnly: boolean },
): { readonly due: readonly KnownSource[]; readonly nextInMs: number | null } {
  const { pace, nowMs, failedOnly } = asked;
  const followed = sources.filter((source) => source.followed);
  const isDue = (source: KnownSource): boolean => {
    if (source.failedReadings === 0 && failedOnly) return false;
    // A schedule's runs begin a little early or late; half of its interval is never a whole one.
    const earlyMs = source.failedReadings === 0 ? pace.everyMs / 2 : 0;
    // One that was tried in the future was tried by a wrong clock.
    return dueAtMs(source, pace) - earlyMs <= nowMs || source.reading.triedAtMs > nowMs;
  };
  const waits = followed
    .filter((source) => source.failedReadings > 0 && !isDue(source))
    .map((source) => dueAtMs(source, pace) - nowMs)
    .filter((waitMs) => waitMs < Math.min(pace.everyMs, longestWaitMs));
  return {
    due: followed.filter(isDue),
    nextInMs: waits.length === 0 ? null : Math.max(1, Math.min(...waits)),
  };
}
