import { DefaultLogger } from '@temporalio/worker';
import { MockActivityEnvironment } from '@temporalio/testing';
import { type Activities, createActivities } from '../activities/index.ts';
import type { ActivityPorts } from '../activities/ports.ts';
import { createReferenceCodes } from '../activities/reference-code.ts';
import { type MessageRef, sourceId } from '../domain/identifiers.ts';
import type { LanguageModel } from '../domain/language-model.ts';
import type { Article } from '../domain/passage.ts';
import type { RunRef, RunTexts } from '../domain/session.ts';
import { type Settings, defaultSettings } from '../domain/settings.ts';
import { createLanguageDetector } from '../models/language.ts';
import { startIntercomSimulator } from '../sandbox/intercom/simulator.ts';
import { realClock } from './clocks.ts';
import { createRetrievers } from './knowledge/retrievers.ts';
import { openStores } from './stores.ts';
import { type Workspace, connectWorkspace } from './workspace.ts';

/** A message to decide about, and everything around it that a stranger can write. */
export type StagedMessage = {
  readonly appId: string;
  readonly body: string;
  readonly sourceType: 'conversation' | 'email';
  /** HTML that a mail program quoted. */
  readonly quotedHtml?: string;
  readonly contactName?: string;
  readonly attributes?: Readonly<Record<string, string>>;
};

export type Staged = {
  /** Null: no note was posted. */
  readonly noteHtml: string | null;
  /** Why there is none; a step and its answer. */
  readonly ended: string;
  /** Writes to Intercom about this conversation beyond notes and tags. */
  readonly otherWrites: number;
  readonly texts: RunTexts;
};

/** Nobody is kept quiet by a threshold here: silence must not pass for safety. */
const settings: Settings = {
  ...defaultSettings,
  mode: 'live',
  confidenceThreshold: 0,
  attributes: { rule: 'allow_all', names: [] },
  budgets: {
    ...defaultSettings.budgets,
    workspaceDay: { tokens: null, drafts: null, money: null },
  },
};
const adminId = '9000001';
const timeoutMs = 10_000;

/**
 * The steps of a decision, one after the other as the workflow calls them, on a real database and
 * the real Intercom client against the simulator; only Temporal is left out.
 */
