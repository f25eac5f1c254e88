import { Command } from 'commander';
import { findServers } from '../app/local-servers.ts';
import { openStores } from '../app/stores.ts';
import { verifyAll } from '../app/verify.ts';
import { workspaceFrom } from '../app/from-config.ts';
import { fromEnvironment } from './environment.ts';
import { type JsonOption, jsonOption, tellEither } from './json.ts';

type Check = Awaited<ReturnType<typeof verifyAll>>[number];

const marks = { ok: 'ok', warning: 'look', failed: 'FAILED' } as const;

/** A line a check, with what to do below what is not fine. */
export const checkLines = (checks: readonly Check[]): string[] =>
  checks.flatMap(({ status, name, sentence, whatToDo }) => [
    `${marks[status].padEnd(6)}  ${name}: ${sentence}`,
    ...(whatToDo === null ? [] : [`        → ${whatToDo}`]),
  ]);

export const verifyCommand = new Command('verify')
  .description('check the connection to Intercom, only reading; exit 1 if a check failed')
  .option(...jsonOption)
  .addHelpText('after', '\nExample:\n  $ npx sidenote verify')
  .action(async ({ json }: JsonOption) => {
    const options = fromEnvironment();
    const { config } = options;
    const workspace = workspaceFrom(config);
    const { mongodbUri } = await findServers(options);
    const stores = mongodbUri === null ? null : await openStores(mongodbUri, workspace.mode);
    try {
      const checks = await verifyAll({ config, workspace, stores, nowMs: Date.now() });
      tellEither(json, checks, () => checkLines(checks).join('\n'));
      if (checks.some(({ status }) => status === 'failed')) process.exitCode = 1;
    } finally {
      await stores?.database.close();
    }
  });
