import { Command } from 'commander';
import { useProxy } from '../app/outbound-proxy.ts';
import { processEnvironment } from '../config/environment.ts';
import { commands } from './commands.ts';
import { tell } from './tell.ts';

const program = new Command('sidenote')
  .description('Ready drafts for human support agents, as internal notes in Intercom.')
  .showHelpAfterError('(run with --help for what there is)');
for (const command of commands) program.addCommand(command);

// Nothing is left to do then. Node's own way out waits for every handle to close, and one socket that
// never does keeps a core busy for good (seen after a chaos run of 8,000 messages, Node 20.20).
process.once('beforeExit', () => process.exit());

try {
  await useProxy(processEnvironment());
  await program.parseAsync();
} catch (error) {
  tell.error(error);
  process.exitCode = 1;
}
