import type { Assignment, Attachments, Entry } from '../domain/conversation.ts';
import { partId, sourceId } from '../domain/identifiers.ts';
import { limits } from '../domain/limits.ts';
import { visibleText } from '../domain/visible-text.ts';
import { authorOf } from './author.ts';
import { htmlToText } from './body.ts';
import { bounded } from './characters.ts';
import { kindOf } from './entry-kind.ts';
import { mailHeadersOf } from './mail-headers.ts';
import { ownWords } from './mail.ts';
import type { WireAttachment, WirePart, WireSource } from './wire-conversation.ts';

/** What an entry needs to know about its conversation. */
export type Surroundings = {
  readonly conversationId: string;
  readonly aiAdminId: string;
  readonly isMail: boolean;
};

function attachmentsOf(attachments: readonly WireAttachment[], inBody: number): Attachments {
  const images = attachments.filter(({ content_type, name }) =>
    content_type === ''
      ? /\.(?:png|jpe?g|gif|webp|heic|bmp)$/i.test(name)
      : content_type.startsWith('image/'),
  ).length;
  // Intercom lists an inline picture as an attachment too: one picture, not two.
  return { images: Math.max(images, inBody), files: attachments.length - images };
}

/** Texts of a body; a redacted one says nothing. */
function textsOf(body: string, redacted: boolean, isMail: boolean) {
  if (redacted) return { text: '', fullText: '', images: 0 };
  const { text: whole, images } = htmlToText(body);
  const own = isMail ? ownWords(body) : whole;
  return {
    text: bounded(own, limits.messageCharacters),
    fullText: bounded(whole, limits.messageCharacters),
    images,
  };
}

function assignmentOf({ part_type, assigned_to }: WirePart): Assignment | null {
  if (assigned_to === null) {
    return part_type.startsWith('assign') ? { teammateId: null, teamId: null } : null;
  }
  const { type, id } = assigned_to;
  if (type === 'team') return { teammateId: null, teamId: id };
  return { teammateId: type === 'nobody_admin' ? null : id, teamId: null };
}

const subjectOf = (subject: string | null | undefined): string | null =>
  bounded(visibleText(htmlToText((subject ?? '').slice(0, 2_000)).text), 500) || null;

/** `before`: the part that comes right before it in the thread. */
export function entryOfPart(
  part: WirePart,
  before: WirePart | undefined,
  around: Surroundings,
): Entry {
  const author = authorOf(part.author, {
    aiAdminId: around.aiAdminId,
    appPackageCode: part.app_package_code,
    afterWorkflow:
      before?.part_type === 'operator_workflow_event' && before.created_at === part.created_at,
    deliveredAs: null,
  });
  const mail = part.email_message_metadata;
  const { images, ...texts } = textsOf(part.body, part.redacted, around.isMail || mail !== null);
  return {
    id: partId(part.id),
    kind: kindOf(part.part_type, texts.fullText !== '', author.kind),
    partType: part.part_type,
    author,
    createdAtMs: part.created_at,
    ...texts,
    subject: subjectOf(mail?.subject),
    attachments: attachmentsOf(part.attachments, images),
    redacted: part.redacted,
    assignedTo: assignmentOf(part),
    mailHeaders: mailHeadersOf(mail),
  };
}

export function entryOfSource(
  source: WireSource,
  createdAtMs: number,
  around: Surroundings,
): Entry {
  const author = authorOf(source.author, {
    aiAdminId: around.aiAdminId,
    appPackageCode: null,
    afterWorkflow: false,
    deliveredAs: source.delivered_as,
  });
  const mail = source.email_message_metadata;
  const { images, ...texts } = textsOf(source.body, source.redacted, around.isMail);
  return {
    // Some openings (a phone call, a form) have no id of their own; there is one per conversation.
    id: sourceId(source.id ?? around.conversationId),
    kind: 'comment',
    partType: 'source',
    author,
    createdAtMs,
    ...texts,
    subject: subjectOf(source.subject === '' ? mail?.subject : source.subject),
    attachments: attachmentsOf(source.attachments, images),
    redacted: source.redacted,
    assignedTo: null,
    mailHeaders: mailHeadersOf(mail),
  };
}
