import type { Reason } from './outcome.ts';

/** For whoever asks why there is no note. Markdown; the sentence itself is in `outcome.ts`. */
export type ReasonHelp = {
  /** When exactly a message ends so. */
  readonly when: string;
  /** What to do if it should not be so. */
  readonly change: string;
};

const help = (when: string, change: string): ReasonHelp => ({ when, change });

/**
 * What each reason means and how to change it: `explain` tells it, and the sections of
 * docs/troubleshooting.md are made from it. Apart from `outcome.ts`, which workflows load.
 */
export const reasonHelp: Readonly<Record<Reason, ReasonHelp>> = {
  owned_by_ai_admin: help(
    'The assignee is the account that `INTERCOM_ADMIN_ID` names.',
    'Assign the conversation to a person or a team. If a person works with that account, name another one: `verify` warns of it.',
  ),
  handled_by_bot: help(
    'Nobody is assigned, Fin or a workflow has written, and no teammate has replied yet.',
    'Assign the conversation, or `npx sidenote settings set whileBotAnswers=assist`.',
  ),
  unassigned: help(
    'Neither a teammate nor a team is assigned, and the setting `unassigned` is `quiet` or `wait`.',
    'Assign the conversation, or `npx sidenote settings set unassigned=assist`.',
  ),
  out_of_scope: help(
    '`scope.teams`, `scope.teammates` or `scope.tags` names others, or the conversation is outside the share in `scope.percentage`. Who limits teams leaves out what no team has yet.',
    '`npx sidenote settings get scope`; widen it, or assign the conversation to a team that is in. Teams and teammates are named by id, tags by name.',
  ),
  assist_disabled: help(
    'The conversation began in the Messenger or by e-mail, and `channels.web` or `channels.email` is off.',
    '`npx sidenote settings set channels.web=true`, or `channels.email=true`; then `npx sidenote again ID`.',
  ),
  unsupported_channel: help(
    'The conversation began on WhatsApp, by SMS, on a social network or by phone, and `channels.other` is off, as it is by default.',
    '`npx sidenote settings set channels.other=true`; then `npx sidenote again ID`.',
  ),
  not_customer_initiated: help(
    'Intercom says that a campaign, a series, a bot or a teammate began the conversation.',
    'No setting changes that: such conversations never get a note, also when the customer answers.',
  ),
  conversation_closed: help(
    'It was closed when the decision was made, or right before the note.',
    'A new message of the customer opens it and is decided by itself. For the old one: reopen it, then `npx sidenote again ID`.',
  ),
  conversation_snoozed: help(
    'It was snoozed when the decision was made, or right before the note.',
    'Unsnooze it, then `npx sidenote again ID`.',
  ),
  conversation_deleted: help(
    'Intercom answers that there is no such conversation.',
    'Nothing, if it is gone. If you still see it in the inbox, the token may belong to another workspace: `npx sidenote verify`.',
  ),
  message_redacted: help(
    'The text was taken out in Intercom, and what was kept of it here is taken out as well.',
    'Nothing: there is no text to answer.',
  ),
  contact_blocked: help(
    "The customer's address is in `blocklist.emails`, or its domain, or one above it, in `blocklist.domains`.",
    '`npx sidenote settings get blocklist`; take the entry out, then `npx sidenote again ID`.',
  ),
  automatic_reply: help(
    'Told by mail headers or the subject; or by a loop: the same text five times in an hour, or 40 messages in two minutes.',
    'No setting changes that. The next message that a person writes is decided by itself.',
  ),
  superseded: help(
    'The customer wrote again before the note. The decision about the newer message answers both.',
    'Look at the newer message, which `explain` names. Longer waits make fewer of them: `waits.afterOwnMessageMs`.',
  ),
  answered_meanwhile: help(
    'A person replied to the customer after the message; looked at after the wait, before the draft and right before the note.',
    'Nothing, if the team was faster. If drafts come late: shorter `waits`, and is a worker running all the time?',
  ),
  already_suggested: help(
    'A note covers the message already, or the draft would say the same, or three notes stand since the last reply of a teammate.',
    "Use the note that stands. A teammate's reply starts the count anew.",
  ),
  excluded_topic: help(
    'One of the questions is about an entry of `excludedTopics`, or follows on one that was. It holds until the customer is clearly about something else.',
    '`npx sidenote settings get excludedTopics`; reword the entry, or describe it with examples in `topics`. Without a model topics match by words. `npx sidenote again ID --shadow` tries it.',
  ),
  nothing_to_answer: help(
    'No message of the turn asks anything: thanks, a greeting, a promise to try, an answer to the teammate.',
    'If it does ask: a model (`OPENAI_API_KEY`) reads more than the word rules that are used without one.',
  ),
  nothing_readable: help(
    'Images and files are counted and never read.',
    'Nothing. As soon as the customer writes what it is about, that message is decided.',
  ),
  unsupported_language: help(
    'The setting `languages.drafts` names other languages. Or there is no model, which could translate, and no imported article is in the language of the message.',
    '`npx sidenote settings get languages`. Import articles in that language, or configure a model (`OPENAI_API_KEY`).',
  ),
  needs_account_data: help(
    'Every question is about this customer alone: their invoice, their order, their settings.',
    'Nothing. If an article does answer it, `npx sidenote again ID --shadow` shows what was understood and found.',
  ),
  no_relevant_knowledge: help(
    'The search found no public passage that fits. Internal articles, drafts, restricted ones and those that Intercom keeps from its chatbot never feed a draft. Or `knowledge.rules` gives the conversation none of the sources that have it.',
    '`npx sidenote kb search "the question"` shows what there is, whatever the rules; `explain` names the sources that were searched. Write the article: what was imported from Intercom or a web site is read again by itself, and `npx sidenote kb sources` says when.',
  ),
  not_helpful: help(
    'The question is too vague, or no sentence of the draft had a source, or the model answered twice in a way that cannot be used.',
    'Nothing for a vague question. Otherwise look at question and passages on the session page; better articles help most.',
  ),
  low_confidence: help(
    'The confidence, worked out from the passages and never asked of the model, is below `confidenceThreshold`.',
    'Better articles, or a lower `confidenceThreshold`: `npx sidenote again ID --shadow` shows the draft and its confidence.',
  ),
  budget_exhausted: help(
    'A budget of the settings (`budgets`: tokens, drafts or money, for a message, a conversation and day, the workspace and day or month) has no room for the most that the next call of the model may cost, or for one more draft.',
    '`npx sidenote verify` and `/ready` say which of the workspace is used up. Raise it, `npx sidenote settings set budgets.workspaceDay.tokens=…` (`null`: no limit), or wait for the next day or month; then `npx sidenote again --reason budget_exhausted --since 1d`.',
  ),
  provider_unavailable: help(
    'The model refused its key or quota, or did not answer for ten minutes.',
    '`npx sidenote verify` names what is wrong: key, quota, name or address of the model. Mend it, then `npx sidenote again --reason provider_unavailable --since 2h`.',
  ),
  expired: help(
    'More than `deadlineMs` had passed, half an hour by default: no worker ran, or Intercom or a store was away so long. Or 500 newer entries hide it.',
    'See that a worker runs and Intercom answers. `npx sidenote again ID` decides it late.',
  ),
  intercom_rejected: help(
    'Intercom refused to be read or written to (401, 403, 422), or was away or limiting the rate for ten minutes while the note was due. No note was posted.',
    '`npx sidenote verify`: its line `reconnect` says what was refused. Then `npx sidenote again --reason intercom_rejected --since 1d`.',
  ),
  note_unconfirmed: help(
    'The note was sent, its answer lost, and the note was never seen in the thread; nothing is posted again by itself.',
    'Look into the conversation. If there is no note, `npx sidenote again ID` looks for its code once more and then posts.',
  ),
  cancelled: help(
    "Somebody cancelled the run, in Temporal's UI or with its command.",
    '`npx sidenote again ID`.',
  ),
  internal_error: help(
    'A step failed in a way that nobody had foreseen.',
    "The run in Temporal's UI names the step and the place in the code: report that. Then `npx sidenote again ID`.",
  ),
};
