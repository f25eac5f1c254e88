import type { ApiVersion, Part } from '../state/types.ts';
import { renderAttachment, renderAuthor, renderEmail } from './authors.ts';
import { asPlainText } from './plain-text.ts';
import { atLeast } from './versions.ts';

/** A conversation part; `plain` gives its body as plain text. */
export function renderPart(
  part: Part,
  version: ApiVersion,
  plain: boolean,
): Record<string, unknown> {
  return {
    type: 'conversation_part',
    id: part.id,
    part_type: part.type,
    body: part.body !== null && plain ? asPlainText(part.body) : part.body,
    created_at: part.createdAt,
    updated_at: part.updatedAt,
    notified_at: part.createdAt,
    assigned_to: part.assignedTo,
    author: renderAuthor(part.author, version),
    attachments: part.attachments.map(renderAttachment),
    external_id: null,
    redacted: part.redacted,
    metadata: {},
    email_message_metadata: part.emailMetadata && renderEmail(part.emailMetadata),
    ...(atLeast(version, '2.13')
      ? {
          state: part.state,
          tags: [],
          event_details: part.eventDetails,
          app_package_code: part.appPackageCode,
        }
      : {}),
  };
}
