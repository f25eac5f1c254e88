/** Why a message stays without a note: a closed list (product, section 3). */
export type QuietReason =
  | 'owned_by_ai_admin'
  | 'handled_by_bot'
  | 'unassigned'
  | 'out_of_scope'
  | 'assist_disabled'
  | 'unsupported_channel'
  | 'not_customer_initiated'
  | 'conversation_closed'
  | 'conversation_snoozed'
  | 'conversation_deleted'
  | 'message_redacted'
  | 'contact_blocked'
  | 'automatic_reply'
  | 'superseded'
  | 'answered_meanwhile'
  | 'already_suggested'
  | 'excluded_topic'
  | 'nothing_to_answer'
  | 'nothing_readable'
  | 'unsupported_language'
  | 'needs_account_data'
  | 'no_relevant_knowledge'
  | 'not_helpful'
  | 'low_confidence'
  | 'budget_exhausted'
  | 'provider_unavailable'
  | 'expired';

const failureReasons = [
  'intercom_rejected',
  'note_unconfirmed',
  'cancelled',
  'internal_error',
] as const;

export type FailureReason = (typeof failureReasons)[number];

export type Reason = QuietReason | FailureReason;

/** How a decision about a customer message ended: exactly one of these. */
export type Outcome =
  | { readonly kind: 'suggested' }
  | { readonly kind: 'quiet'; readonly reason: QuietReason }
  | { readonly kind: 'failed'; readonly reason: FailureReason };

type ReasonFacts = {
  /** What a support lead reads. */
  readonly sentence: string;
  /** Speaks of circumstances, not of the message: an assignment may decide it again. */
  readonly settled: boolean;
};

const settled = (sentence: string): ReasonFacts => ({ sentence, settled: true });
const unsettled = (sentence: string): ReasonFacts => ({ sentence, settled: false });

/** The table of all reasons. */
export const reasons: Readonly<Record<Reason, ReasonFacts>> = {
  owned_by_ai_admin: unsettled('The AI teammate owns the conversation and answers it itself.'),
  handled_by_bot: unsettled('A bot is answering and no person has taken over yet.'),
  unassigned: unsettled('Nobody is assigned yet, and the settings say to wait or stay quiet then.'),
  out_of_scope: unsettled('The settings limit Sidenote to other teams, teammates, tags or shares.'),
  assist_disabled: unsettled('Assist is switched off for this channel.'),
  unsupported_channel: settled('The conversation came through a channel that is not supported.'),
  not_customer_initiated: settled('The conversation was started by a campaign, a bot or the team.'),
  conversation_closed: unsettled('The conversation is closed.'),
  conversation_snoozed: unsettled('The conversation is snoozed, and a note would wake it.'),
  conversation_deleted: settled('The conversation no longer exists in Intercom.'),
  message_redacted: settled('The message was removed in Intercom.'),
  contact_blocked: settled('The customer or their mail domain is on the blocklist.'),
  automatic_reply: settled('The message is an automatic reply: an out-of-office mail, or a loop.'),
  superseded: unsettled('The customer wrote again, and the newer message speaks for all.'),
  answered_meanwhile: settled('A teammate has already answered.'),
  already_suggested: settled('An earlier note already covers this; nothing new was asked.'),
  excluded_topic: settled('The topic is on the list of topics that Sidenote leaves to people.'),
  nothing_to_answer: settled('The message asks nothing: thanks, a greeting or an answer to us.'),
  nothing_readable: settled('The message holds only images or files, no text.'),
  unsupported_language: settled('There is no knowledge in the language of the message.'),
  needs_account_data: settled('Only a system that Sidenote cannot see knows the answer.'),
  no_relevant_knowledge: settled('The knowledge base says nothing about it.'),
  not_helpful: settled('The question is too vague, or the draft did not pass its own check.'),
  low_confidence: settled('The draft was not certain enough for the threshold in the settings.'),
  budget_exhausted: unsettled('The budget for drafts is used up.'),
  provider_unavailable: unsettled('The language model could not be reached in time.'),
  expired: settled('The message was too old to help when its turn came.'),
  intercom_rejected: unsettled(
    'Intercom refused the note or was away: check the token, the plan and the permissions.',
  ),
  note_unconfirmed: settled('Intercom never confirmed the note, so it was not tried once more.'),
  cancelled: unsettled('A person cancelled the run in Temporal.'),
  internal_error: unsettled('Something went wrong inside Sidenote; the run in Temporal shows it.'),
};

/** Failed, not quiet. */
export const isFailure = (reason: Reason): reason is FailureReason =>
  failureReasons.some((failure) => failure === reason);

const names: ReadonlySet<string> = new Set(Object.keys(reasons));

/** Tells a reason from other text, e.g. on a command line. */
export const isReason = (text: string): text is Reason => names.has(text);

/** Reads an outcome that comes from outside, e.g. a run's result; null for anything else. */
export function readOutcome(value: unknown): Outcome | null {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return null;
  if (value.kind === 'suggested') return { kind: 'suggested' };
  if (!('reason' in value) || typeof value.reason !== 'string') return null;
  const { reason } = value;
  if (!isReason(reason)) return null;
  return isFailure(reason) ? failed(reason) : quiet(reason);
}

export const reasonOf = (outcome: Outcome): Reason | null =>
  outcome.kind === 'suggested' ? null : outcome.reason;

/** May an assignment decide a message again that ended so? */
export function isUnsettled(outcome: Outcome): boolean {
  const reason = reasonOf(outcome);
  return reason !== null && !reasons[reason].settled;
}

const notOurs: ReadonlySet<Reason | null> = new Set<Reason>([
  'owned_by_ai_admin',
  'handled_by_bot',
  'unassigned',
  'out_of_scope',
  'assist_disabled',
  'unsupported_channel',
  'not_customer_initiated',
  'conversation_closed',
  'conversation_snoozed',
  'contact_blocked',
]);

/** Not ours to handle, so not ours to keep: ids, reason and time stay, the text goes. */
export const keepsNoText = (outcome: Outcome): boolean => notOurs.has(reasonOf(outcome));

/** One sentence for a person. */
export function sentenceOf(outcome: Outcome): string {
  const reason = reasonOf(outcome);
  return reason === null ? 'A draft was posted as an internal note.' : reasons[reason].sentence;
}

/** A step's answer: go on, or end here and say why. */
export type Verdict = { readonly kind: 'proceed' } | Exclude<Outcome, { kind: 'suggested' }>;

export const proceed: Verdict = { kind: 'proceed' };
export const quiet = (reason: QuietReason) => ({ kind: 'quiet', reason }) as const;
export const failed = (reason: FailureReason) => ({ kind: 'failed', reason }) as const;
