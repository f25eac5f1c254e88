/** One sweep of a workspace; times are milliseconds since 1970, by Intercom's clock. */
export type Sweep = {
  readonly appId: string;
  /** Where the watermark goes after the last page. */
  readonly startedAtMs: number;
  /** Conversations that changed at this time or later are looked at. */
  readonly sinceMs: number;
};

/** A younger message may have a webhook on its way: it is taken up, and not counted as missed. */
export const missedAfterMs = 60_000;

/** Was the message's webhook missed? Not, if nobody was connected when the message came. */
export const isMissed = (
  messageCreatedAtMs: number,
  { connectedAtMs }: { connectedAtMs: number },
  nowMs: number,
): boolean => messageCreatedAtMs >= connectedAtMs && nowMs - messageCreatedAtMs >= missedAfterMs;
