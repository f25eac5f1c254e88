import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { type Activities, createActivities } from '../../activities/index.ts';
import type { ActivityPorts } from '../../activities/ports.ts';
import { createReferenceCodes } from '../../activities/reference-code.ts';
import { connectWorkspace } from '../../app/workspace.ts';
import type { AssistInput } from '../../domain/assist.ts';
import { type MessageId, type MessageRef, partId, sourceId } from '../../domain/identifiers.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { RetrieveRequest, RetrievedPassage } from '../../domain/passage.ts';
import type { RunState, Runs } from '../../domain/ports.ts';
import type { RunRef } from '../../domain/session.ts';
import { defaultSettings } from '../../domain/settings.ts';
import type { Input } from '../../sandbox/intercom/actions/inputs.ts';
import { startIntercomSimulator } from '../../sandbox/intercom/simulator.ts';
import type { IntercomSimulator } from '../../sandbox/intercom/simulator-types.ts';
import { createBudgets } from '../../storage/budgets.ts';
import { createReviewedConversations } from '../../storage/conversations.ts';
import { createDeliveries } from '../../storage/deliveries.ts';
import { createNotes } from '../../storage/notes.ts';
import { createSessions } from '../../storage/sessions.ts';
import { createSweeps } from '../../storage/sweeps.ts';
import { createSettings } from '../../storage/settings.ts';
import type { Database } from '../../storage/mongodb.ts';
import { createManualClock } from './manual-clock.ts';
import { samplePassage } from './sample-session.ts';
import { type ScriptedModel, createScriptedModel } from './scripted-model.ts';
import { aiAdminId, openedAtMs } from './threads.ts';

/** Real milliseconds that a call to the simulator may take here. */
export const intercomTimeoutMs = 1_500;

export type OpenedDoor =
  | { readonly door: 'start'; readonly message: MessageRef; readonly cause: string }
  | {
      readonly door: 'again';
      readonly message: MessageRef;
      readonly cause: string;
      readonly caller: string;
    }
  | { readonly door: 'resume'; readonly message: MessageRef; readonly run: number }
  | { readonly door: 'review'; readonly conversationId: string };

export type ActivityBench = {
  readonly appId: string;
  readonly clock: ReturnType<typeof createManualClock>;
  readonly simulator: IntercomSimulator;
  readonly model: ScriptedModel;
  readonly ports: ActivityPorts;
  /** The retriever's passages; replace them to find something else. */
  passages: readonly RetrievedPassage[];
  /** What the retriever was asked, and the sources that it says are in scope. */
  readonly searches: RetrieveRequest[];
  sources: readonly string[];
  readonly doors: OpenedDoor[];
  /** What the doors answer; by default they open. */
  answers: {
    start: (message: MessageRef) => Awaited<ReturnType<Runs['start']>>;
    again: (claim: { caller: string }) => ReturnType<Runs['again']>;
    state: (message: MessageRef) => RunState;
  };
  readonly teammateId: string;
  /** Lets product time pass. */
  pass(ms: number): void;
  configure(settings: Record<string, unknown>): Promise<void>;
  /** A conversation that the teammate owns; the ref of its opening message. */
  open(body?: string, more?: Partial<Input<'startConversation'>>): MessageRef;
  reply(message: MessageRef, body?: string): MessageRef;
  /** One attempt of a step, as a worker would run it. */
  attempt<Name extends keyof Activities>(
    step: Name,
    input: Parameters<Activities[Name]>[0],
    attempt?: number,
  ): Promise<Awaited<ReturnType<Activities[Name]>>>;
  /** Runs the steps before the note; the revision to post. Waits are over first. */
  prepare(
    message: MessageRef,
    run?: Partial<AssistInput>,
  ): Promise<{ run: RunRef; revision: string }>;
  notesOf(message: MessageRef): readonly { id: string; body: string }[];
  stop(): Promise<void>;
};

export const runOf = (message: MessageRef, run = 1): RunRef => ({ message, run, preview: null });

let benches = 0;

