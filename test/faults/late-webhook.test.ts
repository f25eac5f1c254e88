import fc from 'fast-check';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import { type MessageRef, partId } from '../../domain/identifiers.ts';
import { faultTest } from '../support/fault.ts';
import { fuzzSeed } from '../support/fuzz.ts';
import { type ProductSandbox, startProductSandbox, sweepOnce } from '../support/product-sandbox.ts';
import { ended, eventually, open, scenarioSettings } from '../support/scenarios.ts';

const scale = 10;
const minute = 60_000;
/** So long a webhook is on its way: real milliseconds, far more than a sweep of a few messages. */
const lateMs = 20_000;

let sandbox: ProductSandbox;
beforeAll(async () => {
  sandbox = await startProductSandbox({
    ...{ temporalAddress: inject('temporalAddress'), mongodbUri: inject('mongodbUri'), scale },
    settings: scenarioSettings,
  });
  // From now on the workspace counts as connected.
  await sweepOnce(sandbox);
});
afterAll(() => sandbox.stop());

type Late = {
  readonly kind: 'source' | 'part';
  /** How often the late webhook comes. */
  readonly copies: number;
  /** A person answers before it comes. */
  readonly answered: boolean;
};
const anyLate: fc.Arbitrary<Late> = fc.record({
  kind: fc.constantFrom('source', 'part'),
  copies: fc.integer({ min: 1, max: 3 }),
  answered: fc.boolean(),
});

const place = ({ appId, conversationId }: MessageRef) => ({ appId, conversationId });
const answer = (message: MessageRef, teammateId: string) =>
  sandbox.simulator.teammateReplies({
    ...{ ...place(message), teammateId, body: 'Here is how.', silent: true },
  });

/** A customer's message whose webhooks come late, the first of its conversation or a reply. */
function ask({ kind, copies }: Late): { message: MessageRef; teammateId: string } {
  const { simulator } = sandbox;
  const late = [
    { kind: 'delay', delayMs: sandbox.clock.productMs(lateMs) },
    ...(copies > 1 ? [{ kind: 'duplicate', copies: copies - 1 }] : []),
  ];
  simulator.setFaults({ deliveries: kind === 'source' ? late : [{ kind: 'drop' }] });
  const { message, teammateId } = open(sandbox);
  if (kind === 'source') return { message, teammateId };
  answer(message, teammateId);
  simulator.setFaults({ deliveries: late });
  const body = 'How do I reset my password?';
  const reply = simulator.customerReplies({ ...place(message), body });
  return { message: { ...message, messageId: partId(reply) }, teammateId };
}

const deliveriesOf = ({ conversationId }: MessageRef) =>
  sandbox.simulator
    .deliveries()
    .filter((one) => one.conversationId === conversationId && one.outcome !== 'dropped');
const nothingRuns = () =>
  eventually('the end of all runs', async () => {
    const query = `TaskQueue="${sandbox.taskQueue}" AND ExecutionStatus="Running"`;
    return (await sandbox.product.client.workflow.count(query)).count === 0;
  });
const callsAbout = ({ conversationId }: MessageRef) =>
  sandbox.simulator.calls().filter((call) => call.conversationId === conversationId).length;
/** All decisions of Temporal about the conversation, by the messages that they are about. */
async function decided({ appId, conversationId }: MessageRef): Promise<unknown[]> {
  const of = `SidenoteConversation="${conversationId}" AND TaskQueue="${sandbox.taskQueue}"`;
  const query = `${of} AND WorkflowType="assistMessage"`;
  const { executions } = await sandbox.product.client.workflowService.listWorkflowExecutions({
    ...{ namespace: 'default', query },
  });
  return executions
    .map(({ execution }) => execution?.workflowId)
    .filter((id) => id?.includes(appId));
}

faultTest(
  'F13',
  'the webhook comes after a sweep has found its message, once or several times',
  'recognised by its key: one run, one decision, one note; Intercom is not asked again',
  async ({ figure }) => {
    console.log(`seed ${fuzzSeed}: SIDENOTE_FUZZ_SEED=${fuzzSeed} repeats it`);
    const drawn = fc.sample(anyLate, { seed: fuzzSeed, numRuns: 4 });
    const both: Late[] = [
      { kind: 'source', copies: 1, answered: false },
      { kind: 'part', copies: 2, answered: false },
    ];
    const cases = [...both, ...drawn].map((late) => ({ late, ...ask(late) }));
    // Nothing but the late webhooks wakes anything up.
    sandbox.simulator.setFaults({ deliveries: [{ kind: 'drop' }] });
    sandbox.clock.advance(2 * minute);
    await sweepOnce(sandbox);
    for (const { late, message, teammateId } of cases) {
      await ended(sandbox, message);
      if (late.answered) answer(message, teammateId);
    }
    await nothingRuns();
    // Otherwise they did not come late.
    for (const { message } of cases) {
      expect(deliveriesOf(message).map(({ outcome }) => outcome)).toEqual(['pending']);
    }
    const callsBefore = cases.map(({ message }) => callsAbout(message));
    for (const { late, message } of cases) {
      await eventually('the late webhook', async () => {
        const [delivery] = deliveriesOf(message);
        return delivery?.attempts.length === late.copies;
      });
    }
    await sandbox.simulator.settled();
    await nothingRuns();
    for (const { late, message } of cases) {
      const [delivery] = deliveriesOf(message);
      expect(delivery?.attempts.map(({ status }) => status)).toEqual(
        Array.from({ length: late.copies }, () => 200),
      );
      const rows = sandbox.stores.database.db.collection('deliveries');
      const { conversationId } = message;
      expect((await rows.find({ conversationId }).toArray()).map(({ started }) => started)).toEqual(
        [true],
      );
      const session = await sandbox.stores.sessions.find(message);
      expect(session?.decisions.map(({ run, outcome }) => ({ run, outcome }))).toEqual([
        { run: 1, outcome: { kind: 'suggested' } },
      ]);
      expect(sandbox.simulator.notes(message.appId, conversationId)).toHaveLength(1);
      expect(await decided(message)).toHaveLength(1);
    }
    expect(cases.map(({ message }) => callsAbout(message))).toEqual(callsBefore);
    figure('messages', cases.length);
    figure(
      'late webhooks',
      cases.map(({ late }) => late.copies).reduce((sum, one) => sum + one),
    );
  },
  120_000,
);
