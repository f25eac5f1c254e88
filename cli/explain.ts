import { Command } from 'commander';
import { type Explanation, type ToldRun, explain } from '../app/explain.ts';
import { conversationFrom } from './conversation-argument.ts';
import { fromEnvironment, withProduct } from './environment.ts';
import { type JsonOption, jsonOption, tellEither } from './json.ts';

const runLines = (run: ToldRun): string[] => [
  `  ${run.sentence}`,
  `  ${run.url ?? `Temporal workflow ${run.workflowId}`}`,
];

/** The explanation as people read it. */
export function explanationWords({ messages, otherRuns, sentences, link }: Explanation): string {
  const told = messages.map(({ message, verdict, reason, change, story, run }) =>
    [
      `${message}: ${run === null ? verdict.toLowerCase() : 'still running'}${reason === null ? '' : ` (${reason})`}`,
      ...story.map((sentence) => `  ${sentence}`),
      ...(change === null || run !== null ? [] : [`  To change it: ${change}`]),
      ...(run === null ? [] : runLines(run)),
    ].join('\n'),
  );
  const others = otherRuns.map((run) =>
    [`${run.workflowId}: still running`, ...runLines(run)].join('\n'),
  );
  return [...told, ...others, ...sentences, ...(link === null ? [] : [`Page: ${link}`])].join(
    '\n\n',
  );
}

export const explainCommand = new Command('explain')
  .description("tell in words why a conversation's messages have a note or none")
  .argument('<conversation>', 'its id, workspace:id, or its link from the Intercom inbox')
  .option(...jsonOption)
  .addHelpText(
    'after',
    `
Examples:
  $ npx sidenote explain 215468830000123
  $ npx sidenote explain https://app.intercom.com/a/inbox/abc123/inbox/conversation/215468830000123

Exit code 1: nothing is recorded of the conversation.`,
  )
  .action(async (typed: string, { json }: JsonOption) => {
    const options = fromEnvironment();
    const conversation = conversationFrom(typed, options.config);
    const explanation = await withProduct(options, (product) => explain(product, conversation));
    tellEither(json, explanation, () => explanationWords(explanation));
    if (!explanation.known) process.exitCode = 1;
  });
