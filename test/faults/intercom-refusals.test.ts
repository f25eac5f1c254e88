import { afterAll, beforeAll, expect, inject } from 'vitest';
import { type MessageRef, assistWorkflowId } from '../../domain/identifiers.ts';
import { reasonOf } from '../../domain/outcome.ts';
import { lastDecision } from '../../domain/session.ts';
import { faultTest } from '../support/fault.ts';
import { type ProductSandbox, startProductSandbox } from '../support/product-sandbox.ts';
import { ended, eventually, open, scenarioSettings } from '../support/scenarios.ts';

const timeoutMs = 120_000;
/** Product time runs so many times as fast. */
const scale = 4;

let sandbox: ProductSandbox;
beforeAll(async () => {
  sandbox = await startProductSandbox({
    ...{ temporalAddress: inject('temporalAddress'), mongodbUri: inject('mongodbUri') },
    ...{ scale, settings: { ...scenarioSettings, waits: { firstWebMs: 500 } } },
  });
});
afterAll(() => sandbox.stop());

const outcomeOf = async (message: MessageRef): Promise<string> => {
  const outcome = lastDecision(await ended(sandbox, message))?.outcome ?? null;
  return outcome === null ? 'none' : (reasonOf(outcome) ?? outcome.kind);
};
const notes = ({ conversationId }: MessageRef) =>
  sandbox.simulator.notes(sandbox.appId, conversationId).length;
const calls = () => sandbox.simulator.calls();

async function reconnectLines(): Promise<{ sentence: string; whatToDo: string }[]> {
  const answer: unknown = await (await fetch(`${sandbox.web.url}/ready`)).json();
  const { checks } = answer as { checks: { name: string; sentence: string; whatToDo: string }[] };
  return checks.filter(({ name }) => name === 'reconnect');
}

/** What the step's failure says in Temporal. */
async function reasonInHistory(message: MessageRef): Promise<string> {
  const handle = sandbox.product.client.workflow.getHandle(assistWorkflowId(message));
  const { events } = await handle.fetchHistory();
  const failed = events?.find((event) => event.activityTaskFailedEventAttributes);
  return failed?.activityTaskFailedEventAttributes?.failure?.message ?? '';
}

const reply = { method: 'POST', path: '/conversations/*/reply' };
const refusals = [
  ['401', 'everywhere', { status: 401, path: '/**' }, 1, 'check INTERCOM_ACCESS_TOKEN'],
  ['403', 'for notes', { status: 403, ...reply }, 4, 'missing permission'],
  ['422', 'for notes', { status: 422, ...reply }, 4, 'check INTERCOM_ADMIN_ID'],
] as const;
for (const [status, where, fault, callsEach, advice] of refusals) {
  faultTest(
    'F20',
    `Intercom answers ${status} ${where} to three messages`,
    'intercom_rejected, with what to do; "reconnect" on /ready; no retries',
    async ({ figure }) => {
      sandbox.simulator.setFaults({ calls: [{ kind: 'before', ...fault }] });
      const before = calls().length;
      const messages = Array.from({ length: 3 }, () => open(sandbox).message);
      const outcomes = await Promise.all(messages.map(outcomeOf));
      expect(outcomes).toEqual(messages.map(() => 'intercom_rejected'));
      expect(messages.map(notes)).toEqual([0, 0, 0]);
      const made = calls().slice(before);
      expect(made).toHaveLength(messages.length * callsEach);
      expect(made.filter((call) => String(call.status) === status)).toHaveLength(messages.length);
      figure('calls a message', callsEach);
      const [first] = messages;
      expect(first && (await reasonInHistory(first))).toContain(advice);
      const [line] = await eventually('the flag', async () => {
        const lines = await reconnectLines();
        return lines.length > 0 && lines;
      });
      expect(line?.sentence).toContain(`(${status})`);
      expect(line?.whatToDo).toContain('again --reason intercom_rejected');

      sandbox.simulator.setFaults({});
      const { message } = open(sandbox);
      expect(await outcomeOf(message)).toBe('suggested');
      await expect.poll(reconnectLines, { timeout: 20_000, interval: 500 }).toEqual([]);
    },
    timeoutMs,
  );
}

faultTest(
  'F20',
  'Intercom answers 404 to the note',
  'conversation_deleted, after one POST',
  async () => {
    sandbox.simulator.setFaults({ calls: [{ kind: 'before', status: 404, ...reply }] });
    const { message } = open(sandbox);
    expect(await outcomeOf(message)).toBe('conversation_deleted');
    const posts = calls().filter(
      ({ path, conversationId }) =>
        path.endsWith('/reply') && conversationId === message.conversationId,
    );
    expect(posts).toHaveLength(1);
    expect(await reconnectLines()).toEqual([]);
    sandbox.simulator.setFaults({});
  },
  timeoutMs,
);

faultTest(
  'F20',
  'Intercom answers 404 to every read of a conversation',
  'conversation_deleted after a minute; no storm of calls',
  async ({ figure }) => {
    sandbox.simulator.setFaults({
      calls: [{ kind: 'before', status: 404, method: 'GET', path: '/conversations/*' }],
    });
    const { message } = open(sandbox);
    expect(await outcomeOf(message)).toBe('conversation_deleted');
    const made = calls().filter(({ conversationId }) => conversationId === message.conversationId);
    figure('calls in a minute', made.length);
    expect(made.length).toBeLessThan(25);
    sandbox.simulator.setFaults({});
  },
  timeoutMs,
);
