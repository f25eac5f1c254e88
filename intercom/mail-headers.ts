import type { MailHeaders } from '../domain/conversation.ts';
import type { WireMailMetadata } from './wire-conversation.ts';

/** Longest header value that is kept; what is decided by headers stands at their beginning. */
const valueCharacters = 200;

/** What tells a machine from a person, and whom and what a mail answers. Real mails have dozens more. */
const kept: ReadonlySet<string> = new Set([
  'auto-submitted',
  'x-autoreply',
  'x-autorespond',
  'precedence',
  'list-id',
  'from',
  'message-id',
]);

/** Mail headers by lower-case name. Intercom gives an object or a list, and addresses apart. */
export function mailHeadersOf(metadata: WireMailMetadata): MailHeaders {
  if (metadata === null) return {};
  const { headers, email_address_headers: addresses } = metadata;
  const listed = Array.isArray(headers) ? headers : [];
  const named = Array.isArray(headers) ? [] : Object.entries(headers ?? {});
  const entries: [string, unknown][] = [
    ...addresses.map(({ type, name, email_address: address }): [string, unknown] => [
      type,
      name === null ? address : `${name} <${address}>`,
    ]),
    ...named,
    ...listed.map((one): [string, unknown] => [one.name ?? one.type ?? '', one.value]),
    ['message-id', metadata.message_id],
  ];
  return Object.fromEntries(
    entries.flatMap(([name, value]) =>
      kept.has(name.toLowerCase()) && (typeof value === 'string' || typeof value === 'number')
        ? [[name.toLowerCase(), String(value).slice(0, valueCharacters)]]
        : [],
    ),
  );
}
