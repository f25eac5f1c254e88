import { Command, InvalidArgumentError } from 'commander';
import { type PreviewResult, preview } from '../app/preview/preview.ts';
import { isKeyless } from '../app/product.ts';
import { type Environment, demoEnvironment } from '../config/environment.ts';
import { loadConfig } from '../config/load.ts';
import { reasonOf, sentenceOf } from '../domain/outcome.ts';
import { namedConversation } from './conversation-argument.ts';
import { draftLines } from './draft-lines.ts';
import { type JsonOption, jsonOption, tellEither } from './json.ts';
import { previewReport } from './preview-report.ts';
import { untilStopped } from './stop-signal.ts';
import { tell } from './tell.ts';

type Options = JsonOption & {
  last?: number;
  conversation?: string;
  kb?: string;
  useOpenai?: boolean;
};

const most = 50;

function readLast(typed: string): number {
  const value = Number(typed);
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw new InvalidArgumentError(`use a whole number from 1 to ${most}`);
}

/** The result as programs read it: one object. */
export const previewJson = ({ conversations, ...rest }: PreviewResult) => ({
  ...rest,
  conversations: conversations.map(({ conversationId, url, decided }) => ({
    ...{ conversationId, url },
    decided: decided && {
      ...decided,
      outcome: decided.outcome.kind,
      reason: reasonOf(decided.outcome),
      sentence: reasonOf(decided.outcome) === null ? null : sentenceOf(decided.outcome),
      draft: decided.draft && draftLines({ ...decided.draft, openQuestions: [] }).join('\n'),
      openQuestions: decided.draft?.openQuestions ?? [],
    },
  })),
});

/** Intercom's names of the environment and `.env`; never the servers that they name. */
const environmentOf = ({ useOpenai }: Options): Environment =>
  demoEnvironment(useOpenai === true ? ['intercom', 'openai'] : ['intercom']);

export const previewCommand = new Command('preview')
  .description(
    'what Sidenote would have said to recent conversations; needs an access token, cannot write',
  )
  .option('--last <n>', `the conversations that changed last, 1 to ${most} (default: 10)`, readLast)
  .option('--conversation <id>', 'one conversation: its id, or its link from the inbox')
  .option(
    '--kb <path>',
    'articles beside the help center: a folder of Markdown files or a JSONL file',
  )
  .option('--use-openai', 'draft with the OpenAI names of the environment')
  .option(...jsonOption)
  .addHelpText(
    'after',
    `
Reads with INTERCOM_ACCESS_TOKEN (and INTERCOM_REGION) of the environment or .env, decides about the last customer
message of each conversation as of then, and shows what the team really answered. It sends Intercom nothing but
reads, and keeps nothing.

Examples:
  $ npx sidenote preview
  $ INTERCOM_REGION=eu npx sidenote preview --last 25
  $ npx sidenote preview --conversation 215468830000123 --kb docs/help
  $ npx sidenote preview --use-openai --json`,
  )
  .action(async (options: Options) => {
    const { last, conversation, kb, json } = options;
    if (last !== undefined && conversation !== undefined) {
      throw new Error('Name one conversation, or how many of the last, not both.');
    }
    const asked =
      conversation === undefined ? { last: last ?? 10 } : namedConversation(conversation);
    const environment = environmentOf(options);
    const config = loadConfig(environment);
    if (options.useOpenai === true && isKeyless(config)) {
      throw new Error(
        '--use-openai: name OPENAI_API_KEY, or OPENAI_BASE_URL of a server of your own.',
      );
    }
    const { signal } = untilStopped();
    try {
      const result = await preview({
        ...{ config, environment, asked, signal, knowledge: kb ?? null, report: tell.progress },
      });
      tellEither(json, previewJson(result), () => previewReport(result));
    } catch (error) {
      if (!signal.aborted) throw error;
      tell.progress('Stopped. Nothing is kept.');
      process.exitCode = 130;
    }
  });
