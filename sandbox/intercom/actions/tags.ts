import type { Conversation, Tag, Workspace } from '../state/types.ts';
import { nextId } from '../state/world.ts';

/** Creates the tag or returns the one of that name, whatever its case. */
export function tagNamed(workspace: Workspace, name: string): Tag {
  for (const tag of workspace.tags.values()) {
    if (tag.name.toLowerCase() === name.toLowerCase()) return tag;
  }
  const tag: Tag = { id: nextId(workspace, 'tag'), name };
  workspace.tags.set(tag.id, tag);
  return tag;
}

/** Puts the tag on the conversation; a second time changes nothing. */
export function applyTag(conversation: Conversation, tag: Tag, by: string, at: number): void {
  if (conversation.tags.some((applied) => applied.id === tag.id)) return;
  conversation.tags.push({ ...tag, appliedAt: at, appliedBy: by });
}
