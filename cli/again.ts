import { Command } from 'commander';
import { type AgainAnswer, decideAgain, decideAllAgain, newestWithoutNote } from '../app/again.ts';
import { appIdFrom, workspaceFrom } from '../app/from-config.ts';
import { modelFrom } from '../app/model.ts';
import { previewMessage } from '../app/preview-message.ts';
import type { Preview } from '../app/preview/previewer.ts';
import type { Product } from '../app/product.ts';
import type { Config } from '../config/config.ts';
import { type MessageRef, messageKey, parseMessageKey } from '../domain/identifiers.ts';
import { isReason, reasonOf, reasons, sentenceOf } from '../domain/outcome.ts';
import { unknownConversation } from '../domain/story.ts';
import { conversationFrom } from './conversation-argument.ts';
import { draftLines } from './draft-lines.ts';
import { fromEnvironment, withEmbedder, withProduct } from './environment.ts';
import { type JsonOption, jsonOption, tellEither } from './json.ts';
import { readSince } from './since.ts';
import { start, table } from './table.ts';
import { tell } from './tell.ts';

type Options = JsonOption & { reason?: string; since?: string; shadow?: boolean };

const answers: Readonly<Record<AgainAnswer['kind'], string>> = {
  started: 'is being decided again',
  standing: 'has a note that stands, and is never decided again',
  running: 'is being decided already',
};

/** The message that was asked for: named itself, or the newest of its conversation without a note. */
export async function messageAsked(
  product: Product,
  typed: string,
  config: Config,
  preview: boolean,
): Promise<MessageRef> {
  const named = parseMessageKey(typed);
  if (named) return named;
  const conversation = conversationFrom(typed, config);
  const newest = await newestWithoutNote(product, conversation);
  if (newest) return newest;
  const sessions = await product.stores.sessions.ofConversation(conversation);
  const last = sessions.at(-1)?.message;
  if (last && preview) return last;
  if (last) {
    throw new Error(
      'A standing note answers every message of the conversation. To see what today’s code would say: --shadow',
    );
  }
  throw new Error(
    `${unknownConversation(conversation.conversationId)}\nTo decide one of its messages all the same, name it: workspace:conversation:part-ID`,
  );
}

/** A preview as people read it. */
export function previewWords(message: MessageRef, preview: Preview): string {
  const { outcome, draft, passages, confidence, topic } = preview;
  const reason = reasonOf(outcome);
  return [
    `${messageKey(message)} with today's code: ${outcome.kind}${reason === null ? '' : ` (${reason})`}. Nothing was written.`,
    ...(reason === null ? [] : [sentenceOf(outcome)]),
    ...(topic === null ? [] : [`Topic: ${topic}`]),
    ...(confidence === null ? [] : [`Confidence: ${confidence.toFixed(2)}`]),
    ...(draft === null ? [] : ['Draft:', ...draftLines(draft).map((line) => `  ${line}`)]),
    ...(passages.length === 0
      ? []
      : [
          'Passages:',
          table(
            ['score', 'coverage', 'title', 'passage'],
            passages.map(({ passage, score, coverage }) => [
              score.toFixed(2),
              coverage.toFixed(2),
              start(passage.title, 40),
              start(passage.text, 60),
            ]),
          ),
        ]),
  ].join('\n');
}

async function decideOne(typed: string, { shadow, json }: Options): Promise<void> {
  const options = fromEnvironment();
  const { config } = options;
  await withProduct(options, async (product) => {
    const message = await messageAsked(product, typed, config, shadow === true);
    if (shadow) {
      const preview = await withEmbedder(options, (embedder) =>
        previewMessage(
          product,
          workspaceFrom(config),
          { model: modelFrom(config), embedder },
          message,
        ),
      );
      tellEither(json, { message: messageKey(message), ...preview }, () =>
        previewWords(message, preview),
      );
      return;
    }
    const answer = await decideAgain(product, message);
    tellEither(json, answer, () => `${answer.message} ${answers[answer.kind]}.`);
    if (answer.kind === 'standing') process.exitCode = 1;
  });
}

async function decideMany({ reason, since, shadow, json }: Options): Promise<void> {
  if (shadow) throw new Error('--shadow looks at one message: name a conversation or a message.');
  if (reason === undefined || since === undefined) {
    throw new Error('Name a conversation, or both --reason R and --since T.');
  }
  if (!isReason(reason)) {
    throw new Error(`${reason} is no reason. There are: ${Object.keys(reasons).join(', ')}.`);
  }
  const options = fromEnvironment();
  const appId = appIdFrom(options.config);
  const sinceMs = readSince(since, Date.now());
  await withProduct(options, async (product) => {
    const told: AgainAnswer[] = [];
    for await (const answer of decideAllAgain(product, { appId, reason, sinceMs })) {
      told.push(answer);
      tell.progress(`${answer.message} ${answers[answer.kind]}`);
    }
    const started = told.filter(({ kind }) => kind === 'started').length;
    tellEither(
      json,
      told,
      () => `${told.length} messages ended ${reason} since then; ${started} are decided again.`,
    );
  });
}

export const againCommand = new Command('again')
  .description('decide a message again, whatever it ended for, unless its note stands')
  .argument(
    '[id]',
    'a conversation (its newest message without a note), or workspace:conversation:part-ID',
  )
  .option('--reason <reason>', 'all messages that ended for this reason')
  .option('--since <time>', 'with --reason: 90m, 24h, 7d, or a date')
  .option('--shadow', "print what today's code would decide; nothing is changed or written")
  .option(...jsonOption)
  .addHelpText(
    'after',
    `
Examples:
  $ npx sidenote again 215468830000123
  $ npx sidenote again 215468830000123 --shadow
  $ npx sidenote again --reason provider_unavailable --since 2h`,
  )
  .action((id: string | undefined, options: Options) =>
    id === undefined ? decideMany(options) : decideOne(id, options),
  );
