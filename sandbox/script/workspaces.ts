import { needsDeliveryFaults } from './fault-plan.ts';
import type { PlannedWorkspace } from './planned-workspace.ts';
import type { Script, ScriptedConversation } from './script-schema.ts';

/** One workspace for all conversations of equal settings; who changes anything gets its own. */
export function planWorkspaces(script: Script, prefix = 'sandbox'): readonly PlannedWorkspace[] {
  const groups = new Map<string, ScriptedConversation[]>();
  for (const conversation of script.conversations) {
    const key = keyOf(conversation);
    groups.set(key, [...(groups.get(key) ?? []), conversation]);
  }
  return [...groups.values()].map((conversations, index) => ({
    appId: `${prefix}-${index + 1}`,
    settings: [script.settings, conversations[0]?.settings ?? {}],
    conversations,
  }));
}

function keyOf(conversation: ScriptedConversation): string {
  const alone =
    conversation.faults.length > 0 ||
    conversation.expect?.writes !== undefined ||
    needsDeliveryFaults(conversation) ||
    conversation.events.some(({ type }) => type === 'settings');
  return alone ? `alone ${conversation.name}` : JSON.stringify(conversation.settings);
}
