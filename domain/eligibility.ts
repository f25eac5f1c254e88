import { isAutomaticReply } from './automatic-mail.ts';
import { blockOf } from './blocklist.ts';
import type { Contact, Conversation, Entry } from './conversation.ts';
import { isMessageLoop } from './message-loop.ts';
import { type QuietReason, type Verdict, proceed, quiet } from './outcome.ts';
import type { Settings } from './settings.ts';
import { currentTurn, isTeammateAnswer } from './turn.ts';

export type EligibilityFacts = {
  readonly conversation: Conversation;
  readonly settings: Settings;
  readonly aiAdminId: string;
  /** A number from 0 to 100 that stays the same for the conversation. */
  readonly share: number;
};

/** Product, section 1: all must hold; the first that does not is the reason. */
export function eligibilityOf(facts: EligibilityFacts): Verdict {
  const reason =
    originReason(facts) ??
    switchReason(facts.conversation, facts.settings) ??
    stateReason(facts.conversation) ??
    blockReason(facts.conversation.contact, facts.settings) ??
    ownerReason(facts) ??
    scopeReason(facts) ??
    contentReason(facts.conversation);
  return reason === null ? proceed : quiet(reason);
}

/** What may change at any moment and is read anew right before every POST: off means off. */
export function switchedOff(facts: EligibilityFacts): QuietReason | null {
  return (
    switchReason(facts.conversation, facts.settings) ??
    blockReason(facts.conversation.contact, facts.settings) ??
    scopeReason(facts)
  );
}

/** What the thread itself may have changed: state and owner. */
export const circumstances = (facts: EligibilityFacts): QuietReason | null =>
  stateReason(facts.conversation) ?? ownerReason(facts);

const originReason = ({ conversation }: EligibilityFacts): QuietReason | null =>
  conversation.deliveredAs === 'customer_initiated' ? null : 'not_customer_initiated';

function switchReason({ channel }: Conversation, { channels }: Settings): QuietReason | null {
  if (channels[channel]) return null;
  return channel === 'other' ? 'unsupported_channel' : 'assist_disabled';
}

function stateReason({ state }: Conversation): QuietReason | null {
  switch (state) {
    case 'open':
      return null;
    case 'closed':
      return 'conversation_closed';
    case 'snoozed':
      return 'conversation_snoozed';
  }
}

const blockReason = (contact: Contact | null, { blocklist }: Settings): QuietReason | null =>
  blockOf(contact?.email ?? null, blocklist) === null ? null : 'contact_blocked';

function ownerReason(facts: EligibilityFacts): QuietReason | null {
  const { assignment, entries } = facts.conversation;
  const { teammateId, teamId } = assignment;
  if (teammateId === facts.aiAdminId) return 'owned_by_ai_admin';
  if (teammateId !== null || teamId !== null) return null;
  if (facts.settings.whileBotAnswers === 'quiet' && botIsAnswering(entries)) {
    return 'handled_by_bot';
  }
  return facts.settings.unassigned === 'assist' ? null : 'unassigned';
}

const botIsAnswering = (entries: readonly Entry[]): boolean =>
  entries.some((entry) => entry.kind === 'comment' && entry.author.kind === 'bot') &&
  !entries.some(isTeammateAnswer);

function scopeReason({ conversation, settings, share }: EligibilityFacts): QuietReason | null {
  const { scope } = settings;
  const { teammateId, teamId } = conversation.assignment;
  const outside = (allowed: readonly string[], value: string | null): boolean =>
    allowed.length > 0 && (value === null || !allowed.includes(value));
  const tags = new Set(conversation.tags.map((tag) => tag.toLowerCase()));
  if (outside(scope.teams, teamId) || outside(scope.teammates, teammateId)) return 'out_of_scope';
  if (scope.tags.length > 0 && !scope.tags.some((tag) => tags.has(tag.toLowerCase()))) {
    return 'out_of_scope';
  }
  return share >= scope.percentage ? 'out_of_scope' : null;
}

function contentReason(conversation: Conversation): QuietReason | null {
  const messages = currentTurn(conversation)?.messages ?? [];
  const written = messages.filter((message) => !isAutomaticReply(message));
  if (written.length === 0 || isMessageLoop(conversation)) return 'automatic_reply';
  if (written.some((message) => message.text.trim() !== '')) return null;
  return 'nothing_readable';
}

/** Does the turn end with images or files alone? */
export function endsUnreadable(conversation: Conversation): boolean {
  const newest = currentTurn(conversation)?.newest;
  return newest !== undefined && newest.text.trim() === '' && !isAutomaticReply(newest);
}

/** The turn's messages that can be judged: written by a person, with text. */
export const readableMessages = (conversation: Conversation): readonly Entry[] =>
  (currentTurn(conversation)?.messages ?? []).filter(
    (message) => !isAutomaticReply(message) && message.text.trim() !== '',
  );