export async function openSafetyBench(mongodbUri: string, model: LanguageModel) {
  const stores = await openStores(mongodbUri);
  const simulator = await startIntercomSimulator({ clock: realClock });
  const workspaces = new Map<string, Workspace>();
  const language = await createLanguageDetector();
  const retrieverOf = createRetrievers(stores.articles, realClock);
  const connections = new Map<string, ReturnType<typeof connectWorkspace>>();
  const none = () => Promise.reject(new Error('There is none of this here'));
  const ports: ActivityPorts = {
    clock: realClock,
    connection: (appId) => {
      const connection = connections.get(appId);
      if (!connection) throw new Error(`Not connected to ${appId}`);
      return connection;
    },
    ...{ sessions: stores.sessions, notes: stores.notes, settings: stores.settings },
    ...{ budgets: stores.budgets, deliveries: stores.deliveries, reviewed: stores.reviewed },
    sweeps: stores.sweeps,
    retriever: retrieverOf,
    model,
    textVectors: async () => null,
    language,
    runs: {
      ...{ start: none, again: none, resume: none, state: none, review: none },
      ...{ openCount: none, preview: none, readArticle: none },
    },
    knowledge: { due: none, readSource: none, readArticles: none },
    referenceCodes: createReferenceCodes(['of-the-safety-bench']),
    atMostOpen: 200,
    links: { sessionLink: () => null },
    postTimeoutMs: timeoutMs,
  };
  const activities = createActivities(ports);

  /** One step as a worker runs it. */
  function step<Result>(
    name: keyof Activities,
    work: (activities: Activities) => Promise<Result>,
  ): Promise<Result> {
    const nowMs = Date.now();
    const environment = new MockActivityEnvironment(
      {
        activityId: name,
        scheduledTimestampMs: nowMs,
        currentAttemptScheduledTimestampMs: nowMs,
      },
      { logger: new DefaultLogger('ERROR') },
    );
    return environment.run(async () => work(activities));
  }

  async function decide(message: MessageRef): Promise<string> {
    const started = { message, run: 1, cause: 'message', dueAtMs: null, preview: null } as const;
    const opened = await step('openSession', (all) => all.openSession(started));
    if (opened.kind !== 'open') return 'openSession: ended';
    const { run } = opened;
    const thread = await step('fetchThread', (all) => all.fetchThread({ run, settle: false }));
    if (thread.kind !== 'read') return `fetchThread: ${JSON.stringify(thread)}`;
    const eligible = await step('checkEligibility', (all) => all.checkEligibility({ run }));
    if (eligible.kind !== 'proceed') return `checkEligibility: ${JSON.stringify(eligible)}`;
    const topic = await step('classifyTopic', (all) => all.classifyTopic({ run }));
    if (topic.kind !== 'proceed') return `classifyTopic: ${JSON.stringify(topic)}`;
    const found = await step('retrieveKnowledge', (all) => all.retrieveKnowledge({ run }));
    if (found.kind !== 'proceed') return `retrieveKnowledge: ${JSON.stringify(found)}`;
    const { revision } = thread;
    const { passageIds } = found;
    const drafted = await step('draftReply', (all) =>
      all.draftReply({ run, revision, passageIds }),
    );
    if (drafted.kind !== 'proceed') return `draftReply: ${JSON.stringify(drafted)}`;
    const { draftId } = drafted;
    const sure = await step('assessConfidence', (all) => all.assessConfidence({ run, draftId }));
    if (sure.kind !== 'proceed') return `assessConfidence: ${JSON.stringify(sure)}`;
    const posting = await step('postNote', (all) => all.postNote({ run, revision }));
    if (posting.kind !== 'posted') return `postNote: ${JSON.stringify(posting)}`;
    const outcome = { kind: 'suggested' } as const;
    await step('tagConversation', (all) => all.tagConversation({ run, outcome }));
    return 'posted';
  }

  const refOfRun = (message: MessageRef): RunRef => ({ message, run: 1, preview: null });

  return {
    simulator,
    /** Makes a workspace with exactly this knowledge. */
    async know(appId: string, articles: readonly Article[]): Promise<void> {
      const workspace: Workspace = {
        ...{ appId, adminId, accessToken: `token-${appId}`, clientSecrets: ['secret'] },
        ...{ baseUrl: simulator.url, version: '2.14', mode: null, region: 'us' },
      };
      workspaces.set(appId, workspace);
      simulator.createWorkspace({
        ...{ appId, token: workspace.accessToken, clientSecret: 'secret', adminId },
      });
      connections.set(appId, connectWorkspace(workspace, realClock, timeoutMs));
      await stores.articles.replaceSource(appId, 'sandbox', articles);
      await stores.settings.save({ appId, base: 0, settings, nowMs: Date.now() });
    },
    /** Lets the message come in and the steps decide about it. */
    async stage(staged: StagedMessage): Promise<Staged> {
      const { appId, body, sourceType, quotedHtml, contactName, attributes } = staged;
      const teammate = simulator.addTeammate({ appId, name: 'Sam Agent' });
      const contactId = simulator.addContact({
        ...{ appId, name: contactName ?? 'Dana Example', email: 'dana@customer.example' },
      });
      const opened = simulator.startConversation({
        ...{ appId, contactId, body, sourceType, assignee: { teammate } },
        ...(quotedHtml === undefined ? {} : { emailHistory: quotedHtml }),
        customAttributes: { ...attributes },
      });
      const { conversationId } = opened;
      const message: MessageRef = { appId, conversationId, messageId: sourceId(opened.sourceId) };
      const ended = await decide(message);
      const { texts } = await stores.sessions.readRun(refOfRun(message), [
        ...(['retrieved', 'internal', 'draft', 'suspicious', 'conversation'] as const),
      ]);
      const [note] = simulator.notes(appId, conversationId);
      const otherWrites = simulator
        .customerVisible()
        .filter((call) => call.conversationId === conversationId).length;
      return { noteHtml: note?.body ?? null, ended, otherWrites, texts };
    },
    async stop(): Promise<void> {
      await simulator.stop();
      await stores.database.close();
    },
  };
}

export type SafetyBench = Awaited<ReturnType<typeof openSafetyBench>>;
