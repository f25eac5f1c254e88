import type { Conversation } from '../../domain/conversation.ts';
import { divider } from '../../domain/note.ts';
import { messageKey } from '../../domain/identifiers.ts';
import { type Outcome, reasonOf } from '../../domain/outcome.ts';
import { type RunTexts, type Session, lastDecision } from '../../domain/session.ts';
import type { Settings } from '../../domain/settings.ts';
import { conversationOf } from '../../intercom/conversation.ts';
import { wireConversation } from '../../intercom/wire-conversation.ts';
import type { PlayedConversation, PlayedMessage } from './played.ts';
import { type DecisionTimes, decisionTimes } from './decision-times.ts';
import type { Stage } from './stage.ts';

/** What became of a message, as the table and the judge see it. */
export type MessageResult = DecisionTimes & {
  readonly played: PlayedMessage;
  readonly session: string;
  readonly outcome: Outcome['kind'] | 'none';
  readonly reason: string | null;
  readonly decisions: number;
  readonly citedArticles: readonly string[];
  /** The draft as the customer would read it; null without a note. */
  readonly draft: string | null;
  /** The whole note as the teammates read it. */
  readonly note: string | null;
  readonly confidence: number | null;
};

export type ConversationResult = {
  readonly played: PlayedConversation;
  readonly messages: readonly MessageResult[];
  readonly notes: number;
  readonly tags: readonly string[];
  /** Writes that Intercom saw about this conversation. */
  readonly writes: number;
  /** Writes that a customer could see. */
  readonly customerVisible: number;
  readonly explanation: string;
};

/** Gathers what the product recorded and what Intercom saw. */
export async function resultOf(
  played: PlayedConversation,
  stage: Stage,
  settings: Settings,
): Promise<ConversationResult> {
  const { appId, conversationId } = played;
  const { simulator } = stage;
  // Who expects a number of writes has a workspace alone: what names no conversation counts too.
  const isAlone = played.conversation.expect?.writes !== undefined;
  const here = (call: { appId: string | null; conversationId?: string | null }): boolean =>
    call.appId === appId && (isAlone || call.conversationId === conversationId);
  const raw = simulator.conversation(appId, conversationId);
  const thread = raw ? conversationOf(wireConversation.parse(raw), stage.adminId) : null;
  const messages: MessageResult[] = [];
  for (const message of played.messages) {
    messages.push(
      messageResult(message, await stage.sessions.find(message.message), stage, settings, thread),
    );
  }
  return {
    played,
    messages,
    notes: simulator.notes(appId, conversationId).length,
    tags: simulator.tags(appId, conversationId).map(({ name }) => name),
    writes: simulator.writes().filter(here).length,
    customerVisible: simulator.customerVisible().filter(here).length,
    explanation: await stage.explain({ appId, conversationId }),
  };
}

function messageResult(
  played: PlayedMessage,
  session: Session | null,
  stage: Stage,
  settings: Settings,
  thread: Conversation | null,
): MessageResult {
  const decision = session ? lastDecision(session) : undefined;
  const outcome = session?.status === 'ended' ? (decision?.outcome ?? null) : null;
  const texts = session?.runs[String(session.run)] ?? {};
  const note = outcome?.kind === 'suggested' ? (texts.noteHtml ?? null) : null;
  return {
    played,
    session: messageKey(played.message),
    outcome: outcome?.kind ?? 'none',
    reason: outcome === null ? null : reasonOf(outcome),
    decisions: session?.decisions.length ?? 0,
    ...decisionTimes({ decision, played, conversation: thread, settings, clock: stage.clock }),
    citedArticles: citedArticles(texts),
    draft: note === null ? null : plain(note.split(`<p>${divider}</p>`)[0] ?? ''),
    note: note === null ? null : plain(note),
    confidence: texts.confidence ?? null,
  };
}

function citedArticles({ draft, retrieved = [] }: RunTexts): string[] {
  const cited = new Set(
    draft?.draft.blocks.flatMap(({ sentences }) => sentences.flatMap(({ sources }) => sources)),
  );
  const articles = retrieved
    .filter(({ passage }) => cited.has(passage.id))
    .map(({ passage }) => passage.articleId);
  return [...new Set(articles)];
}

/** Our own note as text; nothing but what the renderer makes is in it. */
const plain = (html: string): string =>
  html
    .replaceAll(/<\/(?:p|li|ul|ol)>/g, '\n')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .trim();
