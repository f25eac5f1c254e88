import { IntercomFailure } from '../domain/failure.ts';
import { htmlToText } from './body.ts';
import type { WireConversation, WirePart } from './wire-conversation.ts';

/** How much of a note's end has to be there; our reference code stands in it. */
const endCharacters = 80;

/** Letters and digits of a body: what survives however Intercom rewrites the HTML. */
const essence = (html: string): string =>
  htmlToText(html)
    .text.normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

/**
 * Finds the note that we just posted in Intercom's answer, which is the whole conversation. An
 * answer without it leaves open what happened; an answer that has it as anything but a note means
 * that the customer may see it, and nothing must be posted again.
 */
export function postedNote(answer: WireConversation, html: string, adminId: string): WirePart {
  const end = essence(html).slice(-endCharacters);
  const parts = answer.conversation_parts?.conversation_parts ?? [];
  const ours = parts.findLast(
    (part) => part.author?.id === adminId && essence(part.body).includes(end),
  );
  if (ours === undefined) {
    throw new IntercomFailure({
      kind: 'retry',
      message: 'Intercom accepted the note, but its answer does not hold it',
      status: 200,
      effectUnknown: true,
    });
  }
  if (ours.part_type !== 'note') {
    throw new IntercomFailure({
      kind: 'reject',
      message: 'Intercom did not keep the note as an internal note: look at the conversation now',
      status: 200,
      code: 'not_a_note',
    });
  }
  return ours;
}
