import { createRequire } from 'node:module';
import { Context } from '@temporalio/activity';
import { createExtractiveModel } from '../../models/extractive.ts';
import { bareActivities } from '../../sandbox/bench/bare-activities.ts';
import { databaseCommands } from '../../storage/mongodb.ts';
import { bundleWorkflows } from '../../temporal/bundle.ts';
import { startWorker } from '../../temporal/worker.ts';
import { realClock } from '../clocks.ts';
import { makeLinks } from '../links.ts';
import { makeWeb } from '../make-web.ts';
import { makeWorker } from '../make-worker.ts';
import { bareQueue } from './bare-queue.ts';
import { type ProcessMessage, type ProcessOptions, processOptions } from './process-options.ts';

/** The web process, the worker, or the worker of the bare workflow, each alone in its process. */
const commands: Record<string, number> = {};

databaseCommands.subscribe(() => {
  const step = currentStep();
  commands[step] = (commands[step] ?? 0) + 1;
});

const tell = (message: ProcessMessage): void => {
  process.send?.(message);
};

const options = processOptions.parse(JSON.parse(process.argv[2] ?? ''));
const part = await startPart(options);
process.on('message', (message) => {
  if (message === 'stop') void part.stop().finally(() => process.disconnect());
  if (message !== 'usage') return;
  const { user, system } = process.cpuUsage();
  tell({ kind: 'usage', usage: { cpuMs: (user + system) / 1_000, commands } });
});
// The bench was killed: nobody reads the results any more.
process.once('disconnect', () => process.exit());
tell({ kind: 'ready' });

async function startPart(given: ProcessOptions): Promise<{ stop(): Promise<void> }> {
  const temporal = { ...given.temporal, apiKey: null, tls: null };
  const url = `http://127.0.0.1:${given.webPort}`;
  const linkOptions = { secrets: ['of-the-bench'], publicUrl: url, loopbackToo: true };
  const links = makeLinks(linkOptions, url, realClock);
  const shared = {
    temporal,
    mongodbUri: given.mongodbUri,
    workspaces: [given.workspace],
    clock: realClock,
  };
  switch (given.part) {
    case 'web':
      return makeWeb({
        ...shared,
        links,
        host: '127.0.0.1',
        port: given.webPort,
        logLevel: 'warn',
      });
    case 'worker':
      return makeWorker({
        ...shared,
        model: createExtractiveModel(),
        links: links.inNotes,
        secrets: linkOptions.secrets,
      });
    case 'bare':
      return startWorker({
        where: temporal,
        taskQueue: bareQueue,
        activities: bareActivities,
        bundle: await bundleWorkflows(
          createRequire(import.meta.url).resolve('../../sandbox/bench/bare-workflow.ts'),
        ),
      });
  }
}

function currentStep(): string {
  try {
    return Context.current().info.activityType;
  } catch {
    return 'elsewhere';
  }
}