/** The steps on a real database and the real Intercom client, against the simulator. */
export async function startActivityBench(
  database: Database,
  changes: Partial<ActivityPorts> = {},
): Promise<ActivityBench> {
  benches += 1;
  const appId = `bench${benches}`;
  const clock = createManualClock(openedAtMs);
  const simulator = await startIntercomSimulator({ clock });
  const workspace = {
    appId,
    adminId: aiAdminId,
    accessToken: `token-${appId}`,
    clientSecrets: ['secret'],
    baseUrl: simulator.url,
    version: '2.14',
    mode: null,
  };
  simulator.createWorkspace({
    appId,
    token: workspace.accessToken,
    clientSecret: 'secret',
    adminId: aiAdminId,
  });
  const teammateId = simulator.addTeammate({ appId, name: 'Sam Agent' });
  const contactId = simulator.addContact({ appId, name: 'Dana Example', email: 'dana@c.example' });
  const connection = connectWorkspace(workspace, clock, changes.postTimeoutMs ?? intercomTimeoutMs);
  const settings = createSettings(database.db);
  const model = createScriptedModel();
  const doors: OpenedDoor[] = [];
  const answers: ActivityBench['answers'] = {
    start: () => 'started',
    again: async () => 'started',
    state: () => ({ kind: 'open', run: 1 }),
  };
  const ports: ActivityPorts = {
    clock,
    connection: () => connection,
    sessions: createSessions(database.db),
    notes: createNotes(database.db),
    settings,
    budgets: createBudgets(database.db),
    retriever: async () => ({
      async retrieve(request) {
        bench.searches.push(request);
        return {
          ...{ passages: bench.passages, answers: [] },
          ...{ languages: ['en'], sources: bench.sources },
        };
      },
      passages: async (ids) =>
        bench.passages.map(({ passage }) => passage).filter(({ id }) => ids.includes(id)),
    }),
    model,
    textVectors: async () => null,
    language: { detect: async () => ({ language: 'en', confident: true }) },
    runs: {
      async start(message, cause) {
        doors.push({ door: 'start', message, cause });
        return answers.start(message);
      },
      async again(message, cause, _dueAtMs, caller) {
        doors.push({ door: 'again', message, cause, caller });
        return answers.again({ caller });
      },
      async resume(message, { run }) {
        doors.push({ door: 'resume', message, run });
        return 'started';
      },
      state: async (message) => answers.state(message),
      openCount: async () => 0,
      review: async ({ conversationId }) => {
        doors.push({ door: 'review', conversationId });
      },
      preview: async () => ({ kind: 'suggested' }),
      readArticle: async () => undefined,
    },
    knowledge: {
      due: async () => ({ sources: [], nextInMs: null }),
      readSource: () => Promise.reject(new Error('No knowledge here')),
      readArticles: () => Promise.reject(new Error('No knowledge here')),
    },
    deliveries: createDeliveries(database.db),
    reviewed: createReviewedConversations(database.db),
    sweeps: createSweeps(database.db),
    referenceCodes: createReferenceCodes(['of-the-bench']),
    atMostOpen: 200,
    links: { sessionLink: () => null },
    postTimeoutMs: intercomTimeoutMs,
    ...changes,
  };
  const activities = createActivities(ports);
  let version = 0;
  const scheduled = new Map<string, number>();

  const bench: ActivityBench = {
    ...{ appId, clock, simulator, model, ports, doors, answers, teammateId },
    passages: [samplePassage()],
    ...{ searches: [], sources: ['sandbox'] },
    pass: (ms) => clock.set(clock.now() + ms),
    async configure(changes) {
      const edit = { ...defaultSettings, mode: 'live', confidenceThreshold: 0, ...changes };
      const answer = await settings.save({
        ...{ appId, base: version, settings: edit, nowMs: clock.now() },
      });
      if (answer.kind === 'saved') version = answer.saved.version;
    },
    open(body = 'How do I change my card?', more = {}) {
      const assignee = { teammate: teammateId };
      const opened = simulator.startConversation({
        ...{ appId, contactId, body, assignee },
        ...more,
      });
      const messageId: MessageId = sourceId(opened.sourceId);
      return { appId, conversationId: opened.conversationId, messageId };
    },
    reply(message, body = 'And how do I get an invoice?') {
      const { conversationId } = message;
      const id = simulator.customerReplies({ appId, conversationId, body });
      return { ...message, messageId: partId(id) };
    },
    attempt(step, input, attempt = 1) {
      const key = JSON.stringify([step, input]);
      const firstMs = scheduled.get(key) ?? clock.now();
      scheduled.set(key, firstMs);
      const environment = new MockActivityEnvironment(
        {
          activityId: step,
          attempt,
          scheduledTimestampMs: firstMs,
          currentAttemptScheduledTimestampMs: clock.now(),
          workflowExecution: { workflowId: 'w', runId: JSON.stringify(input).slice(0, 200) },
        },
        { logger: new DefaultLogger('ERROR') },
      );
      // TypeScript does not see that step and input belong together.
      const run = activities[step] as (input: unknown) => Promise<never>;
      return environment.run(run, input);
    },
    async prepare(message, changes = {}) {
      const input: AssistInput = {
        ...{ message, run: 1, cause: 'message', dueAtMs: null, preview: null },
        ...changes,
      };
      const opened = await bench.attempt('openSession', input);
      if (opened.kind !== 'open') throw new Error('The session has ended');
      const { run } = opened;
      const thread = await bench.attempt('fetchThread', { run, settle: false });
      if (thread.kind !== 'read') throw new Error(`The thread: ${JSON.stringify(thread)}`);
      const { revision } = thread;
      const steps = [
        await bench.attempt('checkEligibility', { run }),
        await bench.attempt('classifyTopic', { run }),
      ];
      const retrieved = await bench.attempt('retrieveKnowledge', { run });
      if (retrieved.kind !== 'proceed') throw new Error('Nothing was retrieved');
      const { passageIds } = retrieved;
      const drafted = await bench.attempt('draftReply', { run, revision, passageIds });
      if (drafted.kind !== 'proceed') throw new Error(`The draft: ${JSON.stringify(drafted)}`);
      steps.push(await bench.attempt('assessConfidence', { run, draftId: drafted.draftId }));
      const stopped = steps.find(({ kind }) => kind !== 'proceed');
      if (stopped) throw new Error(`Ended early: ${JSON.stringify(stopped)}`);
      return { run, revision };
    },
    notesOf: ({ conversationId }) => simulator.notes(appId, conversationId),
    async stop() {
      await simulator.stop();
    },
  };
  await bench.configure({});
  return bench;
}

/** Ends a session as a run of the workflow would. */
export const endWith = async (
  bench: ActivityBench,
  message: MessageRef,
  outcome: Outcome,
  run = 1,
): Promise<void> => {
  await bench.attempt('recordOutcome', {
    run: runOf(message, run),
    cause: 'message',
    outcome,
    successor: null,
  });
};
