import { limits } from '../domain/limits.ts';
import { isCustomerType } from './author.ts';
import type { WirePart, WireSource } from './wire-conversation.ts';

/** Types of recipients and names of headers that say who a mail went to. */
const kinds: ReadonlySet<string> = new Set(['to', 'cc', 'bcc']);

/**
 * Addresses that the customer's own mails went to, in lower case, each once. What a teammate sends goes
 * to the customer and says nothing of the inbox.
 */
export function writtenTo(source: WireSource | null, parts: readonly WirePart[]): string[] {
  const mails = [
    ...(source === null ? [] : [source]),
    ...parts.map((part) => ({ ...part, recipients: [] })),
  ].filter(({ author }) => isCustomerType(author?.type));
  const addresses = mails.flatMap(({ recipients, email_message_metadata: mail }) => [
    ...recipients.map(({ type, email }) => ({ type, address: email })),
    ...(mail?.email_address_headers ?? []).map((header) => ({
      type: header.type,
      address: header.email_address,
    })),
  ]);
  const known = addresses.flatMap(({ type, address }) =>
    kinds.has(type.toLowerCase()) && address.includes('@') ? [address.trim().toLowerCase()] : [],
  );
  return [...new Set(known)].slice(0, limits.attributes);
}
