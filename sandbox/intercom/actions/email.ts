import type { Contact, EmailMetadata } from '../state/types.ts';
import type { Parsed } from './inputs.ts';

/** What a mail tells of itself beside its body; who wrote to whom is made up when not given. */
export function emailMetadata(
  contact: Contact,
  input: Pick<Parsed<'startConversation'>, 'emailHeaders' | 'emailHistory' | 'messageId'>,
  subject: string,
  to: string,
): EmailMetadata {
  return {
    messageId: input.messageId ?? null,
    subject,
    headers: input.emailHeaders ?? [
      { type: 'from', emailAddress: contact.email ?? '', name: contact.name },
      { type: 'to', emailAddress: to, name: null },
    ],
    history: input.emailHistory ?? '',
  };
}
