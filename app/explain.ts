import { type ConversationRef, assistWorkflowId, messageKey } from '../domain/identifiers.ts';
import { type Outcome, reasonOf } from '../domain/outcome.ts';
import type { Sessions, SettingsStore } from '../domain/ports.ts';
import { reasonHelp } from '../domain/reason-help.ts';
import { type Session, lastDecision } from '../domain/session.ts';
import { storyOf, timeOf, unknownConversation, verdictOf } from '../domain/story.ts';
import { compareInThread } from '../domain/thread-order.ts';
import { type OpenRun, openRunsOf } from '../temporal/open-runs.ts';
import type { Product } from './product.ts';

/** Topics are told apart by words as long as no language model is configured. */
export const keylessTopics =
  'Without a language model, excluded topics match by stemmed words and their examples for now: ' +
  'a message that says it in quite other words is not recognised.';

export type ToldRun = OpenRun & {
  /** In Temporal's web interface; null where that is not known. */
  readonly url: string | null;
  readonly sentence: string;
};

export type ToldMessage = {
  readonly message: string;
  readonly verdict: string;
  readonly outcome: Outcome['kind'] | null;
  readonly reason: string | null;
  /** What changes the outcome, where it has a reason. */
  readonly change: string | null;
  readonly story: readonly string[];
  /** Null: no run is open for it. */
  readonly run: ToldRun | null;
};

export type Explanation = {
  readonly conversation: ConversationRef;
  /** False: no record and no open run; `sentences` says so. */
  readonly known: boolean;
  readonly messages: readonly ToldMessage[];
  /** Open runs that belong to none of the messages. */
  readonly otherRuns: readonly ToldRun[];
  readonly sentences: readonly string[];
  /** The conversation's page. */
  readonly link: string | null;
};

/** Everything that is known of a conversation's messages, and what is going on now. */
export async function explain(
  product: Pick<Product, 'stores' | 'client' | 'ui' | 'links' | 'keyless'>,
  conversation: ConversationRef,
): Promise<Explanation> {
  const { stores, ui } = product;
  const [unordered, notes] = await Promise.all([
    stores.sessions.ofConversation(conversation),
    stores.notes.ofConversation(conversation),
  ]);
  const sessions = await Promise.all(
    [...unordered]
      .sort((one, other) => compareInThread(placeOf(one), placeOf(other)))
      .map((session) => withScope(stores.sessions, session)),
  );
  const open = sessions.filter(({ status }) => status === 'open');
  const asked = await askTemporal(product, conversation, open);
  const told = (asked ?? []).map(
    (run): ToldRun => ({
      ...run,
      url: ui.runUrl(run.workflowId, run.runId),
      sentence: sentenceOf(run),
    }),
  );
  const runOf = ({ message }: Session): ToldRun | null =>
    told.find(({ workflowId }) => workflowId === assistWorkflowId(message)) ?? null;
  const messages = sessions.map((session) => toldMessage(session, notes, runOf(session)));
  const known = messages.length + told.length > 0;
  return {
    conversation,
    known,
    messages,
    otherRuns: told.filter((run) => !messages.some((message) => message.run === run)),
    sentences: [
      ...(known ? [] : [unknownConversation(conversation.conversationId)]),
      ...(asked === null
        ? ['Temporal does not answer, so it is not known whether a run is open now.']
        : lostRuns(open, told)),
      ...(await remarks(stores.settings, conversation.appId, product.keyless, known)),
    ],
    link: known ? (product.links?.conversationLink(conversation) ?? null) : null,
  };
}

/** The sessions of a conversation come without texts, and which knowledge was searched is among them. */
async function withScope(sessions: Sessions, session: Session): Promise<Session> {
  const { message, preview } = session;
  const run = lastDecision(session)?.run;
  if (run === undefined) return session;
  const { texts } = await sessions.readRun({ message, run, preview }, ['scope']);
  return { ...session, runs: { [run]: texts } };
}

const placeOf = ({ message, messageCreatedAtMs, createdAtMs }: Session) => ({
  id: message.messageId,
  createdAtMs: messageCreatedAtMs ?? createdAtMs,
});

const toldMessage = (
  session: Session,
  notes: Parameters<typeof storyOf>[1],
  run: ToldRun | null,
): ToldMessage => {
  const outcome = session.status === 'open' ? null : (lastDecision(session)?.outcome ?? null);
  const reason = outcome === null ? null : reasonOf(outcome);
  return {
    message: messageKey(session.message),
    verdict: verdictOf(outcome),
    outcome: outcome?.kind ?? null,
    reason,
    change: reason === null ? null : reasonHelp[reason].change,
    story: storyOf(session, notes),
    run,
  };
};

/** Null when Temporal does not answer. */
const askTemporal = (
  { client }: Pick<Product, 'client'>,
  conversation: ConversationRef,
  open: readonly Session[],
): Promise<readonly OpenRun[] | null> => {
  const likely = open.map(({ message }) => assistWorkflowId(message));
  return client
    .withDeadline(Date.now() + 5_000, () => openRunsOf(client, conversation, likely))
    .catch(() => null);
};

function sentenceOf({ startedAtMs, steps }: OpenRun): string {
  const doing = steps.map(({ name, attempt }) => `${name}, attempt ${attempt}`).join('; ');
  return `A run is open since ${timeOf(startedAtMs)}: ${doing === '' ? 'it waits' : `at step ${doing}`}.`;
}

const lostRuns = (open: readonly Session[], runs: readonly ToldRun[]): string[] =>
  open
    .filter(({ message }) => !runs.some((run) => run.workflowId === assistWorkflowId(message)))
    .map(
      ({ message }) =>
        `No run is open in Temporal for ${message.messageId}: it is just starting or ending, or it was terminated.`,
    );

async function remarks(
  settings: SettingsStore,
  appId: string,
  keyless: boolean,
  known: boolean,
): Promise<string[]> {
  if (!keyless || !known) return [];
  const current = await settings.current(appId);
  return current.settings.excludedTopics.length > 0 ? [keylessTopics] : [];
}
