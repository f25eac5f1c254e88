import type { Conversation } from '../state/types.ts';
import type { Parsed } from './inputs.ts';

/** Sets the assignee and returns the part's `assigned_to`. */
export function applyAssignee(
  conversation: Conversation,
  to: Parsed<'assign'>['to'],
): { type: string; id: string | null } {
  conversation.counts.assignments += 1;
  if (to === 'nobody') {
    conversation.adminAssigneeId = null;
    conversation.teamAssigneeId = null;
    return { type: 'nobody_admin', id: null };
  }
  if ('teammate' in to) {
    conversation.adminAssigneeId = to.teammate;
    return { type: 'admin', id: to.teammate };
  }
  conversation.teamAssigneeId = to.team;
  conversation.adminAssigneeId = null;
  return { type: 'team', id: to.team };
}
