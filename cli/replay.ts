import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { replayFiles, replayFromServer, workflowIdOf } from '../app/replay.ts';
import { fromEnvironment, withProduct } from './environment.ts';
import { type JsonOption, jsonOption, tellEither } from './json.ts';
import { tell } from './tell.ts';

type Verdict = Awaited<ReturnType<typeof replayFiles> extends AsyncGenerator<infer V> ? V : never>;
/** The command runs no worker beside. */
const silent = { silent: true } as const;

type Options = JsonOption & { open?: boolean; all?: boolean };

/** One line for a history that fits, two for one that does not. */
export function verdictWords(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'ok':
      return `OK      ${verdict.workflowId}: ${verdict.events} events fit today's code`;
    case 'differs':
      return [
        `DIFFERS ${verdict.workflowId}: at ${verdict.event ?? 'an event that could not be told'}`,
        `        ${verdict.why}`,
      ].join('\n');
  }
}

/** Prints each verdict as it comes; true when all histories fit. */
export async function tellVerdicts(
  verdicts: AsyncIterable<Verdict>,
  json: boolean | undefined,
): Promise<boolean> {
  const all: Verdict[] = [];
  for await (const verdict of verdicts) {
    all.push(verdict);
    if (!json) tell.result(verdictWords(verdict));
  }
  if (json) tellEither(true, all, () => '');
  else if (all.length === 0) tell.result('OK      no run is open');
  return all.every(({ kind }) => kind === 'ok');
}

async function replay(ids: readonly string[], options: Options): Promise<boolean> {
  const { open, all, json } = options;
  if (open !== true && ids.length === 0) {
    throw new Error('Name a workflow id or a file, or --open for all open runs.');
  }
  if (open !== true && ids.every((id) => existsSync(id)))
    return tellVerdicts(replayFiles(ids, silent), json);
  return withProduct(fromEnvironment(), async (product) => {
    if (open) {
      const { taskQueue } = product;
      return tellVerdicts(replayFromServer(product, { kind: 'open', taskQueue }, silent), json);
    }
    const fits: boolean[] = [];
    for (const id of ids) {
      const choice = {
        kind: 'workflow',
        workflowId: workflowIdOf(id),
        allRuns: all === true,
      } as const;
      fits.push(await tellVerdicts(replayFromServer(product, choice, silent), json));
    }
    return fits.every(Boolean);
  });
}

export const replayCommand = new Command('replay')
  .description("prove that today's code fits a run's history; exit 1 if not")
  .argument('[id...]', 'a workflow id, a message key, or files saved by `history save`')
  .option('--open', 'all runs that are open now')
  .option('--all', 'all runs of the workflow id, not the newest alone')
  .option(...jsonOption)
  .addHelpText(
    'after',
    `
Examples:
  $ npx sidenote replay --open
  $ npx sidenote replay assist:abc123:215468830000123:part-1001
  $ npx sidenote replay test/histories/*.json`,
  )
  .action(async (ids: string[], options: Options) => {
    if (!(await replay(ids, options))) process.exitCode = 1;
  });
