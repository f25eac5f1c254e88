import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { RunStillClosing } from '../../domain/failure.ts';
import { type MessageRef, assistWorkflowId } from '../../domain/identifiers.ts';
import { type Outcome, failed, quiet } from '../../domain/outcome.ts';
import { createNotes } from '../../storage/notes.ts';
import { createSessions } from '../../storage/sessions.ts';
import { createSettings } from '../../storage/settings.ts';
import { createTemporalClient } from '../../temporal/connection.ts';
import { NamespaceNotFit, prepareNamespace } from '../../temporal/namespace.ts';
import { createRuns } from '../../temporal/runs.ts';
import { ownDatabase } from '../support/database.ts';

// Nobody works on this task queue: a run stays open until the test ends it.
const taskQueue = `doors-${randomBytes(4).toString('hex')}`;
const database = ownDatabase('doors');
let temporal: ReturnType<typeof createTemporalClient>;
let message: MessageRef;
const noPause = () => new Promise<void>((resolve) => setTimeout(resolve, 50));

beforeAll(async () => {
  temporal = createTemporalClient({
    ...{ address: inject('temporalAddress'), namespace: 'default', apiKey: null, tls: null },
  });
  await prepareNamespace(temporal.connection, 'default', noPause);
});
afterAll(async () => {
  const query = `TaskQueue="${taskQueue}" AND ExecutionStatus="Running"`;
  for await (const { workflowId } of temporal.client.workflow.list({ query })) {
    await temporal.client.workflow.getHandle(workflowId).terminate();
  }
  await temporal.connection.close();
});
beforeEach(() => {
  const conversationId = randomBytes(6).toString('hex');
  message = { appId: 'shop', conversationId, messageId: 'part-7' };
});

const sessions = () => createSessions(database().db);
const notes = () => createNotes(database().db);
const runs = () =>
  createRuns({
    ...{ client: temporal.client, taskQueue, sessions: sessions(), notes: notes() },
    ...{ settings: createSettings(database().db), links: { sessionLink: () => null } },
  });
const handle = () => temporal.client.workflow.getHandle(assistWorkflowId(message));
const session = async (outcome: Outcome | null, run = 1): Promise<void> => {
  const ref = { message, run, preview: null };
  await sessions().open({
    ...{ run: ref, cause: 'message', dueAtMs: null, nowMs: 1, settingsVersion: 0, mode: 'live' },
  });
  if (outcome) await sessions().end(ref, { outcome, successor: null, nowMs: 2 });
};
const again = (caller: string, cause: 'assignment' | 'person' = 'assignment') =>
  runs().again(message, cause, 5_000, caller);
const memoRun = async () => (await handle().describe()).memo?.['run'];

describe('the door', () => {
  it('opens once for a message, whoever knocks and however often', async () => {
    await Promise.all(Array.from({ length: 20 }, () => runs().start(message, 'message')));
    const { runId } = await handle().describe();
    await runs().start(message, 'successor');
    expect((await handle().describe()).runId).toBe(runId);
    expect(await memoRun()).toBe(1);
  });

  it('stays shut for a message whose run is over', async () => {
    await runs().start(message, 'message');
    await handle().terminate();
    expect(await runs().start(message, 'message')).toBe('already_started');
  });

  it('tells who it is about without saying what was written', async () => {
    await runs().start(message, 'message');
    const { typedSearchAttributes, staticSummary, staticDetails } = await handle().describe();
    expect(JSON.stringify(typedSearchAttributes)).toContain(message.conversationId);
    expect(await staticSummary()).toContain(message.messageId);
    expect(await staticDetails()).toContain('Decision 1 (message)');
  });
});

describe('the door for deciding again', () => {
  it('opens a run with the next number under the same id', async () => {
    await runs().start(message, 'message');
    await handle().terminate();
    await session(quiet('owned_by_ai_admin'));
    expect(await again('assignment:part-9')).toBe('started');
    expect(await memoRun()).toBe(2);
    expect(await sessions().find(message)).toMatchObject({ status: 'open', run: 2 });
  });

  it.each([
    [quiet('excluded_topic'), 'settled'],
    [{ kind: 'suggested' } as const, 'settled'],
    [failed('note_unconfirmed'), 'settled'],
    [failed('internal_error'), 'started'],
  ])('an assignment after %j: %s', async (outcome, answer) => {
    await session(outcome);
    expect(await again('assignment:part-9')).toBe(answer);
  });

  it('a person may ask whatever the reason, unless a note stands', async () => {
    await session(quiet('excluded_topic'));
    expect(await again('a person', 'person')).toBe('started');
  });

  it('a person asks in vain where a note stands', async () => {
    await session({ kind: 'suggested' });
    const row = { message, covers: [], replaces: null, referenceCode: message.conversationId };
    await notes().reserve({ ...row, nowMs: 1 });
    await notes().settle(message, { state: 'posted', partId: '1', nowMs: 1 });
    expect(await again('a person', 'person')).toBe('settled');
  });

  it('has one winner of ten who ask at once', async () => {
    await session(quiet('unassigned'));
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => again(`caller ${index}`)),
    );
    expect(answers.filter((answer) => answer === 'started')).toHaveLength(1);
    expect(answers.filter((answer) => answer === 'running')).toHaveLength(9);
    expect(await memoRun()).toBe(2);
  });

  it('is tried again by the same caller while the run that ended is closing', async () => {
    await runs().start(message, 'message');
    await session(quiet('unassigned'));
    await expect(again('assignment:part-9')).rejects.toBeInstanceOf(RunStillClosing);
    expect(await again('somebody else')).toBe('running');
    await handle().terminate();
    expect(await again('assignment:part-9')).toBe('started');
    expect(await memoRun()).toBe(2);
  });

  it('says running while a decision is open', async () => {
    await session(null);
    expect(await again('assignment:part-9')).toBe('running');
  });

  it('is the ordinary door for a message without a session', async () => {
    expect(await again('a person', 'person')).toBe('started');
    expect(await memoRun()).toBe(1);
  });
});

it('a review joins one that runs, and can be had again when it is over', async () => {
  const { appId, conversationId } = message;
  const id = `review:${appId}:${conversationId}:part-9`;
  const runIdOf = async () => (await temporal.client.workflow.getHandle(id).describe()).runId;
  await runs().review(message, 'part-9');
  const first = await runIdOf();
  await runs().review(message, 'part-9');
  expect(await runIdOf()).toBe(first);
  await temporal.client.workflow.getHandle(id).terminate();
  await runs().review(message, 'part-9');
  expect(await runIdOf()).not.toBe(first);
});

describe('the namespace', () => {
  it('is made fit as often as it is asked for: attributes seen, thirty days kept', async () => {
    await prepareNamespace(temporal.connection, 'default', noPause);
    const { config } = await temporal.connection.workflowService.describeNamespace({
      namespace: 'default',
    });
    const seconds = Number(config?.workflowExecutionRetentionTtl?.seconds);
    expect(seconds).toBeGreaterThanOrEqual(30 * 86_400);
  });

  it('that cannot be made fit: the commands to run', async () => {
    const failure: unknown = await prepareNamespace(temporal.connection, 'nowhere', noPause).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(NamespaceNotFit);
    expect(String(failure)).toContain('search-attribute create --namespace nowhere');
    expect(String(failure)).toContain('--retention 30d');
  });
});
