import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { demoAppId, openDemo } from '../app/demo/open-demo.ts';
import { keepSecretFile } from '../app/secret-file.ts';
import { openServers } from '../app/local-servers.ts';
import type { Config } from '../config/config.ts';
import type { Environment } from '../config/environment.ts';
import { choosePort } from '../sandbox/servers/ports.ts';
import type { DemoOptions } from './demo-options.ts';
import { dataFolder } from './environment.ts';
import { untilStopped } from './stop-signal.ts';
import { tell } from './tell.ts';

/** Runs everything until Ctrl-C; data lies in `.sidenote/demo`, so a killed demo goes on. */
export async function runDemo(
  options: DemoOptions,
  config: Config,
  environment: Environment,
  knowledge: string | null,
): Promise<void> {
  const folder = join(dataFolder, 'demo');
  if (options.reset) await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const stopped = untilStopped();
  const servers = await openServers({ config, environment, folder, report: tell.progress });
  try {
    const port = { named: options.port, preferred: 3000 };
    const deskPort = await choosePort({ what: "the demo's page", ...port });
    const webPort = await choosePort({
      ...{ what: 'the web server', named: undefined, preferred: deskPort + 1 },
    });
    tell.progress('Reading the knowledge, starting the web process and a worker');
    const demo = await openDemo({
      ...{ servers, environment, folder, knowledge, webPort, deskPort },
      linkSecret: (await keepSecretFile(folder)).secret,
    });
    const { imported, restored } = demo;
    tell.result(
      [
        '',
        `  Open ${demo.deskUrl}`,
        '',
        `Knowledge     ${imported.sources.map(({ articles }) => articles).join(' + ')} articles from ${knowledge ?? 'the sample'}`,
        ...imported.skipped.map(({ where, why }) => `Not read      ${where}: ${why}`),
        `Lookup page   ${demo.lookupLink}`,
        `Temporal UI   ${servers.temporalUiUrl ?? '(of your own server)'}`,
        `Web server    ${demo.webUrl}`,
        `Simulator     ${demo.simulatorUrl} (Intercom's API; control it at /_simulator)`,
        "Ask about a conversation from another terminal (ID: the number in its page's address):",
        `  INTERCOM_APP_ID=${demoAppId} TEMPORAL_ADDRESS=${servers.temporal.address} MONGODB_URI='${servers.mongodbUri}' npx sidenote explain ID`,
        ...(restored > 0 ? [`${restored} conversations of the last demo go on`] : []),
        'Ctrl-C stops everything.',
      ].join('\n'),
    );
    await aborted(stopped.signal);
    tell.progress('Stopping: finishing what is under way');
    await demo.stop();
  } finally {
    await servers.stop();
  }
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
