import type { MessageId } from './identifiers.ts';

/** How the conversation started, as far as the switches in the settings tell channels apart. */
export type Channel = 'web' | 'email' | 'other';

/**
 * Who wrote an entry. A `teammate` is a person; what bots, Fin and automations write, also in a
 * teammate's name, is `bot`; the AI teammate account of this connection is `ai_admin`.
 */
export type Author = {
  readonly kind: 'customer' | 'teammate' | 'ai_admin' | 'bot';
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
  /** Fin, as opposed to a workflow bot or an automation. */
  readonly fin: boolean;
};

/** Who a conversation is, or was just, assigned to; null on both sides means nobody. */
export type Assignment = { readonly teammateId: string | null; readonly teamId: string | null };

export type Attachments = { readonly images: number; readonly files: number };

/** What mail headers say, where there are any: header names in lower case. */
export type MailHeaders = Readonly<Record<string, string>>;

/** One thing that happened in a conversation, the opening message included. */
export type Entry = {
  readonly id: MessageId;
  /** `comment` is visible to the customer, `note` to teammates; the rest is `event`. */
  readonly kind: 'comment' | 'note' | 'event';
  /** Intercom's own word for it: `comment`, `assignment`, `close`, … ; `source` for the opening. */
  readonly partType: string;
  readonly author: Author;
  readonly createdAtMs: number;
  /** What the author wrote, as plain text, without quoted mail and signature. */
  readonly text: string;
  /** The text as written, quotes and signature included. */
  readonly fullText: string;
  readonly subject: string | null;
  readonly attachments: Attachments;
  readonly redacted: boolean;
  /** For an entry that changed the assignment: to whom. */
  readonly assignedTo: Assignment | null;
  readonly mailHeaders: MailHeaders;
};

export type Contact = {
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
  /** The contact's own language setting, e.g. `de`; a tie-break, never proof. */
  readonly language: string | null;
};

/** A conversation as read from Intercom, normalised: the source and the 500 newest parts. */
export type Conversation = {
  readonly id: string;
  readonly state: 'open' | 'closed' | 'snoozed';
  readonly channel: Channel;
  /** Intercom's `source.type`: conversation, email, whatsapp, … */
  readonly sourceType: string;
  readonly deliveredAs: string;
  readonly assignment: Assignment;
  readonly contact: Contact | null;
  readonly tags: readonly string[];
  readonly customAttributes: Readonly<Record<string, string | number | boolean | null>>;
  /** The page that it began on, in the Messenger. */
  readonly pageUrl: string | null;
  /** Addresses that the customer's mails went to; kept: those that a rule names; absent: not known. */
  readonly writtenTo?: readonly string[];
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  /** When it was read by Intercom's own clock, as its times are; null: not known. */
  readonly readAtMs: number | null;
  /** In thread order: see thread-order.ts. */
  readonly entries: readonly Entry[];
  /** Parts older than the oldest entry exist that Intercom does not give. */
  readonly olderPartsMissing: boolean;
};
