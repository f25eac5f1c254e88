import { type FaultPlan, type FaultPlanInput, parseFaultPlan } from '../intercom/faults/plan.ts';
import type { CustomerEvent, ScriptedConversation } from './script-schema.ts';
import type { PlannedWorkspace } from './planned-workspace.ts';

type DeliveryFaults = NonNullable<FaultPlanInput['deliveries']>;

/** The simulator's fault plan for all workspaces of a script. */
export function faultPlanOf(workspaces: readonly PlannedWorkspace[]): FaultPlan {
  const each = workspaces.flatMap(({ appId, conversations }) =>
    conversations.map((conversation) => ({ appId, conversation })),
  );
  return parseFaultPlan({
    calls: each.flatMap(({ appId, conversation }) =>
      conversation.faults.map((fault) => ({ ...fault, appId })),
    ),
    deliveries: each.flatMap(({ appId, conversation }) => deliveryFaults(appId, conversation)),
  });
}

const customerEvents = ({ events }: ScriptedConversation): CustomerEvent[] =>
  events
    .flatMap((event) => (event.type === 'on_read' ? event.events : [event]))
    .filter((event) => event.type === 'customer');

/** Does a webhook of the conversation need a fault? Then it has a workspace of its own. */
export const needsDeliveryFaults = (conversation: ScriptedConversation): boolean =>
  deliveryFaults('', conversation).length > 0;

/** Repeated and late webhooks, found by their place among those that are sent at all. */
function deliveryFaults(appId: string, conversation: ScriptedConversation): DeliveryFaults {
  const faults: DeliveryFaults = [];
  let repliesSent = 0;
  for (const [index, { webhook }] of customerEvents(conversation).entries()) {
    const opens = index === 0;
    if (webhook === 'lost') continue;
    if (!opens) repliesSent += 1;
    if (webhook === 'sent') continue;
    const target = {
      appId,
      topic: opens ? 'conversation.user.created' : 'conversation.user.replied',
      nth: opens ? 1 : repliesSent,
    };
    faults.push(
      'duplicated' in webhook
        ? { kind: 'duplicate', ...target, copies: webhook.duplicated - 1 }
        : { kind: 'delay', ...target, delayMs: webhook.lateSeconds * 1_000 },
    );
  }
  return faults;
}
