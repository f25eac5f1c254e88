import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type MessageRef, assistWorkflowId } from '../../domain/identifiers.ts';
import { lastDecision } from '../../domain/session.ts';
import { createRuns } from '../../temporal/runs.ts';
import { faultTest } from '../support/fault.ts';
import { type ProductSandbox, startProductSandbox, sweepOnce } from '../support/product-sandbox.ts';
import { ended, eventually, open, scenarioSettings } from '../support/scenarios.ts';

let sandbox: ProductSandbox;
beforeAll(async () => {
  sandbox = await startProductSandbox({
    temporalAddress: inject('temporalAddress'),
    mongodbUri: inject('mongodbUri'),
    settings: scenarioSettings,
    intercomTimeoutMs: 2_000,
  });
  // From now on the workspace counts as connected.
  await sweepOnce(sandbox);
});
afterAll(() => sandbox.stop());

const minute = 60_000;
const suggested = { kind: 'suggested' };
const quiet = (reason: string) => ({ kind: 'quiet', reason });
const failed = (reason: string) => ({ kind: 'failed', reason });
const sweep = () => sweepOnce(sandbox);
const pass = (productMs: number) => sandbox.clock.advance(productMs);
const place = ({ appId, conversationId }: MessageRef) => ({ appId, conversationId });
const run = (message: MessageRef) =>
  sandbox.product.client.workflow.getHandle(assistWorkflowId(message));
const notes = ({ appId, conversationId }: MessageRef) =>
  sandbox.simulator.notes(appId, conversationId);
const sessionOf = (message: MessageRef) => sandbox.stores.sessions.find(message);
const outcomeOf = async (message: MessageRef, number = 1) =>
  lastDecision(await ended(sandbox, message, number))?.outcome;
const missed = async () => (await sandbox.stores.sweeps.find(sandbox.appId))?.missedWebhooks ?? 0;
const readsOf = ({ conversationId }: MessageRef) =>
  sandbox.simulator
    .calls()
    .filter(({ method, path }) => method === 'GET' && path === `/conversations/${conversationId}`)
    .length;

const noteRow = (message: MessageRef) => sandbox.stores.notes.find(message);
/** The conversation was reviewed as it is now. */
const reviewed = ({ appId, conversationId }: MessageRef) =>
  eventually('the review', async () => {
    const updatedAt = Number(sandbox.simulator.conversation(appId, conversationId)?.['updated_at']);
    const upTo = await sandbox.stores.reviewed.upTo(appId, [conversationId]);
    return (upTo.get(conversationId) ?? 0) >= updatedAt * 1_000;
  });
/** A step has failed and waits for its next attempt. */
const isWaiting = async (message: MessageRef, step: string): Promise<boolean> => {
  const { raw } = await run(message).describe();
  return (raw.pendingActivities ?? []).some(
    ({ activityType, attempt }) => activityType?.name === step && (attempt ?? 1) > 1,
  );
};
/** The doors to a task queue that nobody works on: a run stays where it began. */
const doorsToNowhere = () => {
  const { product, stores, taskQueue, links } = sandbox;
  const { sessions, notes: rows, settings } = stores;
  return createRuns({
    ...{ client: product.client, taskQueue: `${taskQueue}-nobody`, sessions, settings },
    ...{ notes: rows, links: links.inNotes },
  });
};

/** Plays it without a single webhook getting through. */
function unheard<Result>(play: () => Result): Result {
  sandbox.simulator.setFaults({ deliveries: [{ kind: 'drop' }] });
  try {
    return play();
  } finally {
    sandbox.simulator.setFaults({});
  }
}

/** A question whose webhook never comes. */
const lostQuestion = (given: Parameters<typeof open>[1] = {}): MessageRef =>
  unheard(() => open(sandbox, given)).message;

describe('a webhook that never comes', () => {
  faultTest(
    'F12',
    'the message is found by a sweep',
    'one note, one missed webhook counted, and a second sweep changes nothing',
    async ({ figure }) => {
      const before = await missed();
      const message = lostQuestion();
      pass(2 * minute);
      await sweep();
      expect(await outcomeOf(message)).toEqual(suggested);
      pass(5 * minute);
      await sweep();
      await sweep();
      expect(notes(message)).toHaveLength(1);
      expect((await missed()) - before).toBe(1);
      figure('notes', notes(message).length);
      figure('missed webhooks counted', (await missed()) - before);
    },
    60_000,
  );
});

