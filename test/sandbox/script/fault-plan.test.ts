import { describe, expect, it } from 'vitest';
import { faultPlanOf } from '../../../sandbox/script/fault-plan.ts';
import { script } from '../../../sandbox/script/parse-script.ts';
import type { ConversationInput } from '../../../sandbox/script/script-schema.ts';
import { planWorkspaces } from '../../../sandbox/script/workspaces.ts';

type Events = ConversationInput['events'];
type Webhook = Extract<Events[number], { type: 'customer' }>['webhook'];

const says = (webhook: Webhook = 'sent') =>
  ({ type: 'customer', text: 'Hello', webhook }) satisfies Events[number];

const planned = (...conversations: Omit<ConversationInput, 'name'>[]) =>
  planWorkspaces(
    script({
      conversations: conversations.map((one, index) => ({ ...one, name: `number ${index + 1}` })),
    }),
    'app',
  );
const deliveries = (...events: Events) => faultPlanOf(planned({ events })).deliveries;

describe('webhooks', () => {
  it('that are all sent need no fault', () => {
    expect(deliveries(says(), says())).toEqual([]);
  });

  it('that come five times are four copies more', () => {
    expect(deliveries(says({ duplicated: 5 }))).toEqual([
      {
        ...{ kind: 'duplicate', appId: 'app-1', copies: 4 },
        ...{ topic: 'conversation.user.created', nth: 1 },
      },
    ]);
  });

  it('that are late are so by product time', () => {
    expect(deliveries(says(), says(), says({ lateSeconds: 20 }))).toEqual([
      {
        ...{ kind: 'delay', appId: 'app-1', delayMs: 20_000 },
        ...{ topic: 'conversation.user.replied', nth: 2 },
      },
    ]);
  });

  it('that are lost do not count among those that are sent', () => {
    expect(deliveries(says(), says('lost'), says({ duplicated: 2 }))).toMatchObject([
      { kind: 'duplicate', copies: 1, topic: 'conversation.user.replied', nth: 1 },
    ]);
    expect(deliveries(says('lost'), says({ lateSeconds: 1 }))).toMatchObject([
      { topic: 'conversation.user.replied', nth: 1 },
    ]);
  });

  it('of messages that come while the product reads count too', () => {
    const onRead = { type: 'on_read' as const, nth: 1, events: [says()] };
    expect(deliveries(says(), onRead, says({ lateSeconds: 1 }))).toMatchObject([{ nth: 2 }]);
  });
});

describe('faults of calls', () => {
  const refused = { kind: 'before', method: 'POST', path: '/conversations/*/reply', status: 403 };

  it('hit the workspace of their conversation only', () => {
    const workspaces = planned({ events: [says()] }, { events: [says()], faults: [refused] });
    const { calls } = faultPlanOf(workspaces);
    expect(calls).toEqual([{ ...refused, appId: 'app-2' }]);
    expect(workspaces[1]?.conversations.map(({ name }) => name)).toEqual(['number 2']);
  });

  it('leave the workspace that the others share alone', () => {
    const workspaces = planned(
      ...[{ events: [says()] }, { events: [says({ lateSeconds: 1 })] }, { events: [says()] }],
    );
    expect(workspaces.map(({ conversations }) => conversations.map(({ name }) => name))).toEqual([
      ['number 1', 'number 3'],
      ['number 2'],
    ]);
    expect(faultPlanOf(workspaces).deliveries).toMatchObject([{ appId: 'app-2' }]);
  });
});
