import { Command } from 'commander';
import { saveHistory, workflowIdOf } from '../app/replay.ts';
import { fromEnvironment, withProduct } from './environment.ts';
import { tell } from './tell.ts';

const saveCommand = new Command('save')
  .description("write the history of a workflow's newest run to a file that replays")
  .argument('<id>', 'a workflow id or a message key')
  .argument('<file>', 'where to write it')
  .addHelpText(
    'after',
    `
Example:
  $ npx sidenote history save assist:abc123:215468830000123:part-1001 one-run.json

Histories hold ids, counts and scores, and no text: they can be kept and shared.`,
  )
  .action(async (id: string, file: string) => {
    const events = await withProduct(fromEnvironment(), (product) =>
      saveHistory(product, workflowIdOf(id), file),
    );
    tell.result(`${file}: ${events} events`);
  });

export const historyCommand = new Command('history')
  .description('recorded histories, for replaying them against later code')
  .addHelpText('after', '\nExample:\n  $ npx sidenote history save WORKFLOW_ID FILE')
  .addCommand(saveCommand);
