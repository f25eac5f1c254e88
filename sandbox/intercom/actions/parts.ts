import type { Author, Conversation, Part, Workspace } from '../state/types.ts';
import { nextId } from '../state/world.ts';

export type NewPart = Partial<Omit<Part, 'id' | 'type' | 'author'>> & {
  type: string;
  author: Author;
  createdAt: number;
};

/** Appends a part with the workspace's next part id. */
export function appendPart(workspace: Workspace, conversation: Conversation, given: NewPart): Part {
  const part: Part = {
    body: null,
    updatedAt: given.createdAt,
    assignedTo: null,
    attachments: [],
    redacted: false,
    state: conversation.state,
    eventDetails: null,
    appPackageCode: null,
    emailMetadata: null,
    viaApi: false,
    ...given,
    id: nextId(workspace, 'part'),
  };
  conversation.parts.push(part);
  return part;
}

/** Notes who took part for Intercom, so that `teammates` lists them. */
export function rememberTeammate(conversation: Conversation, teammateId: string): void {
  if (!conversation.teammateIds.includes(teammateId)) conversation.teammateIds.push(teammateId);
}
