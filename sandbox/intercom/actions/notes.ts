import type { Conversation, Part, Teammate, Workspace } from '../state/types.ts';
import { authorOfTeammate, teammateOf } from '../state/world.ts';
import type { ActionContext } from './context.ts';
import { asHtml } from './html.ts';
import type { Parsed } from './inputs.ts';
import { appendPart, rememberTeammate } from './parts.ts';

export type NewNote = { body: string; createdAt: number; viaApi: boolean; silent: boolean };

/**
 * An internal note. It wakes a snoozed conversation; whether it opens a closed one is not
 * documented, so here it does not.
 */
export function addNote(
  context: ActionContext,
  workspace: Workspace,
  conversation: Conversation,
  teammate: Teammate,
  note: NewNote,
): Part {
  let part: Part | undefined;
  let wakes = false;
  context.world.change(workspace, conversation, () => {
    wakes = conversation.state === 'snoozed';
    if (wakes) {
      conversation.state = 'open';
      conversation.snoozedUntil = null;
    }
    part = appendPart(workspace, conversation, {
      type: 'note',
      body: note.body,
      author: authorOfTeammate(teammate),
      createdAt: note.createdAt,
      viaApi: note.viaApi,
    });
    rememberTeammate(conversation, teammate.id);
  });
  if (!part) throw new Error('no part was made');
  if (note.silent) return part;
  const newParts = [part];
  const topics = ['conversation.admin.noted', ...(wakes ? ['conversation.admin.unsnoozed'] : [])];
  for (const topic of topics) {
    context.announce(workspace, { kind: 'conversation', topic, conversation, newParts });
  }
  return part;
}

export function teammateNotes(context: ActionContext, input: Parsed<'teammateNotes'>): Part {
  const workspace = context.world.workspace(input.appId);
  return addNote(
    context,
    workspace,
    context.world.conversation(workspace, input.conversationId),
    teammateOf(workspace, input.teammateId),
    {
      body: asHtml(input.body),
      createdAt: context.world.seconds(),
      viaApi: false,
      silent: input.silent,
    },
  );
}
