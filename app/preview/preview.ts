import type { Config } from '../../config/config.ts';
import type { Environment } from '../../config/environment.ts';
import { requireIntercomToken } from '../../config/require-intercom.ts';
import { type NamedConversation, inboxLink } from '../../domain/conversation-link.ts';
import type { Conversation } from '../../domain/conversation.ts';
import { createReadingClient, type IntercomReading } from '../../intercom/reading.ts';
import { openEmbedder } from '../embedder.ts';
import { modelFrom } from '../model.ts';
import { isKeyless } from '../product.ts';
import { type PreviewedConversation, decideAll } from './decide-all.ts';
import { withOwnStack } from './own-stack.ts';
import { type ReadWorkspace, readLast, readOne, readWorkspace } from './read-conversations.ts';
import { readKnowledge } from './read-knowledge.ts';

export type PreviewOptions = {
  readonly config: Config;
  readonly environment: Environment;
  /** One conversation, or so many that changed last. */
  readonly asked: NamedConversation | { readonly last: number };
  /** Knowledge of one's own: a folder of Markdown files or a JSONL file. */
  readonly knowledge: string | null;
  readonly report: (line: string) => void;
  readonly signal: AbortSignal;
};

export type PreviewResult = {
  readonly workspace: ReadWorkspace;
  /** Articles that drafts could be made of, internal ones included. */
  readonly articles: number;
  readonly conversations: readonly (PreviewedConversation & { readonly url: string })[];
  readonly seconds: number;
};

/** Intercom's ids are numbers: nobody is called so. */
const nobody = 'unknown';
const timeoutMs = 15_000;

/**
 * Reads recent conversations and the help center, and decides about the last customer message of
 * each as of then, on a stack of its own of which nothing is kept. Nothing here can write to
 * Intercom. Throws an error of one sentence where something is missing.
 */
export async function preview(options: PreviewOptions): Promise<PreviewResult> {
  const { config, signal, report } = options;
  const startedAt = performance.now();
  const { accessToken, baseUrl, version, region } = requireIntercomToken(config);
  const client = createReadingClient({
    ...{ accessToken: accessToken.reveal(), baseUrl, version, timeoutMs, now: Date.now },
  });
  const aiAdminId = config.intercom.adminId ?? nobody;
  const workspace = await readWorkspace(client, region, signal);
  const { appId, name } = workspace;
  report(
    isKeyless(config)
      ? 'Without a language model: drafts quote your articles (--use-openai: with the model of the environment)'
      : `Drafts by ${config.openai.model}: what customers wrote goes to its provider (docs/data.md)`,
  );
  report(
    `Workspace ${appId}${name === null ? '' : ` (${name})`}: reading conversations and articles`,
  );
  const [conversations, knowledge] = await Promise.all([
    readAsked(client, options, { appId, aiAdminId }),
    readKnowledge(client, options.knowledge, signal),
  ]);
  for (const { where, why } of knowledge.skipped) report(`Skipped ${where}: ${why}`);
  const articles = knowledge.articles.length;
  report(`Read ${conversations.length} conversations and ${articles} articles`);
  if (conversations.length === 0) throw new Error('The workspace has no conversation yet.');

  const previewed = await withOwnStack(options, async ({ temporal, mongodbUri }) => {
    signal.throwIfAborted();
    const opened = await openEmbedder(options);
    report(opened.sentence);
    let done = 0;
    return decideAll({
      ...{ embedder: opened.embedder, report },
      servers: { temporal, mongodbUri },
      workspace: { appId, aiAdminId },
      ...{ conversations, knowledge, signal },
      model: modelFrom(config),
      keyless: isKeyless(config),
      onDecided: ({ conversationId }) => {
        done += 1;
        report(`Decided ${done} of ${conversations.length}: ${conversationId}`);
      },
    }).finally(() => opened.close());
  });
  return {
    workspace,
    articles,
    conversations: previewed.map((one) => ({
      ...one,
      url: inboxLink(region, appId, one.conversationId),
    })),
    seconds: Math.round((performance.now() - startedAt) / 100) / 10,
  };
}

async function readAsked(
  client: IntercomReading,
  { asked, signal }: PreviewOptions,
  { appId, aiAdminId }: { appId: string; aiAdminId: string },
): Promise<readonly Conversation[]> {
  if ('last' in asked) return readLast(client, { last: asked.last, aiAdminId }, signal);
  if (asked.appId !== null && asked.appId !== appId) {
    throw new Error(
      `That conversation is of workspace ${asked.appId}, and the token opens ${appId}: use a token of that workspace.`,
    );
  }
  const id = asked.conversationId;
  const found = await readOne(client, { id, aiAdminId }, signal);
  if (found !== null) return [found];
  throw new Error(
    `Workspace ${appId} has no conversation ${id}: check the id, or paste the conversation's link from the inbox.`,
  );
}
