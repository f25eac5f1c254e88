import type { ApiVersion, Attachment, Author, EmailMetadata } from '../state/types.ts';
import { atLeast } from './versions.ts';

export function renderAuthor(author: Author, version: ApiVersion): Record<string, unknown> {
  const shown = { type: author.type, id: author.id, name: author.name, email: author.email };
  if (!atLeast(version, '2.14') || author.type === 'user' || author.type === 'lead') return shown;
  return {
    ...shown,
    from_ai_agent: author.fromAiAgent ?? false,
    is_ai_answer: author.isAiAnswer ?? false,
  };
}

export function renderAttachment(attachment: Attachment): Record<string, unknown> {
  return {
    type: 'upload',
    name: attachment.name,
    url: attachment.url,
    content_type: attachment.contentType,
    filesize: attachment.filesize,
    ...(attachment.width === undefined ? {} : { width: attachment.width }),
    ...(attachment.height === undefined ? {} : { height: attachment.height }),
  };
}

export function renderEmail(email: EmailMetadata): Record<string, unknown> {
  return {
    message_id: email.messageId,
    subject: email.subject,
    email_address_headers: email.headers.map((header) => ({
      type: header.type,
      email_address: header.emailAddress,
      name: header.name,
    })),
  };
}