faultTest(
  'F12',
  'no webhook ever comes: the schedule finds the message',
  'one note, found within one interval',
  async ({ figure }) => {
    const everyMs = 4_000;
    const polled = await startProductSandbox({
      temporalAddress: inject('temporalAddress'),
      mongodbUri: inject('mongodbUri'),
      settings: scenarioSettings,
      sweep: { everyMs: 300_000, pollMs: everyMs },
    });
    try {
      polled.simulator.setFaults({ deliveries: [{ kind: 'drop' }] });
      const first = () => polled.stores.sweeps.find(polled.appId);
      await eventually('the sweep at the start', async () => (await first())?.watermarkMs);
      const askedAt = performance.now();
      const { message } = open(polled);
      await eventually('the session', () => polled.stores.sessions.find(message));
      figure('interval, s', everyMs / 1_000);
      figure('found after, s', Math.round((performance.now() - askedAt) / 100) / 10);
      expect(lastDecision(await ended(polled, message))?.outcome).toEqual(suggested);
      expect(polled.simulator.notes(message.appId, message.conversationId)).toHaveLength(1);
    } finally {
      await polled.stop();
    }
  },
  60_000,
);

describe('sweeping', () => {
  it('opens nothing for a conversation that did not change since its last review', async () => {
    const message = lostQuestion();
    pass(2 * minute);
    await sweep();
    await outcomeOf(message);
    pass(minute);
    await sweep();
    await reviewed(message);
    const reads = readsOf(message);
    await sweep();
    await sweep();
    expect(readsOf(message)).toBe(reads);
  });

  it('does not count a message whose webhook may still be on its way', async () => {
    const before = await missed();
    const message = lostQuestion();
    await sweep();
    expect(await outcomeOf(message)).toEqual(suggested);
    expect(await missed()).toBe(before);
  });

  it('makes late webhooks change nothing', async () => {
    sandbox.simulator.setFaults({ deliveries: [{ kind: 'delay', delayMs: minute / 2 }] });
    const { message } = open(sandbox);
    sandbox.simulator.setFaults({});
    pass(2 * minute);
    await sweep();
    expect(await outcomeOf(message)).toEqual(suggested);
    await sandbox.simulator.settled();
    const late = sandbox.simulator
      .deliveries()
      .filter((delivery) => JSON.stringify(delivery).includes(`"${message.conversationId}"`));
    expect(JSON.stringify(late)).toContain('"status":200');
    expect(await sessionOf(message)).toMatchObject({ status: 'ended', run: 1 });
    expect(notes(message)).toHaveLength(1);
  });

  it('hands over when the webhook of the assignment is lost', async () => {
    const { message, teammateId } = open(sandbox, { assignee: 'ai_admin' });
    expect(await outcomeOf(message)).toEqual(quiet('owned_by_ai_admin'));
    pass(minute);
    unheard(() => sandbox.simulator.assign({ ...place(message), to: { teammate: teammateId } }));
    pass(minute);
    await sweep();
    expect(await outcomeOf(message, 2)).toEqual(suggested);
    expect(notes(message)).toHaveLength(1);
  });
});

describe('a message that is found too late', () => {
  it('ends as expired, without a note', async () => {
    const message = lostQuestion();
    pass(31 * minute);
    await sweep();
    expect(await outcomeOf(message)).toEqual(quiet('expired'));
    expect(notes(message)).toEqual([]);
  });

  it('that a person answers while it is taken up: answered meanwhile, without a note', async () => {
    const { message, teammateId } = unheard(() => open(sandbox));
    sandbox.simulator.onRead(place(message), 1, () => {
      const body = 'Here is how.';
      sandbox.simulator.teammateReplies({ ...place(message), teammateId, body, silent: true });
    });
    pass(2 * minute);
    await sweep();
    expect(await outcomeOf(message)).toEqual(quiet('answered_meanwhile'));
    expect(notes(message)).toEqual([]);
  });

  it('that a person has answered is left alone', async () => {
    const { message, teammateId } = unheard(() => open(sandbox));
    pass(minute);
    const body = 'Here is how.';
    sandbox.simulator.teammateReplies({ ...place(message), teammateId, body, silent: true });
    pass(minute);
    await sweep();
    await reviewed(message);
    expect(await sessionOf(message)).toBeNull();
    expect(notes(message)).toEqual([]);
  });
});

