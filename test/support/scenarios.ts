import { setTimeout as sleep } from 'node:timers/promises';
import { type MessageRef, assistWorkflowId, partId, sourceId } from '../../domain/identifiers.ts';
import type { Session } from '../../domain/session.ts';
import { sandboxConnection } from '../../app/sandbox-stack.ts';
import type { Input } from '../../sandbox/intercom/actions/inputs.ts';
import type { ProductSandbox } from './product-sandbox.ts';

/** Settings that the scenarios count on. */
export const scenarioSettings = { excludedTopics: ['refund disputes'], confidenceThreshold: 0 };

const answerable = 'How do I export my time entries?';

/** Waits until `look` gives something; fails after 30 s. */
export async function eventually<Found>(
  what: string,
  look: () => Promise<Found | null | undefined | false>,
): Promise<Found> {
  for (let tries = 0; tries < 300; tries += 1) {
    const found = await look();
    if (found) return found;
    await sleep(100);
  }
  throw new Error(`${what} did not happen within 30 s`);
}

/** Waits until the message's decision number `run` has ended. */
export const ended = ({ stores }: ProductSandbox, message: MessageRef, run = 1): Promise<Session> =>
  eventually(`decision ${run} about ${message.messageId}`, async () => {
    const session = await stores.sessions.find(message);
    return session?.status === 'ended' && session.run >= run && session;
  });

type Opened = { conversationId: string; message: MessageRef; teammateId: string };

type Opening = Partial<Omit<Input<'startConversation'>, 'appId' | 'contactId' | 'assignee'>> & {
  assignee?: 'ai_admin' | 'teammate' | 'nobody';
};

/** A customer opens a conversation that a teammate owns, unless said otherwise. */
export function open(
  { simulator, appId }: ProductSandbox,
  { assignee = 'teammate', ...given }: Opening = {},
): Opened {
  const teammateId = simulator.addTeammate({ appId, name: 'Jane' });
  const contactId = simulator.addContact({ appId, name: 'Dana', email: 'dana@customer.example' });
  const owner = assignee === 'ai_admin' ? sandboxConnection.adminId : teammateId;
  const started = simulator.startConversation({
    ...{ appId, contactId, body: answerable },
    ...{ assignee: assignee === 'nobody' ? 'nobody' : { teammate: owner } },
    ...given,
  });
  const { conversationId } = started;
  const messageId = sourceId(started.sourceId);
  return { conversationId, teammateId, message: { appId, conversationId, messageId } };
}

/** Each plays to its end and answers the message that it is about. */
export const scenarios = {
  async suggested(sandbox: ProductSandbox) {
    const { message } = open(sandbox);
    await ended(sandbox, message);
    return message;
  },

  async 'quiet-by-eligibility'(sandbox: ProductSandbox) {
    const { message } = open(sandbox, { assignee: 'ai_admin' });
    await ended(sandbox, message);
    return message;
  },

  async 'quiet-by-topic'(sandbox: ProductSandbox) {
    const body = 'I want to open a refund dispute. How do I get my money back?';
    const { message } = open(sandbox, { body });
    await ended(sandbox, message);
    return message;
  },

  async superseded(sandbox: ProductSandbox) {
    const { appId } = sandbox;
    const { message, conversationId } = open(sandbox, { body: 'Hello there' });
    const body = answerable;
    const reply = sandbox.simulator.customerReplies({ appId, conversationId, body });
    await ended(sandbox, { ...message, messageId: partId(reply) });
    await ended(sandbox, message);
    return message;
  },

  async 'decided-twice'(sandbox: ProductSandbox) {
    const { appId } = sandbox;
    const { message, conversationId, teammateId } = open(sandbox, { assignee: 'ai_admin' });
    await ended(sandbox, message);
    sandbox.clock.advance(5_000);
    sandbox.simulator.assign({ appId, conversationId, to: { teammate: teammateId } });
    await ended(sandbox, message, 2);
    return message;
  },

  async failed(sandbox: ProductSandbox) {
    sandbox.simulator.setFaults({
      calls: [{ kind: 'before', method: 'POST', path: '/conversations/*/reply', status: 403 }],
    });
    const { message } = open(sandbox);
    await ended(sandbox, message);
    sandbox.simulator.setFaults({});
    return message;
  },

  async cancelled(sandbox: ProductSandbox) {
    const { message } = open(sandbox, { sourceType: 'email' });
    const handle = sandbox.product.client.workflow.getHandle(assistWorkflowId(message));
    await eventually('the run', () => sandbox.stores.sessions.find(message));
    await handle.cancel();
    await ended(sandbox, message);
    return message;
  },
};

export type ScenarioName = keyof typeof scenarios;
