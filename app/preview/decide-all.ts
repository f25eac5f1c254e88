import { shareOf } from '../../activities/revision.ts';
import { type AsOf, asOfLastMessage } from '../../domain/as-of.ts';
import { citedPassages, onePerArticle } from '../../domain/cited.ts';
import type { Channel, Conversation } from '../../domain/conversation.ts';
import type { Embedder } from '../../domain/embedder.ts';
import type { MessageId } from '../../domain/identifiers.ts';
import type { Draft, LanguageModel } from '../../domain/language-model.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { defaultSettings } from '../../domain/settings.ts';
import { currentTurn } from '../../domain/turn.ts';
import type { TemporalAddress } from '../../temporal/connection.ts';
import { realClock } from '../clocks.ts';
import { embedKnowledge } from '../knowledge/embed-knowledge.ts';
import { inParallel } from '../in-parallel.ts';
import { type ReadKnowledge, saveKnowledge } from '../knowledge/import-knowledge.ts';
import { type Previewer, startPreviewer } from './previewer.ts';
import { connectionTo } from './read-only.ts';

/** What would have become of a conversation's message, and what a person answered. */
export type Decided = {
  readonly messageId: MessageId;
  readonly createdAtMs: number;
  readonly channel: Channel;
  /** All messages of its turn, plain text; empty: only images or files. */
  readonly message: string;
  readonly outcome: Outcome;
  readonly topic: string | null;
  /** 0..1; null: it did not get as far. */
  readonly confidence: number | null;
  /** Null where none was made; a quiet message may have one that was not certain enough. */
  readonly draft: Draft | null;
  readonly sources: readonly { readonly title: string; readonly url: string | null }[];
  readonly answer: { readonly text: string; readonly createdAtMs: number } | null;
};

export type PreviewedConversation = {
  readonly conversationId: string;
  /** Null: no customer has written in it. */
  readonly decided: Decided | null;
};

export type DecideOptions = {
  readonly servers: { readonly temporal: TemporalAddress; readonly mongodbUri: string };
  readonly workspace: { readonly appId: string; readonly aiAdminId: string };
  readonly conversations: readonly Conversation[];
  readonly knowledge: ReadKnowledge;
  readonly model: LanguageModel;
  readonly keyless: boolean;
  /** Null: knowledge is searched by words alone. */
  readonly embedder: Embedder | null;
  readonly report: (line: string) => void;
  readonly signal: AbortSignal;
  /** Told of each conversation as it is done. */
  readonly onDecided?: (previewed: PreviewedConversation) => void;
};

const atOnce = 3;
/** Nobody waits half an hour for a model that does not answer. */
const settings = { ...defaultSettings, deadlineMs: 5 * 60_000 };

/** Runs the pipeline on conversations as of their last customer message, with default settings. */
export async function decideAll(options: DecideOptions): Promise<readonly PreviewedConversation[]> {
  const { conversations, knowledge, workspace, servers, signal } = options;
  const { appId, aiAdminId } = workspace;
  const asked = conversations.map((conversation) => {
    const share = shareOf(appId, conversation.id);
    return { conversation, then: asOfLastMessage({ conversation, settings, aiAdminId, share }) };
  });
  const threads = asked.flatMap(({ then }) => (then === null ? [] : [then.conversation]));
  const previewer = await startPreviewer({
    ...servers,
    clock: realClock,
    workspaces: [],
    connections: [connectionTo(workspace, threads)],
    model: options.model,
    keyless: options.keyless,
    embedder: options.embedder,
  });
  const previewed = new Map<Conversation, PreviewedConversation>();
  const decide = async ({ conversation, then }: (typeof asked)[number]): Promise<void> => {
    const one = {
      conversationId: conversation.id,
      decided: then === null ? null : await decideOne(previewer, appId, then),
    };
    previewed.set(conversation, one);
    options.onDecided?.(one);
  };
  try {
    const { stores } = previewer;
    await stores.settings.save({ appId, base: 0, settings, nowMs: realClock.now() });
    await saveKnowledge(stores.articles, appId, knowledge);
    const { embedder, report } = options;
    if (embedder) {
      const embedding = embedKnowledge(stores, appId, embedder, report);
      await Promise.race([embedding, rejectedBy(signal)]);
    }
    await Promise.race([inParallel(asked, atOnce, decide), rejectedBy(signal)]);
    return conversations.flatMap((conversation) => previewed.get(conversation) ?? []);
  } finally {
    await previewer.stop();
  }
}

async function decideOne(previewer: Previewer, appId: string, then: AsOf): Promise<Decided> {
  const { message, conversation, answer } = then;
  const turn = currentTurn(conversation)?.messages ?? [message];
  await takeUp(previewer, { appId, conversationId: conversation.id }, turn.slice(0, -1));
  const decision = await previewer.decide({
    ...{ appId, conversationId: conversation.id, messageId: message.id },
  });
  const { outcome, topic, confidence, draft, passages } = decision;
  const sources = draft === null ? [] : onePerArticle(citedPassages(draft, passages));
  return {
    messageId: message.id,
    createdAtMs: message.createdAtMs,
    channel: conversation.channel,
    message: turn
      .map(({ text }) => text.trim())
      .filter((text) => text !== '')
      .join('\n\n'),
    ...{ outcome, topic, confidence, draft },
    sources: sources.map(({ title, url }) => ({ title, url })),
    answer: answer && { text: answer.text.trim(), createdAtMs: answer.createdAtMs },
  };
}

/** Earlier messages of the turn were known when the last one came: their sessions are there. */
async function takeUp(
  { stores }: Previewer,
  conversation: { appId: string; conversationId: string },
  earlier: readonly { readonly id: MessageId }[],
): Promise<void> {
  const { version } = await stores.settings.current(conversation.appId);
  for (const { id } of earlier) {
    await stores.sessions.open({
      run: { message: { ...conversation, messageId: id }, run: 1, preview: null },
      ...{ cause: 'message', dueAtMs: null, nowMs: realClock.now() },
      ...{ settingsVersion: version, mode: 'shadow' },
    });
  }
}

const rejectedBy = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const stop = (): void => reject(new Error('Stopped before it was done.'));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