describe('a run that is gone', () => {
  /** Its steps cannot go on: no thread is read. */
  const holdReads = (conversationId: string) =>
    sandbox.simulator.setFaults({
      calls: [
        { kind: 'before', method: 'GET', path: `/conversations/${conversationId}`, status: 503 },
      ],
    });

  it('terminated before it opened its session: internal error, once', async () => {
    const message = lostQuestion();
    await doorsToNowhere().start(message, 'message');
    await run(message).terminate();
    expect(await sessionOf(message)).toBeNull();
    pass(2 * minute);
    await sweep();
    expect(await outcomeOf(message)).toEqual(failed('internal_error'));
    pass(5 * minute);
    await sweep();
    expect((await sessionOf(message))?.decisions).toHaveLength(1);
    expect(notes(message)).toEqual([]);
  });

  it('terminated before it opened its session, and answered since: internal error', async () => {
    const { message, teammateId } = unheard(() => open(sandbox));
    await doorsToNowhere().start(message, 'message');
    await run(message).terminate();
    const body = 'Here is how.';
    sandbox.simulator.teammateReplies({ ...place(message), teammateId, body, silent: true });
    await sweep();
    expect(await outcomeOf(message)).toEqual(failed('internal_error'));
  });

  it('terminated while it read: internal error', async () => {
    const { message } = unheard(() => open(sandbox));
    holdReads(message.conversationId);
    await sandbox.product.runs.start(message, 'message');
    await eventually('the session', () => sessionOf(message));
    await run(message).terminate();
    sandbox.simulator.setFaults({});
    pass(2 * minute);
    await sweep();
    expect(await outcomeOf(message)).toEqual(failed('internal_error'));
    expect(notes(message)).toEqual([]);
  });

  it('terminated after its note was posted: suggested, from its row', async () => {
    const message = lostQuestion();
    // The tag is asked for after the note, and keeps failing.
    const path = `/conversations/${message.conversationId}/tags`;
    sandbox.simulator.setFaults({ calls: [{ kind: 'before', method: 'POST', path, status: 503 }] });
    await sandbox.product.runs.start(message, 'message');
    await eventually('the note', async () => (await noteRow(message))?.state === 'posted');
    await run(message).terminate();
    expect((await sessionOf(message))?.status).toBe('open');
    sandbox.simulator.setFaults({});
    pass(2 * minute);
    await sweep();
    expect(await outcomeOf(message)).toEqual(suggested);
    expect(notes(message)).toHaveLength(1);
    expect(sandbox.simulator.tags(message.appId, message.conversationId)).toHaveLength(1);
  });

  it.each([
    ['after', suggested, 1],
    ['before', failed('note_unconfirmed'), 0],
  ] as const)(
    'terminated in doubt about its POST, which failed %s its effect: %j',
    async (kind, outcome, count) => {
      const message = lostQuestion();
      const path = `/conversations/${message.conversationId}/reply`;
      sandbox.simulator.setFaults({
        calls: [{ kind, method: 'POST', path, status: 502, times: 1 }],
      });
      await sandbox.product.runs.start(message, 'message');
      await eventually('the doubt', async () => (await noteRow(message))?.state === 'posting');
      await eventually('the failed attempt', () => isWaiting(message, 'postNote'));
      await run(message).terminate();
      sandbox.simulator.setFaults({});
      pass(2 * minute);
      await sweep();
      expect(await outcomeOf(message)).toEqual(outcome);
      expect(notes(message)).toHaveLength(count);
    },
  );

  it('claimed to be decided again, and never started: is started', async () => {
    const { message, teammateId } = open(sandbox, { assignee: 'ai_admin' });
    await outcomeOf(message);
    pass(minute);
    unheard(() => sandbox.simulator.assign({ ...place(message), to: { teammate: teammateId } }));
    const claimedFor = { cause: 'assignment', dueAtMs: sandbox.clock.now() } as const;
    const claim = { message, endedRun: 1, caller: 'assignment:of-a-dead-worker', claimedFor };
    expect(await sandbox.stores.sessions.claimAgain(claim)).toBe(2);
    pass(2 * minute);
    await sweep();
    expect(await outcomeOf(message, 2)).toEqual(suggested);
    expect((await sessionOf(message))?.decisions.at(-1)).toMatchObject(claimedFor);
    expect(notes(message)).toHaveLength(1);
  });

  it('that is open is left alone, however old', async () => {
    const message = lostQuestion();
    holdReads(message.conversationId);
    await sandbox.product.runs.start(message, 'message');
    await eventually('the session', () => sessionOf(message));
    pass(5 * minute);
    const { runId } = await run(message).describe();
    await sweep();
    expect((await run(message).describe()).runId).toBe(runId);
    expect((await sessionOf(message))?.status).toBe('open');
    sandbox.simulator.setFaults({});
    expect(await outcomeOf(message)).toEqual(suggested);
  });
});
