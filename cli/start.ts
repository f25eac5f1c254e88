import { Command } from 'commander';
import { type Serving, serve } from '../app/serve.ts';
import { fromEnvironment } from './environment.ts';
import { stopWithGrace } from './until-stopped.ts';
import { tell } from './tell.ts';
import { checkLines } from './verify.ts';

async function run(parts: 'web' | 'worker' | 'both'): Promise<void> {
  const starting = serve({ ...fromEnvironment(), parts });
  stopWithGrace(starting);
  announce(await starting);
}

/** What needs a look goes first, to standard error; then the addresses. */
function announce(serving: Serving): void {
  for (const line of checkLines(serving.checks().filter(({ status }) => status !== 'ok'))) {
    tell.warning(line);
  }
  for (const line of serving.lines) tell.result(line);
}

const help = (example: string): string => `
Example:
  $ ${example}

Addresses and keys come from the environment or .env (see .env.example). What it does not name is
started on this machine, with its data in .sidenote/; with NODE_ENV=production that is an error.`;

export const startCommand = new Command('start')
  .description('serve a workspace: web and worker together; shadow mode unless told otherwise')
  .addHelpText('after', help('npm start'))
  .action(() => run('both'));

export const webCommand = new Command('web')
  .description('serve webhooks, pages and health alone')
  .addHelpText('after', help('npx sidenote web'))
  .action(() => run('web'));

export const workerCommand = new Command('worker')
  .description('run decisions alone')
  .addHelpText('after', help('npx sidenote worker'))
  .action(() => run('worker'));
