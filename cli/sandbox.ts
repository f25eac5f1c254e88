import { once } from 'node:events';
import { Command, InvalidArgumentError } from 'commander';
import { realClock } from '../app/clocks.ts';
import { sandboxConnection } from '../app/sandbox-stack.ts';
import { readFaultPlan } from '../sandbox/intercom/faults/read-plan.ts';
import { startIntercomSimulator } from '../sandbox/intercom/simulator.ts';
import { choosePort } from '../sandbox/servers/ports.ts';
import { untilStopped } from './stop-signal.ts';
import { tell } from './tell.ts';

type Options = {
  readonly port?: number;
  readonly app: string;
  readonly webhook: string;
  readonly faults?: string;
  readonly seed: number;
  readonly log?: string;
};

const wholeNumber = (typed: string): number => {
  const value = Number(typed);
  if (Number.isInteger(value) && value >= 0) return value;
  throw new InvalidArgumentError('use a whole number');
};

export const sandboxCommand = new Command('sandbox')
  .description('the simulated Intercom alone, on this machine, with faults if you like')
  .option(
    '--port <number>',
    'where it listens, 0 for any (default: the first free from 3900)',
    wholeNumber,
  )
  .option('--app <id>', 'app id of its workspace', 'sandbox')
  .option('--webhook <url>', 'where it sends webhooks', 'http://127.0.0.1:3000/webhooks/intercom')
  .option('--faults <file>', 'what goes wrong, as JSON or YAML (docs/script.md, Faults)')
  .option(
    '--seed <number>',
    'seed of all that is random: the same calls meet the same faults',
    wholeNumber,
    1,
  )
  .option('--log <file>', 'append every call, answer and webhook as a line of JSON')
  .addHelpText(
    'after',
    `
Examples:
  $ npx sidenote sandbox
  $ npx sidenote sandbox --faults faults.yaml --seed 7

faults.yaml, every third note is taken and its answer lost, some webhooks are sent twice:
  calls:
    - { kind: after_reset, method: POST, path: /conversations/*/reply, nth: [3, 6, 9] }
  deliveries:
    - { kind: duplicate, topic: conversation.user.*, probability: 0.2 }`,
  )
  .action(async (options: Options) => {
    const plan = options.faults === undefined ? null : await readFaultPlan(options.faults);
    const stopped = untilStopped();
    const port = await choosePort({ what: 'the simulator', named: options.port, preferred: 3900 });
    const simulator = await startIntercomSimulator({
      ...{ clock: realClock, port, seed: options.seed },
      ...(options.log === undefined ? {} : { logFile: options.log }),
    });
    const { app: appId, webhook: webhookUrl } = options;
    const { adminId, accessToken: token, clientSecret } = sandboxConnection;
    simulator.createWorkspace({ appId, token, clientSecret, adminId, webhookUrl });
    const teammate = simulator.addTeammate({ appId, name: 'Jane Agent' });
    const contactId = simulator.addContact({
      ...{ appId, name: 'Dana Example', email: 'dana@customer.example' },
    });
    if (plan) simulator.setFaults(plan);

    const { url } = simulator;
    const body = 'How do I export my time entries?';
    const message = JSON.stringify({ appId, contactId, body, assignee: { teammate } });
    tell.result(
      [
        `Simulator     ${url} (Intercom's API; control it at /_simulator)`,
        `App id        ${appId}`,
        `Access token  ${token}`,
        `Webhooks to   ${webhookUrl}`,
        `Seed          ${options.seed}`,
        `Faults        ${plan ? `${plan.calls.length} on calls, ${plan.deliveries.length} on webhooks` : 'none'}`,
        'Start Sidenote against it in another terminal; shadow mode unless you say live:',
        `  INTERCOM_BASE_URL=${url} INTERCOM_APP_ID=${appId} INTERCOM_ADMIN_ID=${adminId} INTERCOM_ACCESS_TOKEN=${token} INTERCOM_CLIENT_SECRET=${clientSecret} npm start`,
        'Let a customer write:',
        `  curl ${url}/_simulator/startConversation -H 'content-type: application/json' -d '${message}'`,
        'Change the faults, see all calls, see the notes of a conversation:',
        `  curl ${url}/_simulator/faults -H 'content-type: application/json' -d '{"calls":[]}'`,
        `  curl ${url}/_simulator/calls`,
        `  curl '${url}/_simulator/notes?appId=${appId}&conversationId=ID'`,
        'Ctrl-C stops it; nothing is kept.',
      ].join('\n'),
    );
    if (!stopped.signal.aborted) await once(stopped.signal, 'abort');
    await simulator.stop();
  });
